import { keyOf } from '../model/identity.ts';
import { comment, family, notOfExtension, userSchema } from './family.ts';
import { schemaKey } from './schemas.ts';

/**
 * A serial column owns its sequence by deptype `a`, an identity column by `i`. How far it has counted is data.
 * From PostgreSQL 15 an owned sequence is as persistent as its table, whatever was said about it.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
  s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min, s.seqmax::text AS max,
  s.seqcache::text AS cache, s.seqcycle AS cycle,
  CASE WHEN owner.attname IS NOT NULL THEN NULL WHEN c.relpersistence = 'p' THEN 'permanent' ELSE 'unlogged' END
    AS persistence,
  CASE WHEN owner.attname IS NOT NULL THEN ARRAY[owner.nspname, owner.relname, owner.attname]::text[] END AS "ownedBy",
  ${comment('pg_class', 'c.oid')} AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
  SELECT tn.nspname, t.relname, a.attname, t.relispartition FROM pg_depend d
  JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
    AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
) owner ON true
WHERE owner.relispartition IS NOT TRUE AND ${userSchema('n')} AND c.relpersistence <> 't' AND ${notOfExtension('pg_class', 'c.oid')}`;

interface SequenceRow {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
  readonly persistence: string | null;
  readonly ownedBy: [schema: string, table: string, column: string] | null;
  readonly comment: string | null;
}

export const sequences = family<SequenceRow>(sql, ({ schema, name, ...attributes }) => ({
  id: { kind: 'sequence', schema, name },
  attributes,
  within: attributes.ownedBy ? columnKey(attributes.ownedBy) : schemaKey(schema),
}));

const columnKey = ([schema, table, name]: [string, string, string]): string =>
  keyOf({ kind: 'column', schema, table, name });
