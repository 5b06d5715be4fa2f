import { type AccessList, accessList } from './access-lists.ts';
import { catalogQuery, schemaWithRights } from './catalog-query.ts';
import { columnRows } from './column-rows.ts';
import { inWords } from './plain/plain-kind.ts';
import type { Reading } from './reading.ts';

/** The access list of an object or of a column. */
export interface GrantRow {
  readonly on: string;
  readonly catalog: string;
  readonly oid: number;
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
  readonly types: readonly string[] | null;
  /** Null for the owner of the database. */
  readonly owner: number | null;
  readonly access: AccessList;
}

interface Arm {
  readonly catalog: string;
  readonly on: string;
  readonly list: string;
  readonly owner: string;
  /** The letter by which acldefault() knows its objects. */
  readonly type: string;
  readonly from: string;
  readonly schema?: string;
  readonly table?: string;
  readonly name: string;
  readonly types?: string;
  readonly part?: string;
  readonly oid?: string;
  readonly where?: string;
}

/** Access lists that are not as initdb or an extension's script left them, which pg_init_privs keeps. */
const arm = ({
  schema = 'NULL',
  table = 'NULL',
  types = 'NULL',
  part = '0',
  oid = 'o.oid',
  where,
  ...given
}: Arm): string => `
SELECT ${given.on} AS "on", '${given.catalog}' AS catalog, ${oid} AS oid, ${part} AS part, ${schema}::text AS schema,
  ${table}::text AS "table", ${given.name}::text AS name, ${types}::text[] AS types, ${given.list} AS list,
  ${given.owner} AS owner, acldefault((${given.type})::"char", ${given.owner}) AS usual, i.initprivs AS first
FROM ${given.from}
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_catalog.${given.catalog}'::regclass AND i.objoid = ${oid} AND i.objsubid = ${part}
WHERE ${given.list} IS NOT NULL AND ${given.list} IS DISTINCT FROM i.initprivs AND ${where ?? 'true'}`;

const named = (catalog: string, namespace: string): string =>
  `${catalog} o JOIN pg_namespace n ON n.oid = o.${namespace} AND ${schemaWithRights('n')}`;

/** By pg_class.relkind; all others are tables. */
const kindsOfRelation: Readonly<Record<string, string>> = {
  S: 'sequence',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

const global = (on: string, catalog: string, prefix: string, name: string, type: string): string =>
  arm({
    catalog,
    on: `'${on}'`,
    list: `o.${prefix}acl`,
    owner: `o.${prefix}owner`,
    type: `'${type}'`,
    from: `${catalog} o`,
    name: `o.${name}`,
  });

/**
 * In every database PUBLIC may use the schema `public`, and before Postgres 15 create in it, however that schema was made
 * (Postgres manual, release notes of 15).
 */
const usualOfPublic = `acldefault('n', o.nspowner) || makeaclitem(0, o.nspowner, 'USAGE', false)
  || CASE WHEN current_setting('server_version_num')::int < 150000 THEN ARRAY[makeaclitem(0, o.nspowner, 'CREATE', false)] END`;

/** What is still to be made gets it beside what Postgres gives; without a schema, instead of that. */
const future = `
SELECT 'future ' || CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
    WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END, 'pg_default_acl', o.oid, 0, n.nspname::text, NULL,
  CASE WHEN o.defaclrole = d.datdba THEN '' ELSE pg_get_userbyid(o.defaclrole)::text END, NULL, o.defaclacl, o.defaclrole,
  CASE WHEN n.oid IS NULL THEN acldefault(CASE o.defaclobjtype WHEN 'S' THEN 's' ELSE o.defaclobjtype END, o.defaclrole) END, NULL
FROM pg_default_acl o JOIN pg_database d ON d.datname = current_database() LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace`;

/**
 * SQL condition: a relation that lies in pg_catalog, by its oid. Only initdb puts relations there, whose oids are below 16384
 * (Postgres source, transam.h: FirstNormalObjectId). Those of users are read with what they are.
 */
const ofPostgres = (oid: string): string => `${oid} < 16384 AND o.relnamespace = 'pg_catalog'::regnamespace`;

const arms = [
  arm({
    catalog: 'pg_class',
    on: inWords('o.relkind', { ...kindsOfRelation, r: 'table' }),
    list: 'o.relacl',
    owner: 'o.relowner',
    type: "'r'",
    from: 'pg_class o',
    schema: "'pg_catalog'",
    name: 'o.relname',
    where: ofPostgres('o.oid'),
  }),
  arm({
    catalog: 'pg_class',
    on: "'column'",
    list: 'a.attacl',
    owner: 'o.relowner',
    type: "'c'",
    from: 'pg_class o JOIN pg_attribute a ON a.attrelid = o.oid',
    schema: "'pg_catalog'",
    table: 'o.relname',
    name: 'a.attname',
    part: 'a.attnum',
    where: `NOT a.attisdropped AND ${ofPostgres('a.attrelid')}`,
  }),
  arm({
    catalog: 'pg_proc',
    on: "CASE o.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
    list: 'o.proacl',
    owner: 'o.proowner',
    type: "'f'",
    from: named('pg_proc', 'pronamespace'),
    schema: 'n.nspname',
    name: 'o.proname',
    types:
      'ARRAY(SELECT format_type(t, NULL) FROM unnest(o.proargtypes) WITH ORDINALITY AS listed (t, place) ORDER BY place)',
  }),
  arm({
    catalog: 'pg_type',
    on: "CASE o.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' ELSE 'type' END",
    list: 'o.typacl',
    owner: 'o.typowner',
    type: "'T'",
    from: named('pg_type', 'typnamespace'),
    schema: 'n.nspname',
    name: 'o.typname',
  }),
  arm({
    catalog: 'pg_namespace',
    on: "'schema'",
    list: 'o.nspacl',
    owner: 'o.nspowner',
    type: "'n'",
    from: 'pg_namespace o',
    schema: 'o.nspname',
    name: 'o.nspname',
    where: `o.nspname <> 'public' AND ${schemaWithRights('o')}`,
  }),
  `
SELECT 'schema', 'pg_namespace', o.oid, 0, o.nspname, NULL, o.nspname, NULL, coalesce(o.nspacl, acldefault('n', o.nspowner)),
  o.nspowner, ${usualOfPublic}, NULL
FROM pg_namespace o WHERE o.nspname = 'public'`,
  global('language', 'pg_language', 'lan', 'lanname', 'l'),
  global('foreign data wrapper', 'pg_foreign_data_wrapper', 'fdw', 'fdwname', 'F'),
  global('foreign server', 'pg_foreign_server', 'srv', 'srvname', 'S'),
  `
SELECT 'database', 'pg_database', o.oid, 0, NULL, NULL, '', NULL, o.datacl, o.datdba, acldefault('d', o.datdba), NULL
FROM pg_database o WHERE o.datname = current_database() AND o.datacl IS NOT NULL`,
  future,
];

/**
 * Who may do what beyond, or short of, what Postgres or an extension gives by itself: one row for each object (or column).
 * An owner's own privileges are told only where they were taken away.
 */
const grantRows = catalogQuery<GrantRow>(`
SELECT h."on", h.catalog, h.oid, h.schema, h."table", h.name, h.types,
  h.owner, ${accessList('h.list', 'h.usual', 'h.first')} AS access
FROM (${arms.join('\nUNION ALL')}) h`);

export const grantStatements = [grantRows] as const;

/** What the access lists of a reading say; those of relations and columns are read with these. */
export const grantRowsOf = (reading: Reading): GrantRow[] => [
  ...onRelations(reading),
  ...onColumns(reading),
  ...reading.rows(grantRows),
];

const onRelations = ({ relations }: Reading): GrantRow[] =>
  [...relations.values()].flatMap(({ oid, schema, name, row }) =>
    row.access === null
      ? []
      : {
          on: kindsOfRelation[row.kind] ?? 'table',
          catalog: 'pg_class',
          oid,
          schema,
          table: null,
          name,
          types: null,
          owner: row.owner,
          access: row.access,
        },
  );

function onColumns({ relations, rows }: Reading): GrantRow[] {
  return rows(columnRows).flatMap(({ relation: oid, name, access }) => {
    const own = access === null ? undefined : relations.get(oid);
    if (!own || access === null) return [];
    const { schema, name: table, row } = own;
    return {
      on: 'column',
      catalog: 'pg_class',
      oid,
      schema,
      table,
      name,
      types: null,
      owner: row.owner,
      access,
    };
  });
}
