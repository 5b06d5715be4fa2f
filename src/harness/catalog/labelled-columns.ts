import type { Identity } from '../model/identity.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** A column by the numbers of its table and of itself, which no rename changes. */
export type ColumnKey = string;

export const columnKey = (oid: string, num: number): ColumnKey => `${oid}.${num}`;

/** SQL: the columns of an enum, and of what is made of it: lists, domains, ranges, and rows that hold one of these. */
const labelledSql = (type: Identity): string => `
WITH RECURSIVE made AS (
  SELECT ${quoteText([type.schema ?? '', type.name].map(quoteName).join('.'))}::pg_catalog.regtype::oid AS type
  UNION SELECT other.type FROM made CROSS JOIN LATERAL (
    SELECT t.oid FROM pg_catalog.pg_type t WHERE made.type IN (t.typbasetype, t.typelem)
    UNION ALL SELECT unnest(ARRAY[r.rngtypid, r.rngmultitypid]) FROM pg_catalog.pg_range r WHERE r.rngsubtype = made.type
    UNION ALL SELECT c.reltype FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE a.atttypid = made.type AND NOT a.attisdropped AND c.reltype <> 0) other (type))
SELECT a.attrelid::text AS oid, a.attnum::int AS num FROM pg_catalog.pg_attribute a
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN (SELECT type FROM made)`;

/** The columns whose values hold labels of an enum, which has this name now. */
export async function labelledColumns(database: Pick<Scratch, 'run'>, type: Identity): Promise<ColumnKey[]> {
  const [rows = []] = await database.run(labelledSql(type));
  return rows.map(({ oid, num }) => columnKey(String(oid), Number(num)));
}
