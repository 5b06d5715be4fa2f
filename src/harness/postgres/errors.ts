import { firstLine, Problem } from '../model/problem.ts';
import { withoutSecrets } from '../model/secrets.ts';
import { systemProblem } from '../model/system-problem.ts';
import { describeAddress } from './address.ts';
import pg from './driver.ts';
import { notOfStatement, serverFailed, sqlState } from './sqlstates.ts';

/** The fields of a server's error report that we use (Postgres manual, "Error and Notice Message Fields"). */
export interface ServerError extends Error {
  readonly code?: string;
  readonly position?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly where?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** A server that failed, or that was lost: whatever was asked of it has no answer. */
export class ServerFailure extends Problem {}

/** Whether the server answered, and refused a statement: an error that says nothing of the statement is none. */
export const isRefusal = (error: unknown): error is ServerError =>
  error instanceof pg.DatabaseError && !notOfStatement.test(error.code ?? '');

/** For `catch`: what is had instead where the server refuses; whatever else is thrown on. */
export const ifRefused =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (isRefusal(error)) return otherwise;
    throw error;
  };

/**
 * Whether the server failed, so that nothing that it did or did not do afterwards is to be believed. A statement that
 * takes longer than we allow it, a file that is not there and what is dropped while it is read are no such failure.
 */
export const isServerFailure = (error: unknown): boolean =>
  error instanceof ServerFailure ||
  (error instanceof pg.DatabaseError && serverFailed.test(error.code ?? ''));

/** Whether a statement was ended because of a limit of its time, or by somebody. */
export const isCanceled = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === sqlState.queryCanceled;

/** Whether a server that did not fail answered with an error, which a text that was made for it can bring about. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !isServerFailure(error);

/** PL/pgSQL, in a handler of all exceptions: passes on what {@link isServerFailure} would say of what was raised. */
export const passOnFailures = `IF SQLSTATE ~ '${serverFailed.source}' THEN RAISE; END IF;`;

const reasons: Record<string, readonly [what: string, advice: string]> = {
  ENOTFOUND: ['there is no such host', 'check the host name in the URL'],
  EAI_AGAIN: ['the host name cannot be looked up', 'check the host name in the URL and the network'],
  ECONNREFUSED: ['nothing listens there', 'check host and port, and that the server is running'],
  EHOSTUNREACH: ['there is no way to that host', 'check the host and the network'],
  ENETUNREACH: ['there is no way to that host', 'check the host and the network'],
  ETIMEDOUT: ['the server does not answer', 'check host, port and firewall'],
  [sqlState.invalidPassword]: ['the password was refused', 'check user and password'],
  [sqlState.invalidAuthorizationSpecification]: [
    'the server refuses this user from here',
    'check the user and pg_hba.conf',
  ],
  [sqlState.invalidCatalogName]: ['that database does not exist', 'check the database name in the URL'],
  [sqlState.insufficientPrivilege]: ['the role may not do this', 'grant it the right, or use another role'],
  [sqlState.tooManyConnections]: ['the server has no connection to spare', 'try again later'],
  [sqlState.cannotConnectNow]: ['the server is starting up or shutting down', 'try again later'],
};

type Reason = readonly [what: string, advice: string];

/** What the driver and Node say in words, or by codes of TLS (Node manual, "X509 certificate error codes"). */
const saidBy: readonly (readonly [said: RegExp, reason: Reason])[] = [
  [
    /^(DEPTH_ZERO_)?SELF_SIGNED_CERT|^UNABLE_TO_/,
    [
      'the certificate of the server is not trusted',
      'name the one that it was signed with by sslrootcert in the URL',
    ],
  ],
  [/^CERT_HAS_EXPIRED/, ['the certificate of the server has expired', 'renew it']],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    ['the certificate of the server is for another host', 'use the name that it is for'],
  ],
  [
    /does not support SSL/,
    ['the server does not speak TLS', 'use sslmode=disable where the network is trusted'],
  ],
  [/^ERR_SSL|SSL connection$/, ['no TLS connection can be made', 'check sslmode in the URL, and the port']],
  [/password must be a/, ['the server asks for a password', 'put it into the URL, or into PGPASSWORD']],
  [
    /authenticationOk message type [79]$/,
    [
      'the server asks for GSSAPI or SSPI, which is not supported',
      'use a role that is let in by a password or a certificate',
    ],
  ],
  [
    /terminated unexpectedly|^ECONNRESET/,
    ['the server closed the connection', 'check that it is a Postgres server, and its log'],
  ],
  [/timeout/i, ['the server does not answer', 'check host, port and firewall']],
];

/** The server has the code of any other refusal for it. */
const ofClient: Reason = [
  'the server asks for a certificate of the client that it can verify',
  'name its files by sslcert and sslkey in the URL',
];

/** Turns what the driver threw while connecting to `url` into one line that names the place and the way out. */
export function connectionProblem(error: unknown, url: URL): Problem {
  const where = `cannot connect to ${describeAddress(url)}`;
  const [code, text] = [codeOf(error), firstLine(error)];
  const known = /valid client certificate/.test(text)
    ? ofClient
    : (reasons[code] ?? saidBy.find(([said]) => said.test(code) || said.test(text))?.[1]);
  if (known) return new ServerFailure(known[0], { where, advice: known[1], cause: error });
  const system = systemProblem(error);
  if (system?.where) return system;
  return new ServerFailure(withoutPassword(text, url), { where, cause: error });
}

/** What a connection is ended with when the server takes too long. */
export class NoAnswer extends Error {
  constructor(timeoutMs: number) {
    super(`the server has not answered for ${timeoutMs / 1000} s`);
  }
}

/**
 * What it means that a server ended a session between two questions. A standby does so, with the code of a
 * serialization failure, where the session holds what replaying the primary needs (Postgres manual, "Handling Query
 * Conflicts").
 */
export function endedProblem(error: Error, url: URL): Problem {
  const where = describeAddress(url);
  if (codeOf(error) === sqlState.serializationFailure)
    return new ServerFailure(
      'the standby ended the session, because it was in the way of what its primary did',
      {
        where,
        advice: 'run again, name the primary, or raise max_standby_streaming_delay there',
        cause: error,
      },
    );
  if (error instanceof NoAnswer)
    return new ServerFailure(error.message, { where, advice: 'allow it more by --timeout', cause: error });
  return new ServerFailure(`the server ended the session: ${withoutPassword(firstLine(error), url)}`, {
    where,
    advice: 'run again when the server is up',
    cause: error,
  });
}

/** A name with several addresses fails with an AggregateError, one error for each address tried. */
function codeOf(error: unknown): string {
  const single = error instanceof AggregateError ? error.errors[0] : error;
  return (single as ServerError | undefined)?.code ?? '';
}

const withoutPassword = (text: string, { password, searchParams }: URL): string =>
  withoutSecrets(
    text,
    [decodeURIComponent(password), searchParams.get('password') ?? ''].filter((each) => each !== ''),
  );

/** What a server may say to anything that is asked of it (Postgres manual, "PostgreSQL Error Codes"). */
const refusals: Readonly<Record<string, string>> = {
  [sqlState.insufficientPrivilege]: 'grant the role that right, or use another role',
  [sqlState.diskFull]: 'make room on the disk of the server',
  [sqlState.outOfMemory]: 'give the server more memory',
  [sqlState.tooManyConnections]: 'try again later',
  [sqlState.lockNotAvailable]: 'try again when nobody holds that lock',
  [sqlState.queryCanceled]: "allow it more time by --timeout, or by the role's own statement_timeout",
  [sqlState.adminShutdown]: 'run again when the server is up',
};

/** What to do about what a server may say to anything; nothing for what it says of a statement. */
export const adviceOnAnything = ({
  code = '',
  hint = '',
}: {
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
}): string | undefined =>
  /max_locks_per_transaction/.test(hint)
    ? 'raise max_locks_per_transaction on the server and restart it, or use --server embedded'
    : refusals[code];

/** What a server refused of ours, as a Problem; nothing for what no server said. */
export const serverProblem = (error: unknown): Problem | undefined =>
  error instanceof pg.DatabaseError
    ? new Problem(`the server refuses: ${firstLine(error)}`, {
        advice: adviceOnAnything(error),
        cause: error,
      })
    : undefined;
