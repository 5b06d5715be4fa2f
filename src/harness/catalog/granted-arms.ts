import { ofInitdb, schemaWithRights } from './catalog-query.ts';
import { inWords } from './plain/plain-kind.ts';

/** What one catalog says of the access lists of its objects; all but the catalog is SQL. */
export interface Arm {
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

const named = (catalog: string, namespace: string): string =>
  `${catalog} o JOIN pg_namespace n ON n.oid = o.${namespace} AND ${schemaWithRights('n')}`;

/** By pg_class.relkind; all others are tables. */
export const kindsOfRelation: Readonly<Record<string, string>> = {
  S: 'sequence',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

const global = (on: string, catalog: string, prefix: string, name: string, type: string): Arm => ({
  catalog,
  on: `'${on}'`,
  list: `o.${prefix}acl`,
  owner: `o.${prefix}owner`,
  type: `'${type}'`,
  from: `${catalog} o`,
  name: `o.${name}`,
});

/**
 * SQL condition: a relation that lies in pg_catalog, by its oid. Only initdb puts relations there, whose oids are below 16384
 * (Postgres source, transam.h: FirstNormalObjectId). Those of users are read with what they are.
 */
export const ofPostgres = (oid: string): string =>
  `${ofInitdb(oid)} AND o.relnamespace = 'pg_catalog'::regnamespace`;

/** The catalogs whose access lists pg_init_privs keeps as they were at first. */
export const arms: readonly Arm[] = [
  {
    catalog: 'pg_class',
    on: inWords('o.relkind', { ...kindsOfRelation, r: 'table' }),
    list: 'o.relacl',
    owner: 'o.relowner',
    type: "'r'",
    from: 'pg_class o',
    schema: "'pg_catalog'",
    name: 'o.relname',
    where: ofPostgres('o.oid'),
  },
  {
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
  },
  {
    catalog: 'pg_proc',
    on: "CASE o.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
    list: 'o.proacl',
    owner: 'o.proowner',
    type: "'f'",
    from: named('pg_proc', 'pronamespace'),
    schema: 'n.nspname',
    name: 'o.proname',
    types: 'o.proargtypes',
  },
  {
    catalog: 'pg_type',
    on: "CASE o.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' ELSE 'type' END",
    list: 'o.typacl',
    owner: 'o.typowner',
    type: "'T'",
    from: named('pg_type', 'typnamespace'),
    schema: 'n.nspname',
    name: 'o.typname',
  },
  {
    catalog: 'pg_namespace',
    on: "'schema'",
    list: 'o.nspacl',
    owner: 'o.nspowner',
    type: "'n'",
    from: 'pg_namespace o',
    schema: 'o.nspname',
    name: 'o.nspname',
    where: `o.nspname <> 'public' AND ${schemaWithRights('o')}`,
  },
  global('language', 'pg_language', 'lan', 'lanname', 'l'),
  global('foreign data wrapper', 'pg_foreign_data_wrapper', 'fdw', 'fdwname', 'F'),
  global('foreign server', 'pg_foreign_server', 'srv', 'srvname', 'S'),
];
