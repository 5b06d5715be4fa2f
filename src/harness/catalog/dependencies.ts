import type { Identity } from '../model/identity.ts';
import type { Row } from '../postgres/connection.ts';
import { plainNames } from './plain/plain-objects.ts';

/** That one object needs another, by the server's own record. */
export interface Edge {
  readonly dependent: Identity;
  readonly on: Identity;
}

const inSchema = (
  kind: string,
  catalog: string,
  alias: string,
  name: string,
  namespace: string,
  more = '',
): string => `
  SELECT '${catalog}'::regclass::oid AS class, ${alias}.oid AS object, 0 AS part,
    jsonb_build_object('kind', ${kind}, 'schema', n.nspname, 'name', ${alias}.${name}) AS id
  FROM ${catalog} ${alias} JOIN pg_namespace n ON n.oid = ${alias}.${namespace} ${more}`;

const onTable = (
  kind: string,
  catalog: string,
  alias: string,
  name: string,
  relation: string,
  more = '',
): string => `
  SELECT '${catalog}'::regclass::oid, ${alias}.oid, 0,
    jsonb_build_object('kind', ${kind}, 'schema', n.nspname, 'table', c.relname, 'name', ${alias}.${name})
  FROM ${catalog} ${alias} JOIN pg_class c ON c.oid = ${alias}.${relation} JOIN pg_namespace n ON n.oid = c.relnamespace ${more}`;

const relationKind = `CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized-view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign-table' ELSE 'table' END`;
const constraintKind = (alias: string): string =>
  `CASE ${alias}.contype WHEN 'p' THEN 'primary-key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign-key' WHEN 'c' THEN 'check' ELSE 'exclusion' END`;
const typeKind = (alias: string): string =>
  `CASE ${alias}.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range-type' ELSE 'composite-type' END`;

/**
 * What each row of pg_depend is about, as the catalog calls it: the rewrite rule of a view is the view, a default its
 * column, an array type its elements' type, a table's row type the table, and the index of a constraint the constraint.
 */
const named = [
  inSchema(
    relationKind,
    'pg_class',
    'c',
    'relname',
    'relnamespace',
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')",
  ),
  `SELECT 'pg_class'::regclass::oid, a.attrelid, a.attnum::int, CASE WHEN c.relkind IN ('r', 'p', 'f')
      THEN jsonb_build_object('kind', 'column', 'schema', n.nspname, 'table', c.relname, 'name', a.attname)
      ELSE jsonb_build_object('kind', ${relationKind}, 'schema', n.nspname, 'name', c.relname) END
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attnum > 0 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
  `SELECT 'pg_attrdef'::regclass::oid, d.oid, 0,
      jsonb_build_object('kind', 'column', 'schema', n.nspname, 'table', c.relname, 'name', a.attname)
    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
  `SELECT 'pg_class'::regclass::oid, x.oid, 0, jsonb_build_object('kind',
      CASE WHEN k.oid IS NULL THEN 'index' ELSE ${constraintKind('k')} END,
      'schema', n.nspname, 'table', c.relname, 'name', coalesce(k.conname, x.relname))
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_constraint k ON k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')`,
  onTable(
    constraintKind('k'),
    'pg_constraint',
    'k',
    'conname',
    'conrelid',
    "WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')",
  ),
  `SELECT 'pg_constraint'::regclass::oid, k.oid, 0,
      jsonb_build_object('kind', 'check', 'schema', n.nspname, 'table', t.typname, 'name', k.conname)
    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace`,
  onTable("'trigger'", 'pg_trigger', 't', 'tgname', 'tgrelid', 'WHERE NOT t.tgisinternal'),
  onTable("'policy'", 'pg_policy', 'p', 'polname', 'polrelid'),
  `SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, CASE r.rulename WHEN '_RETURN'
      THEN jsonb_build_object('kind', ${relationKind}, 'schema', n.nspname, 'name', c.relname)
      ELSE jsonb_build_object('kind', 'rule', 'schema', n.nspname, 'table', c.relname, 'name', r.rulename) END
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace`,
  inSchema(
    typeKind('t'),
    'pg_type',
    't',
    'typname',
    'typnamespace',
    "LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'",
  ),
  `SELECT 'pg_type'::regclass::oid, a.oid, 0, jsonb_build_object('kind', ${typeKind('t')}, 'schema', n.nspname, 'name', t.typname)
    FROM pg_type t JOIN pg_type a ON a.oid = t.typarray JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'`,
  // A range makes its multirange.
  `SELECT 'pg_type'::regclass::oid, r.rngmultitypid, 0, jsonb_build_object('kind', 'range-type', 'schema', n.nspname, 'name', t.typname)
    FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace`,
  `SELECT 'pg_type'::regclass::oid, c.reltype, 0, jsonb_build_object('kind', ${relationKind}, 'schema', n.nspname, 'name', c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
  // The columns of a composite type stand for the type.
  `SELECT 'pg_class'::regclass::oid, c.oid, 0, jsonb_build_object('kind', 'composite-type', 'schema', n.nspname, 'name', c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'c'`,
  `SELECT 'pg_class'::regclass::oid, c.oid, a.attnum::int, jsonb_build_object('kind', 'composite-type', 'schema', n.nspname, 'name', c.relname)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'c' AND a.attnum > 0`,
  `SELECT 'pg_proc'::regclass::oid, p.oid, 0, jsonb_build_object('kind', 'function', 'schema', n.nspname, 'name', p.proname,
      'arguments', ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS listed (t, place) ORDER BY place))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384`,
  `SELECT 'pg_namespace'::regclass::oid, n.oid, 0, jsonb_build_object('kind', 'schema', 'name', n.nspname) FROM pg_namespace n`,
  `SELECT 'pg_extension'::regclass::oid, e.oid, 0, jsonb_build_object('kind', 'extension', 'name', e.extname) FROM pg_extension e`,
  ...plainNames,
];

/**
 * SQL: what needs what (Postgres manual, "pg_depend"): a plan drops what needs something before that, and makes it after.
 * What is in the text of a function's body is not recorded. A sequence is tied to its column when both are there.
 */
export const dependenciesSql = `
WITH named AS MATERIALIZED (${named.join('\nUNION ALL ')})
SELECT DISTINCT dependent.id AS dependent, needed.id AS on
FROM pg_depend d
JOIN named dependent ON dependent.class = d.classid AND dependent.object = d.objid AND dependent.part = d.objsubid
JOIN named needed ON needed.class = d.refclassid AND needed.object = d.refobjid AND needed.part = d.refobjsubid
WHERE d.deptype IN ('n', 'a', 'i') AND dependent.id <> needed.id
  AND NOT (dependent.id ->> 'kind' = 'sequence' AND needed.id ->> 'kind' IN ('column', 'table'))`;

export const toEdges = (rows: readonly Row[]): Edge[] => rows as unknown as Edge[];
