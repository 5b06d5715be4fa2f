import type { Name } from '../model/identity.ts';
import { comment, family, notOfExtension, userSchema } from './family.ts';
import { kindFacts, physical, undeclarable } from './kind.ts';
import { ownName } from './name-forms.ts';

/** The largest number of a sequence's type. */
const largest = `(CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
  ELSE 9223372036854775807 END)`;

/**
 * A serial column owns its sequence by deptype `a`, an identity column by `i`. How far it has counted is data.
 * Bounds and start are shown where they are not what CREATE SEQUENCE assumes for the type and direction.
 * From PostgreSQL 15 an owned sequence is as persistent as its table, whatever was said about it.
 */
const sql = `
SELECT n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
  nullif(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)::text AS start,
  s.seqincrement::text AS increment,
  nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE -${largest} - 1 END)::text AS min,
  nullif(s.seqmax, CASE WHEN s.seqincrement > 0 THEN ${largest} ELSE -1 END)::text AS max,
  s.seqcache::text AS cache, s.seqcycle AS cycle,
  CASE WHEN owner.attname IS NOT NULL THEN NULL WHEN c.relpersistence = 'p' THEN 'permanent' ELSE 'unlogged' END
    AS persistence,
  CASE WHEN owner.attname IS NOT NULL THEN
    json_build_object('schema', owner.nspname, 'table', owner.relname, 'name', owner.attname) END AS "ownedBy",
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
  readonly start: string | null;
  readonly increment: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly cache: string;
  readonly cycle: boolean;
  readonly persistence: string | null;
  readonly ownedBy: Name | null;
  readonly comment: string | null;
}

export const sequence = kindFacts({
  changed: 'warning',
  attributes: {
    type: undeclarable,
    start: {},
    increment: {},
    min: {},
    max: {},
    cache: {},
    cycle: {},
    persistence: undeclarable,
    ownedBy: undeclarable,
    comment: physical,
  },
  defaultNames: ({ ownedBy }) => [{ middle: [ownName(ownedBy)], ending: 'seq' }],
});

export const sequences = family(sequence, sql, ({ schema, name, ...attributes }: SequenceRow) => ({
  id: { kind: 'sequence', schema, name },
  attributes,
  within: attributes.ownedBy ? { kind: 'column', ...attributes.ownedBy } : { kind: 'schema', name: schema },
}));
