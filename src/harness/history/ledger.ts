import { quoteName, quoteText, type Row } from '../postgres/connection.ts';
import type { Snapshot } from '../postgres/snapshot.ts';

/** The table in which Drizzle's migrator writes what it has run; config: `migrations.schema`, `migrations.table`. */
export interface LedgerName {
  readonly schema: string;
  readonly table: string;
}

/** As in drizzle-orm, pg-core/dialect.ts. */
export const defaultLedger: LedgerName = { schema: 'drizzle', table: '__drizzle_migrations' };

export interface LedgerRow {
  readonly hash: string;
  /** The migration's `when`. */
  readonly createdAt: number;
  /** The migration's name, where Drizzle 1.x wrote the row. */
  readonly name?: string;
}

/** What a database says it has run, in the order it ran it; or why that is not known. */
export type Ledger =
  | { readonly state: 'read'; readonly rows: readonly LedgerRow[] }
  | { readonly state: 'absent' }
  | { readonly state: 'hidden'; readonly role: string };

/** Reads a database's ledger within a snapshot; `access` is the row of {@link ledgerAccess}, if it had one. */
export async function readLedger(
  snapshot: Snapshot,
  name: LedgerName,
  access: Row | undefined,
): Promise<Ledger> {
  if (!access) return { state: 'absent' };
  if (!access.readable) return { state: 'hidden', role: String(access.role) };
  const [rows = []] = await snapshot.query(
    `SELECT hash, created_at AS "createdAt", ${nameIfAny} FROM ${qualified(name)} AS ledger ORDER BY created_at, id`,
  );
  return { state: 'read', rows: rows.map(toLedgerRow) };
}

/**
 * SQL: one row where there is a ledger, which says whether our role may read it. By oid, since a name in a schema that
 * the role may not use cannot even be looked up.
 */
export const ledgerAccess = ({ schema, table }: LedgerName): string => `
SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable, current_user AS role
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ${quoteText(schema)} AND c.relname = ${quoteText(table)}`;

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

/** Only a ledger of Drizzle 1.x has a column of names; by way of JSON one statement reads both. */
const nameIfAny = `to_jsonb(ledger) ->> 'name' AS name`;

const toLedgerRow = ({ hash, createdAt, name }: Row): LedgerRow => ({
  hash: String(hash),
  createdAt: Number(createdAt),
  ...(typeof name === 'string' ? { name } : {}),
});

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
