import type { CatalogObject } from '../model/catalog.ts';
import {
  comment,
  family,
  notOfExtension,
  ownRelation,
  relationKey,
  sorted,
  tablespace,
  userSchema,
} from './family.ts';

/** One list over the key columns, in key order; `k` is the place, from 1. indoption and friends count from 0. */
const each = (expression: string): string =>
  `ARRAY(SELECT ${expression} FROM generate_series(1, i.indnkeyatts) k ORDER BY k)`;

/** What the index's column k has, as text, or an empty text. */
const ofColumn = (expression: string): string =>
  `coalesce((SELECT ${expression} FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attnum = k), '')`;

/**
 * An index that a constraint owns is the constraint's; a foreign key's conindid is the *referenced* table's index.
 * Operator classes that differ in name only (varchar_ops is text_ops) share family and input type: the default
 * one of them stands for all. Key columns come first in indkey, INCLUDE columns after indnkeyatts. Parameters of
 * operator classes and statistics targets are kept on the index's own columns.
 * The index of a partitioned table is invalid until every partition has its part.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS "table", c.relkind, x.relname AS name, am.amname AS method,
  i.indisunique AS "unique",
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS "nullsNotDistinct",
  ${each('pg_get_indexdef(i.indexrelid, k::int, false)')} AS keys,
  ${each("CASE WHEN NOT can_order THEN '' WHEN i.indoption[k - 1] & 1 = 1 THEN 'desc' ELSE 'asc' END")}
    AS directions,
  ${each("CASE WHEN NOT can_order THEN '' WHEN i.indoption[k - 1] & 2 = 2 THEN 'nulls first' ELSE 'nulls last' END")}
    AS nulls,
  ${each(`(SELECT on_.nspname || '.' || o.opcname FROM pg_opclass mine
    JOIN pg_opclass o ON o.opcmethod = mine.opcmethod AND o.opcfamily = mine.opcfamily
      AND o.opcintype = mine.opcintype AND o.opckeytype = mine.opckeytype
    JOIN pg_namespace on_ ON on_.oid = o.opcnamespace
    WHERE mine.oid = i.indclass[k - 1] ORDER BY o.opcdefault DESC, o.opcname LIMIT 1)`)} AS opclasses,
  ${each(`coalesce((SELECT cn.nspname || '.' || co.collname FROM pg_collation co
    JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = i.indcollation[k - 1]), '')`)} AS collations,
  ${each(ofColumn("array_to_string(a.attoptions, ', ')"))} AS "opclassOptions",
  ${each(ofColumn('nullif(a.attstattarget, -1)::text'))} AS statistics,
  ARRAY(SELECT pg_get_indexdef(i.indexrelid, k::int, false)
    FROM generate_series(i.indnkeyatts + 1, i.indnatts) k ORDER BY k) AS include,
  pg_get_expr(i.indpred, i.indrelid) AS predicate,
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
  readonly directions: string[];
  readonly nulls: string[];
  readonly opclasses: string[];
  readonly collations: string[];
  readonly opclassOptions: string[];
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
