import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, type Kind, keyOf } from '../model/identity.ts';
import { afterInitdb, catalogQuery, inUserSchema, userSchema } from './catalog-query.ts';
import { type KindFacts, undeclarable } from './kind.ts';
import { ownerName } from './named-roles.ts';
import { inWords } from './plain/plain-kind.ts';
import type { Reading } from './reading.ts';

/**
 * Kinds whose objects have owners of their own; what is part of a table has the table's. Left out are kinds that only
 * superusers, or the platform, can make: their owner is whoever that was.
 */
export const ownedKinds: ReadonlySet<Kind> = new Set([
  'schema',
  'table',
  'enum',
  'domain',
  'composite-type',
  'sequence',
  'view',
  'materialized-view',
  'function',
  'foreign-table',
  'range-type',
  'collation',
  'statistics',
  'publication',
  'foreign-server',
  'operator',
  'conversion',
  'text-search-dictionary',
  'text-search-configuration',
]);

/**
 * What is known of a kind, with its owner: whose objects are tells who may change them, whom row security does not bind, and
 * with whose rights a SECURITY DEFINER function runs.
 */
export const owned = <A extends string>(facts: KindFacts<A>): KindFacts<A | 'owner'> =>
  ({
    ...facts,
    attributes: { ...facts.attributes, owner: { severity: 'breaking', ...undeclarable } },
  }) as KindFacts<A | 'owner'>;

interface OwnerRow {
  /** The extension that it belongs to; 0 for none. */
  readonly extension: number;
  /** Null for whoever owns most of the rest. */
  readonly kind: Kind | null;
  readonly schema: string | null;
  readonly name: string | null;
  readonly types: readonly string[] | null;
  /** Null for the owner of the database. */
  readonly owner: string | null;
}

/** SQL: the objects of one catalog, by its prefix of columns, as what `kind` says. */
const arm = (
  catalog: string,
  prefix: string,
  kind: string,
  where = 'true',
  types = 'NULL::oid[]',
): string => `
SELECT 'pg_catalog.${catalog}'::regclass AS catalog, o.oid, o.${prefix}owner AS owner, ${kind} AS kind, o.${prefix}namespace AS namespace,
  o.${prefix}name AS name, ${types} AS types
FROM ${catalog} o WHERE ${inUserSchema(`o.${prefix}namespace`)} AND ${where}`;

/** SQL: the same of what lies in no schema. */
const global = (catalog: string, prefix: string, kind: string, where: string): string => `
SELECT 'pg_catalog.${catalog}'::regclass, o.oid, o.${prefix}owner, ${kind}, NULL, o.${prefix}name, NULL FROM ${catalog} o WHERE ${where}`;

/** By pg_class.relkind. */
const kindOfRelation: Readonly<Record<string, Kind>> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized-view',
  S: 'sequence',
  c: 'composite-type',
  f: 'foreign-table',
};

const relationKinds: ReadonlySet<Kind> = new Set(Object.values(kindOfRelation));

const arms = [
  arm(
    'pg_class',
    'rel',
    inWords('o.relkind', kindOfRelation),
    "o.oid IN (SELECT objid FROM members WHERE classid = 'pg_catalog.pg_class'::regclass)",
  ),
  arm(
    'pg_type',
    'typ',
    inWords('o.typtype', { e: 'enum', d: 'domain', r: 'range-type' }),
    "o.typtype IN ('e', 'd', 'r')",
  ),
  arm('pg_proc', 'pro', "'function'", 'true', 'o.proargtypes::oid[]'),
  arm('pg_collation', 'coll', "'collation'"),
  arm('pg_statistic_ext', 'stx', "'statistics'"),
  arm('pg_operator', 'opr', "'operator'", 'true', 'ARRAY[o.oprleft, o.oprright]'),
  arm('pg_conversion', 'con', "'conversion'"),
  arm('pg_ts_dict', 'dict', "'text-search-dictionary'"),
  arm('pg_ts_config', 'cfg', "'text-search-configuration'"),
  global('pg_namespace', 'nsp', "'schema'", `${userSchema('o')} AND o.nspname <> 'public'`),
  global('pg_publication', 'pub', "'publication'", 'true'),
  global('pg_foreign_server', 'srv', "'foreign-server'", 'true'),
];

/** SQL: the owners of the objects of the same catalogs, and of some that {@link arms} leave out. */
const owners = [
  ...Object.entries({
    pg_type: 'typ',
    pg_proc: 'pro',
    pg_collation: 'coll',
    pg_statistic_ext: 'stx',
    pg_operator: 'opr',
    pg_conversion: 'con',
    pg_ts_dict: 'dict',
    pg_ts_config: 'cfg',
    pg_publication: 'pub',
    pg_foreign_server: 'srv',
  }).map(
    ([catalog, prefix]) =>
      `SELECT ${prefix}owner AS owner FROM ${catalog} WHERE ${afterInitdb('oid')}${catalog === 'pg_type' ? " AND typtype IN ('e', 'd', 'r')" : ''}`,
  ),
  `SELECT o.nspowner FROM pg_namespace o WHERE ${userSchema('o')} AND o.nspname <> 'public'`,
  `SELECT c.relowner FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
    WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e' AND d.classid = 'pg_catalog.pg_class'::regclass`,
];

/** SQL condition: something belongs to another than the owner of the database. In most databases nothing does. */
const isAnyOthers = `EXISTS (SELECT FROM pg_database d JOIN (
${owners.join('\nUNION ALL ')}
) o ON o.owner <> d.datdba WHERE d.datname = current_database())`;

/**
 * Who owns most of what there is besides relations, of each extension and of the rest, and all that is owned by somebody else
 * than that: mostly one row. An owned sequence and the row type of a table belong to the table's owner. Of relations, those of
 * extensions are here too; whose the others are is read with them.
 */
const ownerRows = catalogQuery<OwnerRow>(
  `
WITH members AS (
  SELECT classid, objid, refobjid FROM pg_depend WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e'
), named AS (${arms.join('\nUNION ALL')}
), owned AS (
  SELECT o.*, coalesce(d.refobjid, 0) AS extension
  FROM named o LEFT JOIN members d ON d.classid = o.catalog AND d.objid = o.oid
), usual AS (
  SELECT DISTINCT ON (extension) extension, owner FROM owned GROUP BY extension, owner ORDER BY extension, count(*) DESC, owner
)
SELECT u.extension, NULL AS kind, NULL AS schema, NULL AS name, NULL::text[] AS types,
  CASE WHEN u.owner <> d.datdba THEN pg_get_userbyid(u.owner)::text END AS owner
FROM usual u JOIN pg_database d ON d.datname = current_database() WHERE u.extension = 0
UNION ALL
SELECT o.extension, o.kind, n.nspname, o.name,
  CASE WHEN o.types IS NOT NULL THEN ARRAY(
    SELECT CASE a WHEN 0 THEN 'NONE' ELSE format_type(a, NULL) END FROM unnest(o.types) WITH ORDINALITY AS listed (a, place) ORDER BY place) END,
  CASE WHEN o.owner <> d.datdba OR o.extension <> 0 THEN pg_get_userbyid(o.owner)::text END
FROM owned o JOIN usual u ON u.extension = o.extension AND u.owner <> o.owner
JOIN pg_database d ON d.datname = current_database()
LEFT JOIN pg_namespace n ON n.oid = o.namespace`,
  isAnyOthers,
);

export const ownerStatements = [ownerRows] as const;

/** SQL: the role that owns the database, whose name no catalog holds. */
export const databaseOwnerSql =
  'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()';

/** The role that owns an object, where that is not the owner of the database. */
export type OwnerOf = (object: CatalogObject) => string | null;

/** Who owns what of the objects of users. */
export function ownersOf(reading: Reading): OwnerOf {
  const own = reading.rows(ownerRows).filter(({ extension }) => extension === 0);
  const usual = own.find(({ kind }) => kind === null)?.owner ?? null;
  const others = ownersByKey(own);
  const relations = relationOwners(reading);
  return (object) => {
    if (!hasOwner(object)) return null;
    if (relationKinds.has(object.id.kind))
      return relations.size === 0 ? null : (relations.get(keyOf(object.id)) ?? null);
    const other = others.size === 0 ? undefined : others.get(keyOf(object.id));
    return other === undefined ? usual : other;
  };
}

/** Of what is in pg_class, whose it is by the identity; only what is not the owner's of the database. */
const relationOwners = (reading: Reading): Map<string, string> =>
  new Map(
    [...reading.relations.values()].flatMap(({ schema, name, row }) => {
      const kind = kindOfRelation[row.kind];
      return row.owner === null || !kind
        ? []
        : [[keyOf({ kind, schema, name }), ownerName(reading, row.owner)] as const];
    }),
  );

/** Who owns what of the members of extensions, where that is somebody else than owns the rest of the extension. */
export function memberOwnersOf(reading: Reading): OwnerOf {
  const others = ownersByKey(reading.rows(ownerRows).filter(({ extension }) => extension !== 0));
  return ({ id }) => others.get(keyOf(id)) ?? null;
}

const ownersByKey = (rows: readonly OwnerRow[]): Map<string, string | null> =>
  new Map(rows.flatMap((row) => (row.kind === null ? [] : [[keyOf(idOf(row)), row.owner] as const])));

const idOf = ({ kind, schema, name, types }: OwnerRow): Identity => ({
  kind: kind ?? 'table',
  ...(schema === null ? {} : { schema }),
  name: name ?? '',
  ...(types ? { arguments: types } : {}),
});

/** Whether an object has an owner of its own, which is compared. */
export const hasOwner = (object: CatalogObject): boolean =>
  ownedKinds.has(object.id.kind) && !isOfTable(object) && !isPublic(object) && !isOfSuperuser(object);

const isOfTable = ({ id, within, attributes }: CatalogObject): boolean =>
  id.kind === 'sequence' && (within?.kind === 'column' || (attributes.ownedBy ?? null) !== null);

/** A publication of all tables, or of a schema's, is made by a superuser (Postgres manual, "CREATE PUBLICATION"). */
const isOfSuperuser = ({ id, attributes: { allTables, schemas } }: CatalogObject): boolean =>
  id.kind === 'publication' && (allTables === true || (schemas as readonly string[]).length > 0);

/** Each major, and each platform, gives `public` to another role. */
const isPublic = ({ id }: CatalogObject): boolean => id.kind === 'schema' && id.name === 'public';

/** Objects with their owners, where those are not the owner of the database. */
export const withOwners = (objects: readonly CatalogObject[], ownerOf: OwnerOf): CatalogObject[] =>
  objects.map((object) => {
    const owner = ownerOf(object);
    return owner === null ? object : { ...object, attributes: { ...object.attributes, owner } };
  });
