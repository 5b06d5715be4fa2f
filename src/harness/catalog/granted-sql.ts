import { accessList } from './access-lists.ts';
import { ofInitdb } from './catalog-query.ts';
import { type Arm, arms, ofPostgres } from './granted-arms.ts';

/** SQL: access lists, keyed as pg_init_privs is, with what else is said of them. */
const list = (
  catalog: string,
  oid: string,
  part: string,
  column: string,
  from: string,
  more: readonly string[] = [],
): string => `
SELECT ${[`'pg_catalog.${catalog}'::regclass AS catalog`, `${oid} AS oid`, `${part} AS part`, `${column} AS list`, ...more].join(', ')}
${from} AND ${column} IS NOT NULL`;

const arm = ({
  oid = 'o.oid',
  part = '0',
  schema = 'NULL',
  table = 'NULL',
  types = 'NULL',
  where = 'true',
  ...given
}: Arm): string =>
  list(given.catalog, oid, part, given.list, `FROM ${given.from} WHERE ${where}`, [
    `${given.on} AS "on"`,
    `${schema}::text AS schema`,
    `${table}::text AS "table"`,
    `${given.name}::text AS name`,
    `${types}::oid[] AS types`,
    `${given.owner} AS owner`,
    `acldefault((${given.type})::"char", ${given.owner}) AS usual`,
  ]);

/** SQL: access lists that are not as initdb or an extension's script left them, which pg_init_privs keeps. */
const changed = (lists: readonly string[]): string => `
FROM (${lists.join('\nUNION ALL')}) o
LEFT JOIN pg_init_privs i ON i.classoid = o.catalog AND i.objoid = o.oid AND i.objsubid = o.part
WHERE o.list IS DISTINCT FROM i.initprivs`;

/**
 * In every database PUBLIC may use the schema `public`, and before Postgres 15 create in it, however that schema was made
 * (Postgres manual, release notes of 15). It is written as initdb does, in one element.
 */
const usualOfPublic = `acldefault('n', o.nspowner) || concat('=U',
  CASE WHEN current_setting('server_version_num')::int < 150000 THEN 'C' END, '/', quote_ident(pg_get_userbyid(o.nspowner)))::aclitem`;

const ofPublic = `coalesce(o.nspacl, acldefault('n', o.nspowner))`;
const fromPublic = `FROM pg_namespace o WHERE o.nspname = 'public'`;
const fromDatabase = 'FROM pg_database o WHERE o.datname = current_database() AND o.datacl IS NOT NULL';

/** What has no row in pg_init_privs, or is not compared with it. What is still to be made gets it beside what Postgres gives; without a schema, instead of that. */
const others = [
  `
SELECT 'pg_namespace'::regclass, o.oid, 0, ${ofPublic}, 'schema', o.nspname, NULL, o.nspname, NULL, o.nspowner, ${usualOfPublic}, NULL
${fromPublic}`,
  `
SELECT 'pg_database'::regclass, o.oid, 0, o.datacl, 'database', NULL, NULL, '', NULL, o.datdba, acldefault('d', o.datdba), NULL
${fromDatabase}`,
  `
SELECT 'pg_default_acl'::regclass, o.oid, 0, o.defaclacl, 'future ' || CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences'
    WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END, n.nspname::text, NULL,
  CASE WHEN o.defaclrole = d.datdba THEN '' ELSE pg_get_userbyid(o.defaclrole)::text END, NULL, o.defaclrole,
  CASE WHEN n.oid IS NULL THEN acldefault(CASE o.defaclobjtype WHEN 'S' THEN 's' ELSE o.defaclobjtype END, o.defaclrole) END, NULL
FROM pg_default_acl o JOIN pg_database d ON d.datname = current_database() LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace`,
];

/** The access lists that {@link arms} are of, and some of information_schema, which nobody minds: a few columns of each catalog. */
const lists = [
  list('pg_class', 'oid', '0', 'relacl', `FROM pg_class o WHERE ${ofPostgres('oid')}`),
  list('pg_class', 'attrelid', 'attnum', 'attacl', `FROM pg_attribute WHERE ${ofInitdb('attrelid')}`),
  list(
    'pg_namespace',
    'oid',
    '0',
    'nspacl',
    `FROM pg_namespace WHERE nspname NOT IN ('public', 'information_schema')`,
  ),
  ...Object.entries({
    pg_proc: 'proacl',
    pg_type: 'typacl',
    pg_language: 'lanacl',
    pg_foreign_data_wrapper: 'fdwacl',
    pg_foreign_server: 'srvacl',
  }).map(([catalog, column]) => list(catalog, 'oid', '0', column, `FROM ${catalog} WHERE true`)),
];

/** SQL condition: {@link grantedSql} has rows, or may have some. Most databases have none, and to ask for all that is said of them takes longer. */
export const isAnyGranted = `(EXISTS (SELECT ${changed(lists)})
  OR EXISTS (SELECT ${fromPublic} AND ${ofPublic} <> ${usualOfPublic})
  OR EXISTS (SELECT ${fromDatabase}) OR EXISTS (SELECT FROM pg_default_acl))`;

/** SQL: what is granted, or taken away, beyond what Postgres or an extension does by itself: a row for each object (or column). */
export const grantedSql = `
SELECT h."on", h.catalog::text AS catalog, h.oid, h.schema, h."table", h.name,
  CASE WHEN h.types IS NOT NULL THEN ARRAY(
    SELECT format_type(t, NULL) FROM unnest(h.types) WITH ORDINALITY AS listed (t, place) ORDER BY place) END AS types,
  h.owner, ${accessList('h.list', 'h.usual', 'h.first')} AS access
FROM (SELECT o.*, i.initprivs AS first${changed(arms.map(arm))}
UNION ALL${others.join('\nUNION ALL')}) h`;
