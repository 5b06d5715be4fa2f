import type { NamedThing } from '../catalog/names-by-oid.ts';
import type { Identity } from '../model/identity.ts';
import { isFuture } from '../model/identity.ts';

/** Something that has another name, or is in another schema, than before. */
export interface Renamed extends NamedThing {
  readonly to: NamedThing['name'];
}

/** What a migration has renamed: what has the same oid as before. */
export const renamedBetween = (
  before: ReadonlyMap<string, NamedThing>,
  after: ReadonlyMap<string, NamedThing>,
): Renamed[] =>
  [...before].flatMap(([oid, { of, name }]) => {
    const to = after.get(oid)?.name;
    return to && keyOf(of, to) !== keyOf(of, name) ? [{ of, name, to }] : [];
  });

/** How what is renamed is called after it, what an identity is about and the roles in it. */
export function renaming(renamed: readonly Renamed[]): (id: Identity) => Identity {
  if (renamed.length === 0) return (id) => id;
  const names = new Map(renamed.map(({ of, name, to }) => [keyOf(of, name), to]));
  const called = (of: NamedThing['of'], name: NamedThing['name']) => names.get(keyOf(of, name)) ?? name;
  const nameOf = (of: 'role' | 'schema', name: string): string => called(of, { name }).name;
  return (id) => {
    const { kind, name, schema, table, arguments: types, role, on = kind } = id;
    const roles = role === undefined ? {} : { role: nameOf('role', role) };
    const inSchema = schema === undefined ? {} : { schema: nameOf('schema', schema) };
    if (isFuture(id)) return { ...id, ...roles, ...inSchema, name: nameOf('role', name) };
    const of = whatOf[on];
    if (of === undefined) return { ...id, ...roles };
    if (of === 'schema' || of === 'role') return { ...id, ...roles, ...inSchema, name: nameOf(of, name) };
    const place = {
      ...(schema === undefined ? {} : { schema }),
      ...(table === undefined ? {} : { table }),
      name,
      ...(types === undefined ? {} : { arguments: types }),
    };
    return { ...id, ...roles, ...called(of, place) };
  };
}

/** What grants and catalogs call the kinds of what can be renamed. */
const whatOf: Readonly<Record<string, NamedThing['of']>> = {
  table: 'relation',
  view: 'relation',
  'materialized view': 'relation',
  'materialized-view': 'relation',
  'foreign table': 'relation',
  'foreign-table': 'relation',
  sequence: 'relation',
  column: 'column',
  function: 'routine',
  procedure: 'routine',
  enum: 'type',
  domain: 'type',
  'composite type': 'type',
  'composite-type': 'type',
  type: 'type',
  'range-type': 'type',
  'base-type': 'type',
  schema: 'schema',
  role: 'role',
  language: 'other',
  'foreign data wrapper': 'other',
  'foreign-data-wrapper': 'other',
  'foreign server': 'other',
  'foreign-server': 'other',
};

const keyOf = (of: string, { schema, table, name, arguments: types }: NamedThing['name']): string =>
  JSON.stringify([of, schema ?? null, table ?? null, name, types ?? null]);
