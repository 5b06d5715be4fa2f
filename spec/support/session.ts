import type { Socket } from 'node:net';
import pg from 'pg';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { atomic, rolledBack, runAtomic, runRolledBack } from '../../src/harness/postgres/scratch-session.ts';
import { inSnapshot } from '../../src/harness/postgres/snapshot.ts';
import { withWaiting } from '../../src/harness/postgres/waiting.ts';

/** A connection of a runner's own, which can be lost. */
export interface Session {
  readonly database: Scratch;
  /** The server's process for it. */
  readonly pid: number;
  /** Destroys the socket, as when the network is gone. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a connection to a database that exists. */
export async function openSession(url: URL): Promise<Session> {
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => {});
  await client.connect();
  const send = async (sql: string) => [await client.query(sql)].flat().map(({ rows }) => rows);
  const close = () => client.end().catch(() => {});
  const sendOne = async (sql: string) => (await client.query(sql)).rows;
  const connection = withWaiting({ url, timeoutMs: 60_000, send, sendOne, close });
  const [[row] = []] = await send('SELECT pg_backend_pid() AS pid');
  return {
    database: {
      kind: 'scratch',
      url,
      name: url.pathname.slice(1),
      run: connection.send,
      runOurs: connection.sendOurs,
      later: (sql) => void connection.waiting.push(sql),
      runOne: connection.sendOne,
      ask: (...questions) => send(questions.join(';\n')),
      read: (use) => inSnapshot(connection, use),
      rolledBack: (use, last) => rolledBack(connection, { url, name: url.pathname.slice(1) }, use, last),
      atomic: (use) => atomic(connection, { url, name: url.pathname.slice(1) }, use),
      runRolledBack: (sql) => runRolledBack(connection, sql),
      runAtomic: (sql) => runAtomic(connection, sql),
      drop: async () => {},
    },
    pid: Number(row?.pid),
    cut: () => (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy(),
    close,
  };
}

/** Opens a connection for as long as `use` runs. */
export async function withSession<T>(url: URL, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(url);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** Somebody who looks at a database all the time, with one connection for as long as that holds. */
export interface Observer {
  readonly see: <T>(look: (database: Scratch) => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}

export function observer(urlOf: () => URL): Observer {
  let session: Session | undefined;
  const close = async () => {
    await session?.close();
    session = undefined;
  };
  return {
    see: async (look) => {
      const isThere = await session?.database.run('SELECT').then(
        () => true,
        () => false,
      );
      if (!isThere) {
        await close();
        session = await openSession(urlOf());
        // A lock that somebody has kept is an error here, not a wait without end.
        await session.database.run("SET lock_timeout = '20s'");
      }
      return look((session as Session).database);
    },
    close,
  };
}
