import { family, ownRelation, userSchema } from './family.ts';
import { tableKey } from './tables.ts';

/**
 * The expression of a generated column is stored where defaults are (pg_attrdef): attgenerated tells them apart.
 * PostgreSQL 18 can hold a NOT NULL that is not validated; its constraint row says so, attnotnull does not.
 * A column's collation is shown only where it is not its type's own.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS name,
  format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull AS "notNull",
  EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n'
    AND k.conkey = ARRAY[a.attnum] AND NOT k.convalidated) AS "notNullUnproved",
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END AS generated,
  pg_get_expr(d.adbin, d.adrelid) AS expression,
  CASE WHEN a.attcollation <> t.typcollation
    THEN (SELECT CASE cn.nspname WHEN 'pg_catalog' THEN '' ELSE cn.nspname || '.' END || co.collname
      FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation)
  END AS collation,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND ${userSchema('n')} AND c.relpersistence <> 't'
  AND ${ownRelation('c', 'rp')}`;

interface ColumnRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly notNullUnproved: boolean;
  readonly identity: string | null;
  readonly generated: string | null;
  readonly expression: string | null;
  readonly collation: string | null;
  readonly compression: string | null;
}

export const columns = family<ColumnRow>(sql, (row) => ({
  id: { kind: 'column', schema: row.schema, table: row.table, name: row.name },
  attributes: {
    type: row.type,
    notNull: row.notNullUnproved ? 'not validated' : row.notNull,
    default: row.generated ? null : row.expression,
    identity: row.identity,
    generated: row.generated,
    expression: row.generated ? row.expression : null,
    collation: row.collation,
    compression: row.compression,
  },
  within: tableKey(row.schema, row.table),
}));
