import { atDatabase } from './address.ts';
import { registerCleanup } from './cleanup.ts';
import {
  type Confined,
  type Confinement,
  createConfinement,
  makeOverSql,
  nothingOfTheirs,
} from './confined.ts';
import { type Connection, connect, quoteName, type Row } from './connection.ts';
import { isServerFailure } from './errors.ts';
import { parametersOf, toUrl } from './parameters.ts';
import { sendPlanned } from './planned.ts';
import { preparedStatements } from './prepared.ts';
import { readingSession } from './reading-session.ts';
import type { Server } from './running-server.ts';
import { atomic, rolledBack, runAtomic, runRolledBack, type Scratch } from './scratch-session.ts';
import { inSnapshot } from './snapshot.ts';
import { dropDatabase, dropRole, markDatabase, scratchPrefix, sweep, takeNumber } from './sweep.ts';

export type { Confined } from './confined.ts';
export type { Scratch } from './scratch-session.ts';

/** Makes, clones and drops the scratch databases of one run on one server. */
export interface ScratchDatabases {
  readonly server: Server;
  create(): Promise<Scratch>;
  /** A copy of a scratch database, which is disconnected for a moment meanwhile. */
  clone(template: Scratch): Promise<Scratch>;
  /** A copy that belongs to a role of its own, and is used as that. Throws where the server lets us make no role. */
  confine(template: Scratch): Promise<Confined>;
  /** Drops all that is left of this run. */
  close(): Promise<void>;
}

/** Scratch databases that remember whether their server failed. */
export interface NotedDatabases extends ScratchDatabases {
  /** The first failure of the server itself, whoever met it: what was made of an answer after that is not to be believed. */
  failure(): unknown;
}

/**
 * Opens the scratch databases of a server, and first sweeps what runs left there that were killed. Sessions in them have
 * the `search_path` that is given, as what they stand for has it.
 */
export async function openScratchDatabases(server: Server, searchPath?: string): Promise<NotedDatabases> {
  const admin = await connect(server.url, server.timeoutMs);
  await liftTimeouts(admin);
  const run = await takeNumber(admin);
  const created: Promise<string>[] = [];
  let confinement: Promise<Confinement> | undefined;
  const confined = new Set<string>();
  const close = registerCleanup(() => closeRun(admin, created, confinement));
  await sweep(admin);
  const strategy = await copyStrategy(admin, server);
  let count = 0;
  let failure: unknown;
  const note: Note = (error) => {
    if (isServerFailure(error)) failure ??= error;
  };
  const place = (name: string): Place => {
    const { url, timeoutMs } = server;
    return { url: withSearchPath(atDatabase(url, name), searchPath), name, timeoutMs };
  };
  // Nothing comes between making a database and marking it as ours, by which the next run knows what a killed one has left.
  let before: Promise<unknown> = Promise.resolve();
  const inTurn: InTurn = (use) => {
    const doing = before.then(use);
    before = doing.catch(() => {});
    return doing;
  };
  const copy = (template: string): Promise<string> => {
    const sql = `TEMPLATE ${quoteName(template)}${strategy}`;
    const name = `${scratchPrefix}${run}_${++count}`;
    const creating = inTurn(() => createDatabase(admin, name, sql));
    created.push(creating);
    return creating;
  };
  const make = async (template: string): Promise<Scratch> =>
    openScratch(admin, inTurn, note, place(await copy(template)));
  const confine = async (template: Scratch): Promise<Confined> => {
    confinement ??= createConfinement(admin, `${scratchPrefix}${run}_role_0`);
    const { role, password } = await confinement;
    const name = await (template as Reconnectable).whileDisconnected(() => copy(template.name));
    await admin.send(`ALTER DATABASE ${quoteName(name)} OWNER TO ${quoteName(role)}`);
    const send = privileged(place(name));
    // What is in a copy of a confined one is not ours alone, and belongs to the role already.
    if (!confined.has(template.name)) await send(makeOverSql(role));
    confined.add(name);
    const url = toUrl({ ...parametersOf(place(name).url.href), user: role, password });
    return {
      ...(await openScratch(admin, inTurn, note, { ...place(name), url })),
      privileged: { run: send },
    };
  };
  return {
    server,
    create: () => make('template0'),
    clone: (template) => (template as Reconnectable).whileDisconnected(() => make(template.name)),
    confine,
    failure: () => failure,
    close,
  };
}

/** What a session begins with is what RESET goes back to (Postgres manual, "-c" of "postgres"; a space is escaped). */
function withSearchPath(url: URL, searchPath: string | undefined): URL {
  if (searchPath === undefined) return url;
  const { options = '', ...parameters } = parametersOf(url.href);
  const option = `-c search_path=${searchPath.replace(/[\\ ]/g, '\\$&')}`;
  return toUrl({ ...parameters, options: `${options} ${option}`.trim() });
}

/** Is told of whatever a database answers with an error, also where nobody else makes anything of that. */
type Note = (error: unknown) => void;

function noting(note: Note, connection: Connection): Connection {
  const withNote = async <T>(answer: Promise<T>): Promise<T> => {
    answer.catch(note);
    return answer;
  };
  return {
    ...connection,
    send: (sql) => withNote(connection.send(sql)),
    sendOurs: (sql) => withNote(connection.sendOurs(sql)),
    sendOne: (statement) => withNote(connection.sendOne(statement)),
  };
}

/** Runs each text in a session of its own. */
const privileged =
  (place: Place) =>
  async (sql: string): Promise<Row[][]> => {
    const connection = await connectTo(place);
    try {
      await connection.send(nothingOfTheirs);
      return await connection.send(sql);
    } finally {
      await connection.close();
    }
  };

/**
 * Copying files is fastest, and needs a checkpoint: cheap on a throwaway, and where nothing is made safe against a crash, a
 * burden on another server that others use. Servers before 15 know no other way and no word for it.
 */
async function copyStrategy(admin: Connection, { kind }: Server): Promise<string> {
  const [[row] = []] = await admin.send(
    `SELECT current_setting('server_version_num')::int >= 150000 AS known, current_setting('fsync') = 'off' AS unsafe`,
  );
  return row?.known && (kind !== 'url' || row.unsafe) ? ' STRATEGY FILE_COPY' : '';
}

interface Reconnectable extends Scratch {
  /** CREATE DATABASE … TEMPLATE refuses a template that anybody is connected to. */
  whileDisconnected<T>(use: () => Promise<T>): Promise<T>;
}

/** Does what is asked after what was asked before. */
type InTurn = <T>(use: () => Promise<T>) => Promise<T>;

async function openScratch(
  admin: Connection,
  inTurn: InTurn,
  note: Note,
  place: Place,
): Promise<Reconnectable> {
  const open = async (): Promise<Connection> => noting(note, await connectTo(place));
  let connection = await open();
  const reader = readingSession(() => connectTo(place));
  return {
    kind: 'scratch',
    ...place,
    run: (sql) => connection.send(sql),
    runOurs: (sql) => connection.sendOurs(sql),
    later: (sql) => void connection.waiting.push(sql),
    runOne: (statement) => connection.sendOne(statement),
    ask: (...questions) => sendPlanned(connection, questions),
    read: (use) =>
      connection.prepared?.isForgetful() ? reader.read(use, connection) : inSnapshot(connection, use),
    rolledBack: (use, last) => rolledBack(connection, place, use, last),
    atomic: (use) => atomic(connection, place, use),
    runRolledBack: (sql) => runRolledBack(connection, sql),
    runAtomic: (sql) => runAtomic(connection, sql),
    drop: async () => {
      await reader.close();
      await connection.close();
      await inTurn(() => dropDatabase(admin, place.name));
    },
    whileDisconnected: async (use) => {
      await reader.close();
      await connection.close();
      try {
        return await use();
      } finally {
        connection = await open();
      }
    },
  };
}

type Place = Pick<Scratch, 'url' | 'name' | 'timeoutMs'>;

/**
 * What takes long is no error where we are the only ones, whatever timeouts the role or the server has; those that a
 * migration sets are its own. Returns a row with the name of the database and the process of the session.
 */
async function liftTimeouts(connection: Connection): Promise<Row[]> {
  const [rows = []] = await connection.send(
    `SELECT current_database() AS name, pg_backend_pid() AS process, set_config(name, '0', false) FROM pg_settings WHERE name IN
     ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')`,
  );
  return rows;
}

/**
 * Connects and makes sure of where we are: a proxy could have led the connection elsewhere. Statements are prepared where the
 * session is ours alone: a pooler, which may share sessions, tells its clients of processes that it makes up.
 */
async function connectTo({ url, name, timeoutMs }: Place): Promise<Connection> {
  const connection = await connect(url, timeoutMs);
  const [row] = await liftTimeouts(connection);
  if (row?.name === name) return row.process === connection.process ? preparing(connection) : connection;
  await connection.close();
  throw new Error(`connected to database ${row?.name} instead of the scratch database ${name}`);
}

function preparing(connection: Connection): Connection {
  const prepared = preparedStatements();
  const watching = (send: Connection['send']) => (sql: string) => {
    prepared.watch(sql);
    return send(sql);
  };
  const [send, sendOurs] = [watching(connection.send), watching(connection.sendOurs)];
  return { ...connection, send, sendOurs, prepared };
}

/** Returns the name. */
async function createDatabase(admin: Connection, name: string, options: string): Promise<string> {
  await admin.send(`CREATE DATABASE ${quoteName(name)} ${options}`);
  await markDatabase(admin, name);
  return name;
}

/** Drops what was made, also by a statement that is not answered yet, and nothing else of such a name. */
async function closeRun(
  admin: Connection,
  created: readonly Promise<string>[],
  confinement: Promise<Confinement> | undefined,
): Promise<void> {
  try {
    for (const creating of await Promise.allSettled(created))
      if (creating.status === 'fulfilled') await dropDatabase(admin, creating.value);
    const made = await confinement?.catch(() => undefined);
    if (made) await dropRole(admin, made.role);
  } finally {
    await admin.close();
  }
}
