import { keyOf } from '../model/identity.ts';
import { comment, family, ownRelation, storageOptions, tablespace, userSchema } from './family.ts';
import { schemaKey } from './schemas.ts';

/** Columns that were dropped keep their slot in pg_attribute, under a made-up name: attisdropped. */
const sql = `
SELECT n.nspname AS schema, c.relname AS name,
  CASE c.relpersistence WHEN 'p' THEN 'permanent' ELSE 'unlogged' END AS persistence,
  CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' ELSE 'index' END
    AS "replicaIdentity",
  c.relrowsecurity AS "rowSecurity", c.relforcerowsecurity AS "rowSecurityForced",
  pg_get_partkeydef(c.oid) AS "partitionBy",
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
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
  readonly ofType: string | null;
  readonly options: string[];
  readonly accessMethod: string | null;
  readonly tablespace: string | null;
  readonly inherits: string[];
  readonly columnOrder: string[];
  readonly comment: string | null;
}

export const tables = family<TableRow>(sql, ({ schema, name, columnOrder, ...attributes }) => ({
  id: { kind: 'table', schema, name },
  attributes: { ...attributes, columnOrder: { order: columnOrder } },
  within: schemaKey(schema),
}));

/** Key of a table, for the objects that belong to it. */
export const tableKey = (schema: string, name: string): string => keyOf({ kind: 'table', schema, name });
