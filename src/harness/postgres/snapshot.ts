import type { Connection, Row } from './connection.ts';
import { type Opening, sendBehind } from './opening.ts';

/** A view of one database at one moment: every answer comes from the same snapshot. */
export interface Snapshot {
  /** Sends the statements together, in one round trip; one list of rows for each. */
  query(...statements: readonly string[]): Promise<Row[][]>;
  /** The same for the last question, with which the end of the view travels. */
  last(...statements: readonly string[]): Promise<Row[][]>;
}

/**
 * Settings that change how Postgres prints definitions, for the rest of a transaction. The schema of temporary objects
 * would be searched first were it not named: a session of a pool may hold what its last client put there.
 */
export const printing: readonly string[] = [
  setAll({
    search_path: 'pg_catalog, pg_temp',
    TimeZone: 'UTC',
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
    quote_all_identifiers: 'off',
    standard_conforming_strings: 'on',
    lc_monetary: 'C',
  }),
];

/** One statement is less to answer than one SET LOCAL for each; no function of a user's may stand in for it. */
function setAll(settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return `SELECT ${calls.join(', ')}`;
}

/** The same for settings that only newer servers have; `pg_settings` would list all that there are. */
function setKnown(names: readonly string[], value: string): string {
  return `SELECT pg_catalog.set_config(name, '${value}', true) FROM pg_catalog.unnest(ARRAY['${names.join("', '")}']) AS name
   WHERE pg_catalog.current_setting(name, true) IS NOT NULL`;
}

/**
 * What a reading of somebody's database begins with besides. Row security that would hide rows is an error, so that no
 * policy is run. The server refuses views and foreign tables of users in whatever is sent: pg_dump's own guard, which not
 * every minor version knows (Postgres release notes, CVE-2024-7348).
 */
export const guards = [
  'SET LOCAL row_security = off',
  setKnown(['restrict_nonsystem_relation_kind'], 'view, foreign-table'),
];

/**
 * So that a reading disturbs nobody. A wait for a lock ends before the server looks for deadlocks (after
 * deadlock_timeout, a second), so that a migration is never the one to be ended; and the server gives up before we do.
 */
const bounds = (connection: Connection): string =>
  setAll({ lock_timeout: '100ms', jit: 'off', statement_timeout: String(limitOf(connection)) });

const limitOf = ({ timeoutMs }: Connection): number => Math.ceil(timeoutMs * 0.9);

/** Those of the role may be too short. */
const noLimits = setKnown(['idle_in_transaction_session_timeout', 'transaction_timeout'], '0');

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
  const statements = [begin, noLimits, bounds(connection), ...printing, ...besides];
  return reading(connection, { statements, limitMs: limitOf(connection) }, 'ROLLBACK', use);
};

/** The same within an open transaction of a database that nobody else writes to. */
export const inSnapshotWithin = <T>(
  connection: Connection,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> =>
  reading(
    connection,
    { statements: ['SAVEPOINT driftproof_read', ...printing, bounds(connection)] },
    'ROLLBACK TO SAVEPOINT driftproof_read; RELEASE SAVEPOINT driftproof_read',
    use,
  );

async function reading<T>(
  connection: Connection,
  opening: Opening,
  end: string,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  let prefix: Opening | undefined = opening;
  let isOver = false;
  const ask = async (statements: readonly string[], suffix: readonly string[]): Promise<Row[][]> => {
    const before = prefix;
    prefix = undefined;
    const lists = await sendBehind(connection, before, statements, suffix);
    isOver = suffix.length > 0;
    return lists;
  };
  try {
    return await use({
      query: (...statements) => ask(statements, []),
      last: (...statements) => ask(statements, [end]),
    });
  } finally {
    if (!prefix && !isOver) await connection.send(end);
  }
}
