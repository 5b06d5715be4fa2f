import pg from 'pg';
import { firstLine, Problem } from '../model/problem.ts';
import { describeAddress } from './address.ts';
import { notOfStatement, sqlState } from './sqlstates.ts';

/** The fields of a server's error report that we use (Postgres manual, "Error and Notice Message Fields"). */
export interface ServerError extends Error {
  readonly code?: string;
  readonly position?: string;
  readonly detail?: string;
}

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

const reasons: Record<string, readonly [what: string, advice: string]> = {
  ENOTFOUND: ['there is no such host', 'check the host name in the URL'],
  EAI_AGAIN: ['the host name cannot be looked up', 'check the host name in the URL and the network'],
  ECONNREFUSED: ['nothing listens there', 'check host and port, and that the server is running'],
  ECONNRESET: [
    'the server closed the connection',
    'check that it speaks the Postgres protocol and try again',
  ],
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

/** Turns what the driver threw while connecting to `url` into one line that names the place and the way out. */
export function connectionProblem(error: unknown, url: URL): Problem {
  const known = reasons[codeOf(error)];
  const where = `cannot connect to ${describeAddress(url)}`;
  if (known) return new Problem(known[0], { where, advice: known[1], cause: error });
  const timedOut = /timeout/i.test(firstLine(error));
  return timedOut
    ? new Problem('the server does not answer', {
        where,
        advice: 'check host, port and firewall',
        cause: error,
      })
    : new Problem(withoutPassword(firstLine(error), url), { where, cause: error });
}

/**
 * What it means that a server ended a session between two questions. A standby does so, with the code of a
 * serialization failure, where the session holds what replaying the primary needs (Postgres manual, "Handling Query
 * Conflicts").
 */
export function endedProblem(error: Error, url: URL): Problem {
  const where = describeAddress(url);
  if (codeOf(error) === sqlState.serializationFailure)
    return new Problem('the standby ended the session, which stood in the way of what its primary did', {
      where,
      advice: 'run again, name the primary, or raise max_standby_streaming_delay there',
      cause: error,
    });
  return new Problem(`the server ended the session: ${withoutPassword(firstLine(error), url)}`, {
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

const withoutPassword = (text: string, url: URL): string =>
  url.password
    ? text.replaceAll(decodeURIComponent(url.password), '***').replaceAll(url.password, '***')
    : text;

/** What a server may say to anything that is asked of it (Postgres manual, "PostgreSQL Error Codes"). */
const refusals: Readonly<Record<string, string>> = {
  [sqlState.insufficientPrivilege]: 'grant the role that right, or use another role',
  [sqlState.diskFull]: 'make room on the disk of the server',
  [sqlState.outOfMemory]: 'give the server more memory',
  [sqlState.tooManyConnections]: 'try again later',
  [sqlState.lockNotAvailable]: 'try again when nobody holds that lock',
  [sqlState.queryCanceled]: "raise the role's statement_timeout (ALTER ROLE … SET statement_timeout)",
  [sqlState.adminShutdown]: 'run again when the server is up',
};

/** What a server refused of ours, as a Problem; nothing for what no server said. */
export const serverProblem = (error: unknown): Problem | undefined =>
  error instanceof pg.DatabaseError
    ? new Problem(`the server refuses: ${firstLine(error)}`, {
        advice: refusals[error.code ?? ''],
        cause: error,
      })
    : undefined;
