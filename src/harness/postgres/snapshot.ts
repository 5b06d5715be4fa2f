import type { Connection, Row } from './connection.ts';

/** A view of one database at one moment: every answer comes from the same snapshot. */
export interface Snapshot {
  /** Sends the statements together, in one round trip; one list of rows for each. */
  query(...statements: readonly string[]): Promise<Row[][]>;
}

/**
 * Settings that change how Postgres prints definitions, for the rest of a transaction. The schema of temporary objects
 * would be searched first were it not named: a session of a pool may hold what its last client put there.
 */
export const printing = [
  'SET LOCAL search_path = pg_catalog, pg_temp',
  "SET LOCAL TimeZone = 'UTC'",
  "SET LOCAL DateStyle = 'ISO, MDY'",
  "SET LOCAL IntervalStyle = 'postgres'",
  "SET LOCAL bytea_output = 'hex'",
  'SET LOCAL extra_float_digits = 1',
  'SET LOCAL quote_all_identifiers = off',
  'SET LOCAL standard_conforming_strings = on',
  "SET LOCAL lc_monetary = 'C'",
];

/**
 * What a reading of somebody's database begins with besides. Row security that would hide rows is an error, so that no
 * policy is run. The server refuses views and foreign tables of users in whatever is sent: pg_dump's own guard, which not
 * every minor version knows (Postgres release notes, CVE-2024-7348).
 */
export const guards = [
  'SET LOCAL row_security = off',
  `SELECT set_config(name, 'view, foreign-table', true) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind'`,
];

/**
 * So that a reading disturbs nobody. A wait for a lock ends before the server looks for deadlocks (after
 * deadlock_timeout, a second), so that a migration is never the one to be ended; and the server gives up before we do.
 */
const bounds = ({ timeoutMs }: Connection): string[] => [
  "SET LOCAL lock_timeout = '100ms'",
  'SET LOCAL jit = off',
  `SET LOCAL statement_timeout = ${Math.ceil(timeoutMs * 0.9)}`,
];

/** Those of the role may be too short. */
const noLimits = `SELECT set_config(name, '0', true) FROM pg_settings
   WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')`;

/**
 * Runs `use` in one repeatable-read, read-only transaction. The transaction's opening travels with the
 * first question, so asking once costs two round trips in all.
 */
export const inSnapshot = <T>(
  connection: Connection,
  use: (snapshot: Snapshot) => Promise<T>,
  besides: readonly string[] = [],
): Promise<T> => {
  const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
  return reading(
    connection,
    [begin, ...printing, noLimits, ...bounds(connection), ...besides],
    'ROLLBACK',
    use,
  );
};

/** The same within an open transaction of a database that nobody else writes to. */
export const inSnapshotWithin = <T>(
  connection: Connection,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> =>
  reading(
    connection,
    ['SAVEPOINT driftproof_read', ...printing, ...bounds(connection)],
    'ROLLBACK TO SAVEPOINT driftproof_read; RELEASE SAVEPOINT driftproof_read',
    use,
  );

async function reading<T>(
  connection: Connection,
  opening: readonly string[],
  end: string,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  let prefix = opening;
  const ask = async (...statements: readonly string[]): Promise<Row[][]> => {
    const { preparing, running, keep } = connection.prepared?.plan(statements) ?? asTheyAre(statements);
    const before = [...prefix, ...preparing];
    prefix = [];
    const lists = await connection.send([...before, ...running].join(';\n'));
    keep();
    return lists.slice(before.length);
  };
  try {
    return await use({ query: ask });
  } finally {
    if (prefix.length === 0) await connection.send(end);
  }
}

const asTheyAre = (running: readonly string[]) => ({ preparing: [], running, keep: () => {} });
