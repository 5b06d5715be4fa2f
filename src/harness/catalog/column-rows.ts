import type { Name } from '../model/identity.ts';
import { type AccessList, accessList, firstOf } from './access-lists.ts';
import { catalogQuery, collationName, inUserSchema, ofInitdb, printedExpression } from './catalog-query.ts';

/** A column of a table, a view or a composite type; of an index, one for which something is set. */
export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  /** The name as SQL writes it, where it needs quotes. */
  readonly quoted: string | null;
  readonly type: string;
  readonly typeOid: number;
  readonly collationOid: number;
  /** Said only where it is not the type's own. */
  readonly collation: Name | null;
  readonly isNotNull: true | null;
  readonly identity: string | null;
  readonly generated: string | null;
  /** A default, or the expression of a generated column. */
  readonly expression: string | null;
  readonly compression: string | null;
  /** Said only where it is not the type's own. */
  readonly storage: string | null;
  readonly statistics: number | null;
  readonly options: readonly string[] | null;
  readonly isInherited: true | null;
  readonly access: AccessList | null;
}

/** By itself nobody may do anything with one column. */
const access = accessList('a.attacl', 'NULL', firstOf('pg_class', 'a.attrelid', 'a.attnum'));

/**
 * SQL condition: it came after initdb. How many do, the server cannot estimate from this: where it was never told to ANALYZE, it
 * would take the columns of users for a few, and look up by an index what belongs to each.
 */
const notOfInitdb = `CASE WHEN ${ofInitdb('a.attrelid')} THEN false ELSE true END`;

/**
 * Columns that were dropped keep their slot in pg_attribute, under a made-up name: attisdropped. The expression of a
 * generated column is stored where defaults are (pg_attrdef): attgenerated tells them apart. A default refers to no column:
 * it is printed without its relation, which the server would have to open. The statistics target was -1 before it became
 * NULL in PostgreSQL 17.
 */
export const columnRows = catalogQuery<ColumnRow>(`
SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
  nullif(quote_ident(a.attname), a.attname) AS quoted,
  format_type(a.atttypid, a.atttypmod) AS type, a.atttypid AS "typeOid", a.attcollation AS "collationOid",
  CASE WHEN a.attcollation <> t.typcollation THEN ${collationName('a.attcollation')} END AS collation,
  nullif(a.attnotnull, false) AS "isNotNull", nullif(a.attidentity, '') AS identity, nullif(a.attgenerated, '') AS generated,
  ${printedExpression('d.adbin', "CASE a.attgenerated WHEN '' THEN 0 ELSE d.adrelid END")} AS expression,
  nullif(a.attcompression, '') AS compression, nullif(a.attstorage, t.typstorage) AS storage,
  nullif(a.attstattarget, -1) AS statistics, a.attoptions AS options, nullif(NOT a.attislocal, false) AS "isInherited",
  ${access} AS access
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE ${notOfInitdb} AND a.attnum > 0 AND NOT a.attisdropped AND c.relpersistence <> 't' AND ${inUserSchema('c.relnamespace')}
  AND (c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
    OR c.relkind IN ('i', 'I') AND (a.attoptions IS NOT NULL OR a.attstattarget >= 0))`);
