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
  /** Runs a text that must be one statement: the server refuses a second one before it runs the first. */
  runOne(statement: string): Promise<Row[]>;
  /** Sends questions together that are the same each time, so that a session of ours plans each once; one list of rows for each. */
  ask(...questions: readonly string[]): Promise<Row[][]>;
  /** Runs `use` in a transaction, or a savepoint of one, that is rolled back: {@link rolledBack}. */
  rolledBack<T>(use: (inside: Scratch) => Promise<T>): Promise<T>;
  /** Runs `use` in a transaction, or a savepoint of one, that is rolled back only when `use` throws. */
  atomic<T>(use: (inside: Scratch) => Promise<T>): Promise<T>;
  /** {@link rolledBack} for SQL of ours alone: what begins and ends it travels with it, so the server must be able to parse it. */
  runRolledBack(sql: string): Promise<Row[][]>;
  /** {@link atomic} for such SQL. */
  runAtomic(sql: string): Promise<Row[][]>;
  /** Drops the database. */
  drop(): Promise<void>;
}

type Inside<T> = (inside: Scratch) => Promise<T>;
type Place = Pick<Scratch, 'url' | 'name' | 'timeoutMs'>;

/** What a transaction, or a savepoint of one, begins and ends with. */
interface Bounds {
  readonly begin: string;
  /** Statements. */
  readonly keep: readonly string[];
  readonly undo: readonly string[];
}

type End = 'keep' | 'undo';

const transaction: Bounds = {
  begin: 'BEGIN ISOLATION LEVEL READ COMMITTED',
  keep: ['COMMIT'],
  undo: ['ROLLBACK'],
};

const savepoint = (name: string): Bounds => ({
  begin: `SAVEPOINT ${name}`,
  keep: [`RELEASE SAVEPOINT ${name}`],
  undo: [`ROLLBACK TO SAVEPOINT ${name}`, `RELEASE SAVEPOINT ${name}`],
});

/**
 * Runs `use` in a transaction that is rolled back, whatever comes of it. What it is given works within that transaction
 * and nests by savepoints. Sequences are no part of a transaction: what they have given out stays so.
 */
export const rolledBack = <T>(connection: Connection, place: Place, use: Inside<T>): Promise<T> =>
  inBounds(connection, transaction, 'undo', () => use(within(connection, place, 1)));

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
    runOne: (statement) => connection.sendOne(statement),
    ask: (...questions) => sendPlanned(connection, questions),
    read: (use) => inSnapshotWithin(connection, use),
    rolledBack: (use) => inBounds(connection, bounds, 'undo', () => use(inside())),
    atomic: (use) => inBounds(connection, bounds, 'keep', () => use(inside())),
    runRolledBack: (sql) => inOneMessage(connection, bounds, 'undo', sql),
    runAtomic: (sql) => inOneMessage(connection, bounds, 'keep', sql),
    drop: () => Promise.reject(new Error(`${place.name} is in a transaction and cannot be dropped`)),
  };
}

async function inBounds<T>(
  connection: Connection,
  bounds: Bounds,
  end: End,
  use: () => Promise<T>,
): Promise<T> {
  await connection.send(bounds.begin);
  const result = await orUndone(connection, bounds, use());
  await connection.send(bounds[end].join('; '));
  return result;
}

/** A list of rows for each statement of the text. */
async function inOneMessage(connection: Connection, bounds: Bounds, end: End, sql: string): Promise<Row[][]> {
  const text = [bounds.begin, sql, ...bounds[end]].join(';\n');
  const lists = await orUndone(connection, bounds, connection.send(text));
  return lists.slice(1, -bounds[end].length);
}

/** What was thrown is thrown on, also where the connection is lost and nothing can be undone by it. */
const orUndone = <T>(connection: Connection, { undo }: Bounds, answer: Promise<T>): Promise<T> =>
  answer.catch(async (error) => {
    await connection.send(undo.join('; ')).catch(() => {});
    throw error;
  });
