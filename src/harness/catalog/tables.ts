import type { Key, Shared, Structure } from '../model/catalog.ts';
import type { Name } from '../model/identity.ts';
import {
  comment,
  family,
  nameParts,
  ownRelation,
  printedExpression,
  storageOptions,
  tablespace,
  userSchema,
} from './family.ts';
import { partitionKeys } from './keys.ts';
import { kindFacts, physical, subtle, undeclarable } from './kind.ts';
import { splitList } from './tokens.ts';

/**
 * SQL: what a partition has that the table it is part of does not give it: rows that go by the table find neither its row
 * security nor its defaults, and those of an unlogged one are gone after a crash.
 */
const ownOfPartition = `json_build_object('name', ${nameParts('pn.nspname', 'p.relname')},
  'unlogged', p.relpersistence = 'u', 'rowSecurity', p.relrowsecurity, 'rowSecurityForced', p.relforcerowsecurity,
  'defaults', (SELECT coalesce(json_agg(json_build_object('column', a.attname,
      'default', pg_get_expr(own.adbin, own.adrelid)) ORDER BY a.attname COLLATE "C"), '[]')
    FROM pg_attribute a JOIN pg_attribute given ON given.attrelid = c.oid AND given.attname = a.attname
    LEFT JOIN pg_attrdef own ON own.adrelid = a.attrelid AND own.adnum = a.attnum
    LEFT JOIN pg_attrdef def ON def.adrelid = given.attrelid AND def.adnum = given.attnum
    WHERE a.attrelid = p.oid AND a.attnum > 0 AND a.attgenerated = '' AND given.attgenerated = ''
      AND pg_get_expr(own.adbin, own.adrelid) IS DISTINCT FROM pg_get_expr(def.adbin, def.adrelid)))`;

/** SQL: what a table is partitioned by; null for one that is not. */
const partitionBy = `(
  SELECT json_build_object('strategy', CASE pt.partstrat WHEN 'l' THEN 'list' WHEN 'r' THEN 'range' ELSE 'hash' END,
    'keys', ${partitionKeys}, 'expressions', ${printedExpression('pt.partexprs', 'pt.partrelid')})
  FROM pg_partitioned_table pt WHERE pt.partrelid = c.oid)`;

/** Columns that were dropped keep their slot in pg_attribute, under a made-up name: attisdropped. */
const sql = `
WITH RECURSIVE parts (root, oid) AS (
  SELECT i.inhparent, i.inhrelid FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid WHERE p.relispartition
  UNION ALL SELECT i.inhparent, parts.oid FROM parts JOIN pg_inherits i ON i.inhrelid = parts.root
    JOIN pg_class p ON p.oid = parts.root WHERE p.relispartition
)
SELECT n.nspname AS schema, c.relname AS name,
  CASE c.relpersistence WHEN 'p' THEN 'permanent' ELSE 'unlogged' END AS persistence,
  CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' ELSE 'index' END
    AS "replicaIdentity",
  c.relrowsecurity AS "rowSecurity", c.relforcerowsecurity AS "rowSecurityForced",
  ${partitionBy} AS "partitionBy",
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
  CASE c.relkind WHEN 'p' THEN (
    SELECT coalesce(json_agg(${ownOfPartition} ORDER BY pn.nspname COLLATE "C", p.relname COLLATE "C"), '[]') FROM parts
    JOIN pg_class p ON p.oid = parts.oid JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE parts.root = c.oid
  ) END AS partitions,
  ${storageOptions('c')} AS options,
  (SELECT nullif(am.amname, 'heap') FROM pg_am am WHERE am.oid = c.relam) AS "accessMethod",
  ${tablespace('c')} AS tablespace,
  (SELECT coalesce(json_agg(${nameParts('pn.nspname', 'p.relname')} ORDER BY i.inhseqno), '[]') FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE i.inhrelid = c.oid) AS inherits,
  ARRAY(SELECT a.attname::text FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS "columnOrder",
  ${comment('pg_class', 'c.oid')} AS comment
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${userSchema('n')} AND c.relpersistence <> 't' AND ${ownRelation('c', 'rp')}`;

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly persistence: string;
  readonly replicaIdentity: string;
  readonly rowSecurity: boolean;
  readonly rowSecurityForced: boolean;
  readonly partitionBy: {
    readonly strategy: string;
    readonly keys: readonly (Omit<Key, 'expression'> & { readonly expression: string | null })[];
    readonly expressions: string | null;
  } | null;
  readonly partitions: Shared['shared'] | null;
  readonly ofType: string | null;
  readonly options: string[];
  readonly accessMethod: string | null;
  readonly tablespace: string | null;
  readonly inherits: Name[];
  readonly columnOrder: string[];
  readonly comment: string | null;
}

export const table = kindFacts({
  attributes: {
    persistence: subtle,
    rowSecurity: {},
    rowSecurityForced: undeclarable,
    partitionBy: { ...subtle, expression: 'self' },
    partitions: subtle,
    ofType: subtle,
    inherits: subtle,
    columnOrder: physical,
    options: physical,
    replicaIdentity: physical,
    accessMethod: physical,
    tablespace: physical,
    comment: physical,
  },
});

/** Jobs make and drop partitions every day: only one that is on both sides can have changed. */
export const tables = family(
  table,
  sql,
  ({ schema, name, columnOrder, partitionBy, partitions, ...attributes }: TableRow) => ({
    id: { kind: 'table', schema, name },
    attributes: {
      ...attributes,
      columnOrder: { order: columnOrder },
      partitionBy: partitionBy && withExpressions(partitionBy),
      partitions: partitions && { shared: partitions },
    },
    within: { kind: 'schema', name: schema },
  }),
);

/** Gives the expressions of a partition key, which Postgres prints as one list, to the keys that have no column. */
function withExpressions({ strategy, keys, expressions }: NonNullable<TableRow['partitionBy']>): Structure {
  const rest = splitList(expressions ?? '');
  return {
    strategy,
    keys: keys.map((key): Key => ({ ...key, expression: key.expression ?? rest.shift() ?? '' })),
  };
}
