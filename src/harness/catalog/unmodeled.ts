import type { Identity } from '../model/identity.ts';
import { catalogQuery } from './catalog-query.ts';
import { family } from './family.ts';
import { kindFacts } from './kind.ts';
import type { Reading } from './reading.ts';

/**
 * One kind of object: where it lives, if in a schema or on a table, and what it is called. Oids below 16384 belong
 * to what initdb made (Postgres source, transam.h: FirstNormalObjectId).
 */
const arm = (
  catalog: string,
  what: string,
  name: string,
  { schema = 'NULL', table = 'NULL', where = 'true' } = {},
) => `
SELECT ${what} AS what, '${catalog}' AS catalog, o.oid, ${schema}::oid AS schema, ${table}::oid AS relation,
  ${name}::text AS name
FROM ${catalog} o WHERE o.oid >= 16384 AND (${where})`;

/** Objects that live in a schema. */
const inSchema = (what: string, catalog: string, name: string, schema: string, where = 'true'): string =>
  arm(catalog, what, name, { schema: `o.${schema}`, where });

/** Objects that live in no schema. */
const global = (what: string, catalog: string, name: string, where = 'true'): string =>
  arm(catalog, what, name, { where });

const usingMethod = (method: string): string =>
  `' using ' || (SELECT am.amname FROM pg_am am WHERE am.oid = ${method})`;

const arms = [
  inSchema(
    "CASE o.relkind WHEN 'f' THEN 'foreign table' ELSE format('relation of kind %s', o.relkind) END",
    'pg_class',
    'o.relname',
    'relnamespace',
    `o.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't', 'v', 'm', 'c')
      AND NOT o.relispartition AND o.relpersistence <> 't'`,
  ),
  inSchema(
    "CASE o.typtype WHEN 'r' THEN 'range type' WHEN 'b' THEN 'base type' ELSE 'shell type' END",
    'pg_type',
    'o.typname',
    'typnamespace',
    // A type has an array type, a range a multirange type, a table a row type: none of them is its own object.
    `o.typtype = 'r' OR (o.typtype = 'p' AND NOT o.typisdefined)
      OR (o.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid))`,
  ),
  inSchema(
    "'operator'",
    'pg_operator',
    "o.oprname || '(' || format_type(o.oprleft, NULL) || ', ' || format_type(o.oprright, NULL) || ')'",
    'oprnamespace',
  ),
  // Two access methods may each have an operator class or family of the same name.
  inSchema("'operator class'", 'pg_opclass', `o.opcname || ${usingMethod('o.opcmethod')}`, 'opcnamespace'),
  inSchema("'operator family'", 'pg_opfamily', `o.opfname || ${usingMethod('o.opfmethod')}`, 'opfnamespace'),
  // A collation for an encoding that is not the database's own may have the same name; -1 is for all.
  inSchema(
    "'collation'",
    'pg_collation',
    `o.collname || CASE WHEN o.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding())) THEN ''
      ELSE ' for ' || pg_encoding_to_char(o.collencoding) END`,
    'collnamespace',
  ),
  inSchema("'conversion'", 'pg_conversion', 'o.conname', 'connamespace'),
  inSchema("'text search configuration'", 'pg_ts_config', 'o.cfgname', 'cfgnamespace'),
  inSchema("'text search dictionary'", 'pg_ts_dict', 'o.dictname', 'dictnamespace'),
  inSchema("'text search parser'", 'pg_ts_parser', 'o.prsname', 'prsnamespace'),
  inSchema("'text search template'", 'pg_ts_template', 'o.tmplname', 'tmplnamespace'),
  inSchema("'statistics object'", 'pg_statistic_ext', 'o.stxname', 'stxnamespace'),
  arm('pg_constraint', "format('constraint of kind %s', o.contype)", 'o.conname', {
    schema: 'o.connamespace',
    table: 'o.conrelid',
    // A constraint trigger (t) is read as a trigger, NOT NULL (n) with its column.
    where: "o.contype NOT IN ('p', 'u', 'f', 'c', 'x', 'n', 't') AND o.conparentid = 0",
  }),
  global("'language'", 'pg_language', 'o.lanname'),
  global(
    "'cast'",
    'pg_cast',
    "format_type(o.castsource, NULL) || ' as ' || format_type(o.casttarget, NULL)",
    // A range type makes its cast to its multirange itself.
    `NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_catalog.pg_cast'::regclass
       AND i.objid = o.oid AND i.deptype = 'i')`,
  ),
  global(
    "'transform'",
    'pg_transform',
    "format_type(o.trftype, NULL) || ' in ' || (SELECT l.lanname FROM pg_language l WHERE l.oid = o.trflang)",
  ),
  global("'access method'", 'pg_am', 'o.amname'),
  global("'event trigger'", 'pg_event_trigger', 'o.evtname'),
  global("'publication'", 'pg_publication', 'o.pubname'),
  // A subscription belongs to one database, though all of the cluster see it.
  global(
    "'subscription'",
    'pg_subscription',
    'o.subname',
    'o.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())',
  ),
  global("'foreign data wrapper'", 'pg_foreign_data_wrapper', 'o.fdwname'),
  global("'foreign server'", 'pg_foreign_server', 'o.srvname'),
  // pg_user_mapping is for superusers; the view hides only the options from others, which may hold passwords.
  `
SELECT 'user mapping', NULL, o.umid, NULL, NULL, o.usename || ' on ' || o.srvname FROM pg_user_mappings o`,
  global(
    "'default privileges'",
    'pg_default_acl',
    `format('on %s of %s', CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences'
        WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END,
        pg_get_userbyid(o.defaclrole))
      || coalesce((SELECT ' in ' || n.nspname FROM pg_namespace n WHERE n.oid = o.defaclnamespace), '')`,
  ),
  `
SELECT 'security label', NULL, o.objoid, NULL, NULL, format('of %s on %s %s', o.provider, described.type, described.identity)
FROM pg_seclabel o CROSS JOIN LATERAL pg_identify_object(o.classoid, o.objoid, o.objsubid) described`,
  // How many there are is data.
  `
SELECT 'large objects', NULL, 0, NULL, NULL, '' WHERE EXISTS (SELECT FROM pg_largeobject_metadata)`,
];

interface UnmodeledRow {
  readonly what: string;
  readonly catalog: string | null;
  readonly oid: number;
  readonly schema: number | null;
  readonly relation: number | null;
  readonly name: string;
}

const unmodeledRows = catalogQuery<UnmodeledRow>(`${arms.join('\nUNION ALL')}`);

export const unmodeledObject = kindFacts({
  missing: 'warning',
  changed: 'warning',
  declarable: false,
  attributes: { what: {} },
});

/**
 * What users made and the catalog has no family for. Only its being there is compared, and the report counts it. What
 * belongs to an extension is left out for all kinds at once.
 */
export const unmodeled = family(unmodeledObject, unmodeledRows, (row, reading) => {
  const id = unmodeledId(row, reading);
  const home = reading.home(row.catalog ?? '', row.oid, row.schema ?? 0);
  return id && { id, attributes: { what: row.what }, ...(home.kind === 'extension' ? { within: home } : {}) };
});

/** What the object of a row is called; nothing where the reading is not about it. */
function unmodeledId(
  { what, catalog, oid, schema, relation, name }: UnmodeledRow,
  reading: Reading,
): Identity | undefined {
  if (schema !== null && !reading.isUserSchema(schema)) return undefined;
  const table = reading.relations.get(relation ?? 0);
  if (table?.row.isPartition || reading.isLeftOut(catalog ?? '', oid)) return undefined;
  return {
    kind: 'unmodeled',
    ...(schema === null ? {} : { schema: reading.schema(schema) }),
    ...(table ? { table: table.name } : {}),
    name: `${what} ${name}`.trimEnd(),
  };
}

/** The same objects with their oids, which no catalog holds. */
export const unmodeledByOid = (
  reading: Reading,
): { readonly id: Identity; readonly catalog: string; readonly oid: number }[] =>
  reading.rows(unmodeledRows).flatMap((row) => {
    const id = unmodeledId(row, reading);
    return id && row.catalog !== null ? { id, catalog: row.catalog, oid: row.oid } : [];
  });
