import type { CatalogObject, Value } from '../model/catalog.ts';
import { isFuture } from '../model/identity.ts';
import { groupOf } from './named-roles.ts';

/** What roles are called elsewhere, by their names here. */
export type RoleNames = ReadonlyMap<string, string>;

/** The same object as it is called where its roles have other names. */
export function renameRoles(object: CatalogObject, names: RoleNames): CatalogObject {
  if (names.size === 0) return object;
  const renamed = (name: string): string => names.get(name) ?? name;
  const { id, attributes, within } = object;
  return {
    ...object,
    id: {
      ...id,
      ...(id.role === undefined ? {} : { role: renamed(id.role) }),
      ...(id.kind === 'role' || isFuture(id) ? { name: renamed(id.name) } : {}),
    },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, renamedIn(id.kind, name, value, renamed)]),
    ),
    ...(within === undefined
      ? {}
      : { within: within.role === undefined ? within : { ...within, role: renamed(within.role) } }),
  };
}

function renamedIn(kind: string, attribute: string, value: Value, renamed: (name: string) => string): Value {
  if (attribute === 'owner' && typeof value === 'string') return renamed(value);
  if (kind === 'policy' && attribute === 'roles') return (value as readonly string[]).map(renamed).sort();
  if (kind === 'role' && (attribute === 'memberOf' || attribute === 'spoken'))
    return (value as readonly string[])
      .map((each) => `${renamed(groupOf(each))}${each.slice(groupOf(each).length)}`)
      .sort();
  return value;
}
