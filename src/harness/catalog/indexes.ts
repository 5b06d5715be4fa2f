import type { CatalogObject } from '../model/catalog.ts';
import {
  collationName,
  comment,
  family,
  notOfExtension,
  ownRelation,
  printed,
  printedExpression,
  relationKey,
  sorted,
  tablespace,
  userSchema,
} from './family.ts';

/** A collation is printed unless it is that of the column, or for an expression that of its type. */
const collation = `CASE WHEN i.indcollation[k - 1] <> coalesce(c.attcollation, t.typcollation)
  THEN ' COLLATE ' || ${collationName('i.indcollation[k - 1]')} ELSE '' END`;

/**
 * Operator classes that differ in name only (varchar_ops is text_ops) share family and input type: the default one
 * of them stands for all. It is printed unless it is a default made for the column's very type: oid_ops on an
 * integer is a default too, but not the integer's. Its parameters are kept on the index's own column.
 */
const opclass = `coalesce((
    SELECT CASE n.nspname WHEN 'pg_catalog' THEN ' ' ELSE ' ' || n.nspname || '.' END || o.opcname
    FROM (SELECT other.* FROM pg_opclass mine JOIN pg_opclass other ON other.opcmethod = mine.opcmethod
        AND other.opcfamily = mine.opcfamily AND other.opcintype = mine.opcintype AND other.opckeytype = mine.opckeytype
      WHERE mine.oid = i.indclass[k - 1] ORDER BY other.opcdefault DESC, other.opcname LIMIT 1) o
    JOIN pg_namespace n ON n.oid = o.opcnamespace
    JOIN pg_type wanted ON wanted.oid = o.opcintype
    WHERE NOT (o.opcdefault AND (wanted.typtype = 'p' OR wanted.oid IN (t.oid, t.typbasetype)
      OR (wanted.oid = 'text'::regtype AND t.oid = 'varchar'::regtype)))
  ), '') || coalesce(' (' || array_to_string(x.attoptions, ', ') || ')', '')`;

/** Bits of indoption: 1 is DESC, 2 is NULLS FIRST, which DESC implies. Most access methods have no order. */
const direction = `CASE WHEN can_order THEN (ARRAY['', ' DESC NULLS LAST', ' NULLS FIRST', ' DESC'])[i.indoption[k - 1] + 1]
  ELSE '' END`;

/**
 * One text for each key column, in key order, with what is not the default of its column. \`k\` is the place, from 1;
 * indoption and friends count from 0, and indkey is 0 for an expression.
 */
const keys = `ARRAY(
  SELECT ${printed('pg_get_indexdef(i.indexrelid, k, false)')} || ${collation} || ${opclass} || ${direction}
  FROM generate_series(1, i.indnkeyatts) k
  JOIN pg_attribute x ON x.attrelid = i.indexrelid AND x.attnum = k
  LEFT JOIN pg_attribute c ON c.attrelid = i.indrelid AND c.attnum = nullif(i.indkey[k - 1], 0)
  JOIN pg_type t ON t.oid = coalesce(c.atttypid, x.atttypid)
  ORDER BY k)`;

/**
 * An index that a constraint owns is the constraint's; a foreign key's conindid is the *referenced* table's index.
 * Key columns come first in indkey, INCLUDE columns after indnkeyatts.
 * The index of a partitioned table is invalid until every partition has its part.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", c.relkind, x.relname AS name, am.amname AS method,
  i.indisunique AS "unique",
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS "nullsNotDistinct",
  ${keys} AS keys,
  ARRAY(SELECT ${printed('pg_get_indexdef(i.indexrelid, k, false)')}
    FROM generate_series(i.indnkeyatts + 1, i.indnatts) k ORDER BY k) AS include,
  ARRAY(SELECT a.attnum || ': ' || a.attstattarget FROM pg_attribute a
    WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics,
  ${printedExpression('i.indpred', 'i.indrelid')} AS predicate,
  ${sorted('x.reloptions')} AS options,
  ${tablespace('x')} AS tablespace,
  i.indisvalid AND i.indisready AND i.indislive AS valid,
  i.indisclustered AS clustered, i.indisreplident AS "replicaIdentity",
  ${comment('pg_class', 'x.oid')} AS comment
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am am ON am.oid = x.relam
CROSS JOIN LATERAL pg_indexam_has_property(am.oid, 'can_order') can_order
WHERE ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rpm')}
  AND ${notOfExtension('pg_class', 'x.oid')}
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`;

interface IndexRow {
  readonly schema: string;
  readonly table: string;
  readonly relkind: string;
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly keys: string[];
  readonly statistics: string[];
  readonly include: string[];
  readonly predicate: string | null;
  readonly options: string[];
  readonly tablespace: string | null;
  readonly valid: boolean;
  readonly clustered: boolean;
  readonly replicaIdentity: boolean;
  readonly comment: string | null;
}

export const indexes = family<IndexRow>(sql, ({ schema, table, relkind, name, ...attributes }) => ({
  id: { kind: 'index', schema, table, name },
  attributes,
  within: relationKey(relkind, schema, table),
}));

/** Whether an object is what a REINDEX CONCURRENTLY that was cut short left behind; it can be dropped. */
export const isReindexLeftover = ({ id, attributes }: CatalogObject): boolean =>
  id.kind === 'index' && attributes.valid === false && /_cc(new|old)\d*$/.test(id.name);
