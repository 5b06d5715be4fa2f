import { Socket } from 'node:net';
import { types } from 'node:util';
import type { Client, ClientConfig } from 'pg';
import { keepSecrets } from '../model/secrets.ts';
import { sendCopying } from './copying-query.ts';
import pg from './driver.ts';
import { connectionProblem, endedProblem, NoAnswer, type ServerError } from './errors.ts';
import { guardAnswers } from './guard-answers.ts';
import { socketTo } from './own-sockets.ts';
import { type Parameters, parametersOf } from './parameters.ts';
import type { Prepared } from './prepared.ts';
import { sqlState } from './sqlstates.ts';
import { type Tls, waysOf } from './tls.ts';
import { type Waiting, withWaiting } from './waiting.ts';

export type { Row } from './copying-query.ts';

/** One server connection. Private to this folder: the others get a {@link Live} or a {@link Scratch}. */
export interface Connection extends Waiting {
  readonly url: URL;
  /** How long, in milliseconds, it waits for one answer. */
  readonly timeoutMs: number;
  /** The server's process, as the server has told, or whoever answers in its place. */
  readonly process?: number | null;
  /** Where the session is ours alone, so that statements can be prepared in it. */
  readonly prepared?: Prepared;
  close(): Promise<void>;
}

/** How long, in milliseconds, a server may take for one answer, unless its user says otherwise. */
export const defaultTimeoutMs = 600_000;

/** Of these the server has a few to let us in, and to let us go. */
const [mostToConnect, mostToClose] = [10_000, 1000];

/**
 * Connects, or throws a Problem that names the place but never the password. It waits for no answer longer than
 * `timeoutMs`. `tls` says what no URL can, and outranks its `sslmode`.
 */
export async function connect(url: URL, timeoutMs = defaultTimeoutMs, tls?: Tls): Promise<Connection> {
  const [first = false, second] = tls === undefined ? waysOf(parametersOf(url.href)) : [tls];
  try {
    return await connectBy(url, timeoutMs, first);
  } catch (error) {
    if (second === undefined || !saysOtherwise(error)) throw error;
    return connectBy(url, timeoutMs, second);
  }
}

/** Whether a server that refuses a connection with TLS may take one without, or the other way round. */
function saysOtherwise(error: unknown): boolean {
  const cause = types.isNativeError(error) ? (error.cause as ServerError | undefined) : undefined;
  return (
    cause?.code === sqlState.invalidAuthorizationSpecification ||
    /SSL|TLS|EPROTO/.test(`${cause?.code} ${cause?.message}`)
  );
}

async function connectBy(url: URL, timeoutMs: number, ssl: Tls): Promise<Connection> {
  const socket = new Socket();
  const client = await clientFor(url, socket, Math.min(timeoutMs, mostToConnect), ssl);
  let ended: Error | undefined;
  // Without a listener, a connection that the server drops while idle would end the process.
  client.on('error', (error) => {
    ended ??= error;
  });
  /** What is asked after that fails for want of a connection, which says nothing of why. */
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => socket.destroy(new NoAnswer(timeoutMs)), timeoutMs);
    try {
      return await answer;
    } catch (error) {
      throw ended ? endedProblem(ended, url) : error;
    } finally {
      clearTimeout(timer);
    }
  };
  const close = async (): Promise<void> => {
    const timer = setTimeout(() => socket.destroy(), mostToClose);
    await client.end().finally(() => clearTimeout(timer));
  };
  try {
    await client.connect();
  } catch (error) {
    await close().catch(() => {});
    keepSecrets([client.password]);
    throw connectionProblem(error, url);
  }
  // It may come from the environment, or from a file of passwords.
  keepSecrets([client.password]);
  return withWaiting({
    url,
    timeoutMs,
    process: (client as unknown as { readonly processID: number | null }).processID,
    send: (sql: string) => answered(sendCopying(client, sql)),
    sendOne: async (statement: string) => (await answered(client.query(asOne(statement)))).rows,
    close,
  });
}

/** The driver reads files of certificates, and does not like every combination of settings. */
async function clientFor(
  url: URL,
  socket: Socket,
  connectionTimeoutMillis: number,
  ssl: Tls,
): Promise<Client> {
  try {
    const client = new pg.Client({
      ...placeOf(parametersOf(url.href), socketTo(url)),
      ssl,
      application_name: 'driftproof',
      connectionTimeoutMillis,
      keepAlive: true,
      stream: () => socket,
    });
    guardAnswers(client);
    return client;
  } catch (error) {
    throw connectionProblem(error, url);
  }
}

/** What is absent is left to the driver. */
const placeOf = (
  { host = 'localhost', port, user, password, dbname, options }: Parameters,
  socket: string | undefined,
): ClientConfig => ({
  host: socket ?? host,
  ...(port ? { port: Number(port) } : {}),
  ...(user ? { user } : {}),
  ...(password ? { password } : {}),
  ...(dbname ? { database: dbname } : {}),
  ...(options ? { options } : {}),
});

/** In the extended protocol a Parse message holds one statement; the simple one takes as many as there are. */
const asOne = (text: string) => ({ text, queryMode: 'extended' });

/** Quotes an identifier for SQL. */
export const quoteName = (name: string): string => pg.escapeIdentifier(name);

/** Quotes a text for SQL. */
export const quoteText = (text: string): string => pg.escapeLiteral(text);
