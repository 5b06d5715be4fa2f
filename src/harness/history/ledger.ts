import { quoteName, quoteText } from '../postgres/connection.ts';

/** The table in which Drizzle's migrator records what it has applied; config: `migrations.schema`, `migrations.table`. */
export interface LedgerName {
  readonly schema: string;
  readonly table: string;
}

export interface LedgerRow {
  /** Absent in a ledger that keeps versions alone. */
  readonly hash?: string;
  /** The migration's `when`. */
  readonly createdAt: number;
  /** The migration's name, where Drizzle 1.x wrote the row; the version, where that is all that is known of it. */
  readonly name?: string;
}

/** The migrations that a database has applied, in that order; or why they are not known. */
export type Ledger =
  | {
      readonly state: 'read';
      readonly rows: readonly LedgerRow[];
      /** Whether it has no place for names, as Drizzle 0.x makes it: 1.x adds the column when it runs. */
      readonly nameless?: boolean;
    }
  /** It keeps versions alone, which mean something beside the names of migrations. */
  | { readonly state: 'versions'; readonly versions: readonly string[] }
  | { readonly state: 'absent' }
  /** The role may not read it, or policies hide rows of it. */
  | { readonly state: 'hidden'; readonly role: string; readonly filtered: boolean }
  /** It is not a table as a migrator makes it, so it is not read; `flaw` goes on a sentence that begins with its name. */
  | { readonly state: 'unfit'; readonly flaw: string };

/** What has the ledger's name, and what else in the database looks like a ledger. */
export interface Ledgers {
  readonly named: Ledger;
  readonly others: readonly { readonly name: LedgerName; readonly ledger: Ledger }[];
}

/** Key of the advisory lock that every step takes, so that of many runners one at a time goes on: "driftprf". */
export const stepLock = '7237963439898915430';

/**
 * SQL: a row for each process that is running a migration right now: it holds our steps' lock, or has written to the
 * ledger in a transaction that is still open. pg_locks shows both to every role, and a bigint key in two halves.
 */
export const runningStep = ({ schema, table }: LedgerName): string => `
SELECT DISTINCT l.pid FROM pg_locks l
WHERE l.granted AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (l.locktype = 'advisory' AND (l.classid::bigint << 32) + l.objid::bigint = ${stepLock} AND l.objsubid = 1
    OR l.locktype = 'relation' AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') AND l.relation IN (
      SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ${quoteText(schema)} AND c.relname = ${quoteText(table)}))`;

/** The ledger's name in SQL. */
export const qualified = ({ schema, table }: LedgerName): string =>
  `${quoteName(schema)}.${quoteName(table)}`;

/** Makes the ledger exactly as Drizzle's migrator would: 0.x (pg-core/dialect.ts), or with names 1.x (pg-core/async/session.ts). */
export const createLedgerSql = (name: LedgerName, named: boolean): string => `
CREATE SCHEMA IF NOT EXISTS ${quoteName(name.schema)};
CREATE TABLE IF NOT EXISTS ${qualified(name)} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint${
  named ? ', name text, applied_at timestamp with time zone DEFAULT now()' : ''
})`;

/** The same among others who make it: IF NOT EXISTS does not see what is not committed, and fails once it is. */
export function makeLedgerSql(name: LedgerName, named: boolean): string {
  const sql = createLedgerSql(name, named);
  return `DO ${quoteText(`BEGIN ${sql}; EXCEPTION WHEN unique_violation OR duplicate_table THEN ${sql}; END`)}`;
}
