import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, isFuture, type Kind, keyOf } from '../model/identity.ts';
import { once } from '../model/once.ts';
import { type AccessEntry, accessEntries } from './access-lists.ts';
import { type GrantRow, grantRowsOf } from './grant-rows.ts';
import { kindFacts } from './kind.ts';
import { ownerName } from './named-roles.ts';
import { type Reading, schemaId } from './reading.ts';

const privileges = { privileges: {}, grantable: {} } as const;

/** What a role may do beyond what Postgres gives by itself. drizzle-orm has no word for it. */
export const grant = kindFacts({ extra: 'breaking', declarable: false, attributes: privileges });

/** What a role may not do although Postgres gives it by itself, to PUBLIC or to an owner. */
export const revoke = kindFacts({ extra: 'breaking', declarable: false, attributes: { privileges: {} } });

/** What ALTER DEFAULT PRIVILEGES calls the kinds that it is about. */
export const futureOf: Readonly<Record<string, string>> = {
  table: 'future tables',
  view: 'future tables',
  'materialized view': 'future tables',
  'foreign table': 'future tables',
  sequence: 'future sequences',
  function: 'future functions',
  procedure: 'future functions',
  enum: 'future types',
  domain: 'future types',
  'composite type': 'future types',
  type: 'future types',
  schema: 'future schemas',
};

/** What a grant can be on, as the catalog calls it. A view has no columns of its own there. */
const kindsOn: Readonly<Record<string, readonly Kind[]>> = {
  table: ['table'],
  view: ['view'],
  'materialized view': ['materialized-view'],
  'foreign table': ['foreign-table'],
  column: ['column', 'view', 'materialized-view', 'foreign-table'],
  sequence: ['sequence'],
  function: ['function'],
  procedure: ['function'],
  enum: ['enum'],
  domain: ['domain'],
  'composite type': ['composite-type'],
  type: ['range-type', 'base-type'],
  language: ['language'],
  'foreign data wrapper': ['foreign-data-wrapper'],
  'foreign server': ['foreign-server'],
};

const wordOf: ReadonlyMap<Kind, string> = new Map(
  Object.entries(kindsOn).flatMap(([on, kinds]) =>
    on === 'column' || on === 'procedure' ? [] : kinds.map((kind) => [kind, on] as const),
  ),
);

/** What a grant on an object calls it. */
export const whatIs = ({ id: { kind }, attributes }: CatalogObject): string | undefined =>
  kind === 'schema'
    ? 'schema'
    : kind === 'function' && attributes.what === 'procedure'
      ? 'procedure'
      : wordOf.get(kind);

/** The grants of a reading, as far as what they are on is among `known` objects, or in no schema of users. */
export function grantsIn(reading: Reading, known: readonly CatalogObject[]): CatalogObject[] {
  const keys = once(() => new Set(known.map(({ id }) => keyOf(id))));
  return grantRowsOf(reading).flatMap((row) => {
    const place = placeOf(row, reading, keys);
    return accessEntries(row.access, ownerName(reading, row.owner)).flatMap((entry) =>
      toGrants(row, entry, place),
    );
  });
}

/** What a grant goes with; null where there is no such object, such as a partition that goes with its parent. */
function placeOf(
  row: GrantRow,
  reading: Reading,
  known: () => ReadonlySet<string>,
): Identity | null | undefined {
  const { on, catalog, oid, schema, table, name, types } = row;
  const home = reading.home(catalog, oid, 0);
  if (home.kind === 'extension') return home;
  if (isOfPostgres(schema) || isFuture({ on }))
    return schema === null || !isFuture({ on }) ? undefined : schemaId(schema);
  if (on === 'schema') return schemaId(name);
  const place = { ...(schema === null ? {} : { schema }), name, ...(types ? { arguments: types } : {}) };
  const could: Identity[] = (kindsOn[on] ?? []).map((kind) =>
    kind === 'column'
      ? { kind, ...place, ...(table === null ? {} : { table }) }
      : { kind, ...place, name: table ?? name },
  );
  const found = could.find((each) => known().has(keyOf(each)));
  return found ?? (schema === null ? undefined : null);
}

export const isOfPostgres = (schema: string | null | undefined): boolean =>
  typeof schema === 'string' && (schema.startsWith('pg_') || schema === 'information_schema');

function toGrants(
  { on, schema, table, name, types }: GrantRow,
  { role, held, grantable, usual }: AccessEntry,
  within: Identity | null | undefined,
): CatalogObject[] {
  if (within === null) return [];
  const more = held.filter((each) => !usual.includes(each) || grantable.includes(each));
  const less = usual.filter((each) => !held.includes(each));
  const id = {
    ...(schema === null ? {} : { schema }),
    ...(table === null ? {} : { table }),
    name,
    ...(types ? { arguments: types } : {}),
    role,
    on,
  };
  const place = within ? { within } : {};
  return [
    ...(more.length === 0 || role === ''
      ? []
      : [{ id: { kind: 'grant', ...id } as const, attributes: { privileges: more, grantable }, ...place }]),
    ...(less.length === 0
      ? []
      : [{ id: { kind: 'revoke', ...id } as const, attributes: { privileges: less }, ...place }]),
  ];
}
