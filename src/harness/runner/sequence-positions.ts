import { quoteText, type Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** Where a sequence has got to. */
export interface Position {
  readonly oid: string;
  readonly last: string;
  readonly isCalled: boolean;
}

/** SQL: how to read where all sequences of a database have got to. */
export const readersSql = `SELECT string_agg(format('SELECT %s::text AS oid, last_value::text AS last, is_called AS "isCalled" FROM %s',
  oid, oid::regclass), ' UNION ALL ') AS sql FROM pg_class WHERE relkind = 'S'`;

/** Reads that, given what {@link readersSql} has answered. */
export async function positionsBy(database: Scratch, [row]: readonly Row[]): Promise<readonly Position[]> {
  const [positions = []] = row?.sql ? await database.runOurs(String(row.sql)) : [];
  return positions as unknown as Position[];
}

/** SQL: what the open transaction has locked, any sequence that it has used among it, also one that it has dropped since. */
export const lockedSql = `
SELECT relation::text AS oid FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** The oids that {@link lockedSql} answers with. */
export const lockedIn = (rows: readonly Row[]): readonly string[] => rows.map(({ oid }) => String(oid));

/** SQL: sets sequences back to where they were. */
export const resetSql = (positions: readonly Position[]): string =>
  positions
    .map(({ oid, last, isCalled }) => `SELECT setval(${quoteText(oid)}::regclass, ${last}, ${isCalled})`)
    .join(';');
