import { family, notOfExtension, userSchema } from './family.ts';

/** Oids below this belong to what initdb made (Postgres source, transam.h: FirstNormalObjectId). */
const firstUserOid = 16384;

/** Objects of users that live in a schema, of kinds the catalog does not model. */
const inSchema = (
  what: string,
  catalog: string,
  name: string,
  namespace: string,
  condition = 'true',
): string => `
SELECT ${what} AS what, n.nspname::text AS schema, NULL::text AS "table", ${name}::text AS name
FROM ${catalog} o JOIN pg_namespace n ON n.oid = o.${namespace}
WHERE ${userSchema('n')} AND (${condition}) AND ${notOfExtension(catalog, 'o.oid')}`;

/** Objects of users that belong to a table. */
const onTable = (
  what: string,
  catalog: string,
  name: string,
  relation: string,
  condition: string,
): string => `
SELECT ${what}, n.nspname::text, c.relname::text, ${name}::text
FROM ${catalog} o JOIN pg_class c ON c.oid = o.${relation} JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${userSchema('n')} AND (${condition}) AND ${notOfExtension(catalog, 'o.oid')}
  AND ${notOfExtension('pg_class', 'c.oid')}`;

/** Objects of users that live in no schema. */
const global = (what: string, catalog: string, name: string, condition = 'true'): string => `
SELECT ${what}, NULL::text, NULL::text, ${name}::text
FROM ${catalog} o WHERE o.oid >= ${firstUserOid} AND (${condition}) AND ${notOfExtension(catalog, 'o.oid')}`;

const sql = [
  inSchema(
    `CASE o.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
      WHEN 'c' THEN 'composite type' ELSE format('relation of kind %s', o.relkind) END`,
    'pg_class',
    'o.relname',
    'relnamespace',
    "o.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't') AND NOT o.relispartition AND o.relpersistence <> 't'",
  ),
  inSchema(
    `CASE o.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'base type' END`,
    'pg_type',
    'o.typname',
    'typnamespace',
    // A type has an array type, a range a multirange type, a table a row type: none of them is its own object.
    "o.typtype IN ('d', 'r') OR (o.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid))",
  ),
  inSchema(
    `CASE o.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END`,
    'pg_proc',
    "o.proname || '(' || pg_get_function_identity_arguments(o.oid) || ')'",
    'pronamespace',
    // A range type makes its constructors itself.
    `NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_catalog.pg_proc'::regclass
       AND i.objid = o.oid AND i.deptype = 'i')`,
  ),
  inSchema(
    "'operator'",
    'pg_operator',
    "o.oprname || '(' || format_type(o.oprleft, NULL) || ', ' || format_type(o.oprright, NULL) || ')'",
    'oprnamespace',
  ),
  inSchema("'operator class'", 'pg_opclass', 'o.opcname', 'opcnamespace'),
  inSchema("'operator family'", 'pg_opfamily', 'o.opfname', 'opfnamespace'),
  inSchema("'collation'", 'pg_collation', 'o.collname', 'collnamespace'),
  inSchema("'conversion'", 'pg_conversion', 'o.conname', 'connamespace'),
  inSchema("'text search configuration'", 'pg_ts_config', 'o.cfgname', 'cfgnamespace'),
  inSchema("'text search dictionary'", 'pg_ts_dict', 'o.dictname', 'dictnamespace'),
  inSchema("'text search parser'", 'pg_ts_parser', 'o.prsname', 'prsnamespace'),
  inSchema("'text search template'", 'pg_ts_template', 'o.tmplname', 'tmplnamespace'),
  inSchema("'statistics object'", 'pg_statistic_ext', 'o.stxname', 'stxnamespace'),
  onTable("'trigger'", 'pg_trigger', 'o.tgname', 'tgrelid', 'NOT o.tgisinternal AND NOT c.relispartition'),
  onTable("'rule'", 'pg_rewrite', 'o.rulename', 'ev_class', "o.rulename <> '_RETURN'"),
  onTable("'policy'", 'pg_policy', 'o.polname', 'polrelid', 'true'),
  onTable(
    "format('constraint of kind %s', o.contype)",
    'pg_constraint',
    'o.conname',
    'conrelid',
    "o.contype NOT IN ('p', 'u', 'f', 'c', 'x', 'n', 't') AND NOT c.relispartition",
  ),
  global("'extension'", 'pg_extension', 'o.extname'),
  global("'language'", 'pg_language', 'o.lanname'),
  global("'cast'", 'pg_cast', "format_type(o.castsource, NULL) || ' as ' || format_type(o.casttarget, NULL)"),
  global("'access method'", 'pg_am', 'o.amname'),
  global("'event trigger'", 'pg_event_trigger', 'o.evtname'),
  global("'publication'", 'pg_publication', 'o.pubname'),
  global("'foreign data wrapper'", 'pg_foreign_data_wrapper', 'o.fdwname'),
  global("'foreign server'", 'pg_foreign_server', 'o.srvname'),
].join('\nUNION ALL');

interface UnmodeledRow {
  readonly what: string;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
}

/** What users made and the catalog has no family for. Only its being there is compared, and the report counts it. */
export const unmodeled = family<UnmodeledRow>(sql, ({ what, schema, table, name }) => ({
  id: {
    kind: 'unmodeled',
    ...(schema === null ? {} : { schema }),
    ...(table === null ? {} : { table }),
    name: `${what} ${name}`,
  },
  attributes: { what },
}));
