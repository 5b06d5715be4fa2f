import pg from 'pg';
import { type Row, sendCopying } from './copying-query.ts';
import { connectionProblem, endedProblem } from './errors.ts';

export type { Row } from './copying-query.ts';

/** One server connection. Private to this folder: the others get a {@link Live} or a {@link Scratch}. */
export interface Connection {
  readonly url: URL;
  /** Sends a text of one or more statements as one message; one list of rows for each statement, as {@link sendCopying}. */
  send(sql: string): Promise<Row[][]>;
  /** Sends a text that must be one statement: the server refuses a second one before it runs the first. */
  sendOne(statement: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** Connects, or throws a Problem that names the place but never the password. */
export async function connect(url: URL): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url.href,
    application_name: 'driftproof',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  let ended: Error | undefined;
  // Without a listener, a connection that the server drops while idle would end the process.
  client.on('error', (error) => {
    ended ??= error;
  });
  /** What is asked after that fails for want of a connection, which says nothing of why. */
  const unlessEnded = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error) => {
      throw ended ? endedProblem(ended, url) : error;
    });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw connectionProblem(error, url);
  }
  return {
    url,
    send: (sql) => unlessEnded(sendCopying(client, sql)),
    sendOne: async (statement) => (await unlessEnded(client.query(asOne(statement)))).rows,
    close: () => client.end(),
  };
}

/** In the extended protocol a Parse message holds one statement; the simple one takes as many as there are. */
const asOne = (text: string) => ({ text, queryMode: 'extended' });

/** Quotes an identifier for SQL. */
export const quoteName = (name: string): string => pg.escapeIdentifier(name);

/** Quotes a text for SQL. */
export const quoteText = (text: string): string => pg.escapeLiteral(text);
