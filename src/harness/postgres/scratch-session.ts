import type { Connection, Row } from './connection.ts';
import type { Readable } from './live.ts';
import { sendPlanned } from './planned.ts';
import { inSnapshotWithin } from './snapshot.ts';

/** A throwaway database of ours: may be written to. */
export interface Scratch extends Readable {
  readonly kind: 'scratch';
  readonly url: URL;
  readonly name: string;
  readonly timeoutMs?: number | undefined;
  /** Runs one text of statements; one list of rows for each. Outside a transaction they share one. */
  run(sql: string): Promise<Row[][]>;
  /** The same for SQL of ours alone, which the server must be able to parse: what opens or ends a savepoint before it travels with it. */
  runOurs(sql: string): Promise<Row[][]>;
  /** Sends statements of ours with the next message of the open transaction; not at all where all of it is rolled back before. */
  later(sql: string): void;
  /** Runs a text that must be one statement: the server refuses a second one before it runs the first. */
  runOne(statement: string): Promise<Row[]>;
  /** Sends questions together that are the same each time, so that a session of ours plans each once; one list of rows for each. */
  ask(...questions: readonly string[]): Promise<Row[][]>;
  /** Runs `use` in a transaction, or a savepoint of one, that is rolled back: {@link rolledBack}. */
  rolledBack<T>(use: (inside: Scratch) => Promise<T>, last?: LastQuestion): Promise<T>;
  /** Runs `use` in a transaction, or a savepoint of one, that is rolled back only when `use` throws. */
  atomic<T>(use: (inside: Scratch) => Promise<T>): Promise<T>;
  /** {@link rolledBack} for SQL of ours alone: what begins and ends it travels with it, so the server must be able to parse it. */
  runRolledBack(sql: string): Promise<Row[][]>;
  /** {@link atomic} for such SQL. */
  runAtomic(sql: string): Promise<Row[][]>;
  /** Drops the database. */
  drop(): Promise<void>;
}

/** What is asked of a transaction just before it is rolled back, unless it was given up or nothing was done in it. */
export interface LastQuestion {
  readonly sql: string;
  readonly told: (rows: readonly Row[]) => void;
}

type Inside<T> = (inside: Scratch) => Promise<T>;
type Place = Pick<Scratch, 'url' | 'name' | 'timeoutMs'>;

/** What a transaction, or a savepoint of one, begins and ends with. */
interface Bounds {
  readonly begin: string;
  /** Whether others see what becomes of it, so that its end waits for nothing. */
  readonly isWhole: boolean;
  /** Statements. */
  readonly keep: readonly string[];
  readonly undo: readonly string[];
}

type End = 'keep' | 'undo';

const transaction: Bounds = {
  begin: 'BEGIN ISOLATION LEVEL READ COMMITTED',
  isWhole: true,
  keep: ['COMMIT'],
  undo: ['ROLLBACK'],
};

const savepoint = (name: string): Bounds => ({
  begin: `SAVEPOINT ${name}`,
  isWhole: false,
  keep: [`RELEASE SAVEPOINT ${name}`],
  undo: [`ROLLBACK TO SAVEPOINT ${name}`, `RELEASE SAVEPOINT ${name}`],
});

/**
 * Runs `use` in a transaction that is rolled back, whatever comes of it. What it is given works within that transaction
 * and nests by savepoints. Sequences are no part of a transaction: what they have given out stays so.
 */
export const rolledBack = <T>(
  connection: Connection,
  place: Place,
  use: Inside<T>,
  last?: LastQuestion,
): Promise<T> => inBounds(connection, transaction, 'undo', () => use(within(connection, place, 1)), last);

/** The same, committed unless `use` throws. */
export const atomic = <T>(connection: Connection, place: Place, use: Inside<T>): Promise<T> =>
  inBounds(connection, transaction, 'keep', () => use(within(connection, place, 1)));

/** The same for SQL of ours alone. */
export const runRolledBack = (connection: Connection, sql: string): Promise<Row[][]> =>
  inOneMessage(connection, transaction, 'undo', sql);

export const runAtomic = (connection: Connection, sql: string): Promise<Row[][]> =>
  inOneMessage(connection, transaction, 'keep', sql);

function within(connection: Connection, place: Place, depth: number): Scratch {
  const bounds = savepoint(`driftproof_${depth}`);
  const inside = within.bind(undefined, connection, place, depth + 1);
  return {
    ...place,
    kind: 'scratch',
    run: (sql) => connection.send(sql),
    runOurs: (sql) => connection.sendOurs(sql),
    later: (sql) => void connection.waiting.push(sql),
    runOne: (statement) => connection.sendOne(statement),
    ask: (...questions) => sendPlanned(connection, questions),
    read: (use) => inSnapshotWithin(connection, use),
    rolledBack: (use, last) => inBounds(connection, bounds, 'undo', () => use(inside()), last),
    atomic: (use) => inBounds(connection, bounds, 'keep', () => use(inside())),
    runRolledBack: (sql) => inOneMessage(connection, bounds, 'undo', sql),
    runAtomic: (sql) => inOneMessage(connection, bounds, 'keep', sql),
    drop: () => Promise.reject(new Error(`${place.name} is in a transaction and cannot be dropped`)),
  };
}

/** What begins it waits for the first message, and a savepoint's end for the next one. */
async function inBounds<T>(
  connection: Connection,
  bounds: Bounds,
  end: End,
  use: () => Promise<T>,
  last?: LastQuestion,
): Promise<T> {
  const { waiting } = connection;
  waiting.push(bounds.begin);
  const result = await orUndone(connection, bounds, use());
  if (isForgotten(connection, bounds)) return result;
  // What was kept within it is undone with it.
  if (end === 'undo') waiting.length = 0;
  if (last) {
    const [rows = []] = await orUndone(
      connection,
      bounds,
      connection.sendOurs(`${last.sql}; ${bounds[end].join('; ')}`),
    );
    last.told(rows);
  } else if (bounds.isWhole) await connection.sendOurs(bounds[end].join('; '));
  else waiting.push(...bounds[end]);
  return result;
}

/** Whether nothing was sent since it was to begin, so that it need not. */
function isForgotten({ waiting }: Connection, { begin }: Bounds): boolean {
  const at = waiting.indexOf(begin);
  if (at >= 0) waiting.length = at;
  return at >= 0;
}

/** A list of rows for each statement of the text. */
async function inOneMessage(connection: Connection, bounds: Bounds, end: End, sql: string): Promise<Row[][]> {
  const text = [bounds.begin, sql, ...bounds[end]].join(';\n');
  const lists = await orUndone(connection, bounds, connection.sendOurs(text));
  return lists.slice(1, -bounds[end].length);
}

/** What was thrown is thrown on, also where the connection is lost and nothing can be undone by it. */
const orUndone = <T>(connection: Connection, bounds: Bounds, answer: Promise<T>): Promise<T> =>
  answer.catch(async (error) => {
    if (isForgotten(connection, bounds)) throw error;
    connection.waiting.length = 0;
    await connection.send(bounds.undo.join('; ')).catch(() => {});
    throw error;
  });
