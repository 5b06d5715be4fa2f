import { keyOf } from '../model/identity.ts';
import { comment, family, ownRelation, storageOptions, tablespace, userSchema } from './family.ts';
import { schemaKey } from './schemas.ts';

/**
 * What a partition has that the table it is part of does not give it: rows that go by the table find neither its row
 * security nor its defaults, and those of an unlogged one are gone after a crash.
 */
const ownOfPartition = `concat_ws(', ', CASE p.relpersistence WHEN 'u' THEN 'unlogged' END,
  CASE WHEN p.relrowsecurity THEN 'row security' END, CASE WHEN p.relforcerowsecurity THEN 'forced row security' END,
  (SELECT string_agg('default of ' || a.attname || ' ' || coalesce(pg_get_expr(own.adbin, own.adrelid), 'none'), ', '
      ORDER BY a.attname COLLATE "C")
    FROM pg_attribute a JOIN pg_attribute given ON given.attrelid = c.oid AND given.attname = a.attname
    LEFT JOIN pg_attrdef own ON own.adrelid = a.attrelid AND own.adnum = a.attnum
    LEFT JOIN pg_attrdef def ON def.adrelid = given.attrelid AND def.adnum = given.attnum
    WHERE a.attrelid = p.oid AND a.attnum > 0 AND a.attgenerated = '' AND given.attgenerated = ''
      AND pg_get_expr(own.adbin, own.adrelid) IS DISTINCT FROM pg_get_expr(def.adbin, def.adrelid)))`;

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
  pg_get_partkeydef(c.oid) AS "partitionBy",
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
  CASE c.relkind WHEN 'p' THEN (
    SELECT coalesce(jsonb_object_agg(pn.nspname || '.' || p.relname, ${ownOfPartition}), '{}') FROM parts
    JOIN pg_class p ON p.oid = parts.oid JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE parts.root = c.oid
  ) END AS partitions,
  ${storageOptions('c')} AS options,
  (SELECT nullif(am.amname, 'heap') FROM pg_am am WHERE am.oid = c.relam) AS "accessMethod",
  ${tablespace('c')} AS tablespace,
  ARRAY(SELECT pn.nspname || '.' || p.relname FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS inherits,
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
  readonly partitionBy: string | null;
  /** Jobs make and drop partitions every day: only one that is on both sides can have changed. */
  readonly partitions: Readonly<Record<string, string>> | null;
  readonly ofType: string | null;
  readonly options: string[];
  readonly accessMethod: string | null;
  readonly tablespace: string | null;
  readonly inherits: string[];
  readonly columnOrder: string[];
  readonly comment: string | null;
}

export const tables = family<TableRow>(sql, ({ schema, name, columnOrder, partitions, ...attributes }) => ({
  id: { kind: 'table', schema, name },
  attributes: {
    ...attributes,
    columnOrder: { order: columnOrder },
    partitions: partitions && { shared: partitions },
  },
  within: schemaKey(schema),
}));

/** Key of a table, for the objects that belong to it. */
export const tableKey = (schema: string, name: string): string => keyOf({ kind: 'table', schema, name });
