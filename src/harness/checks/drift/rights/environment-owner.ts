import { hasOwner } from '../../../catalog/owners.ts';
import { type Attributes, type CatalogObject, compareKeys } from '../../../model/catalog.ts';
import { isFuture, keyOf } from '../../../model/identity.ts';

/**
 * Whoever owns, in a live database, most of what the role that migrates owns after the migrations: each environment has its
 * own. Null for the owner of the database.
 */
export function environmentOwner(
  expected: readonly CatalogObject[],
  live: readonly CatalogObject[],
): string | null {
  if (live.every((object) => ownerOf(object) === null)) return null;
  const ours = new Set(expected.filter(isOfMigrator).map(({ id }) => keyOf(id)));
  const counts = new Map<string | null, number>();
  for (const object of live)
    if (hasOwner(object) && ours.has(keyOf(object.id)))
      counts.set(ownerOf(object), (counts.get(ownerOf(object)) ?? 0) + 1);
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || compareKeys(a ?? '', b ?? ''));
  return most?.[0] ?? null;
}

export const ownerOf = ({ attributes }: { readonly attributes: Attributes }): string | null =>
  (attributes.owner as string | null | undefined) ?? null;

const isOfMigrator = (object: CatalogObject): boolean => hasOwner(object) && ownerOf(object) === null;

/** Objects with the owners that `owner` gives them, the names of roles in default privileges among them. */
export const reowned = (
  objects: readonly CatalogObject[],
  owner: (name: string | null) => string | null,
): CatalogObject[] =>
  objects.map((object) => {
    if (hasOwner(object)) return withOwner(object, owner(ownerOf(object)));
    if (isFuture(object.id))
      return { ...object, id: { ...object.id, name: owner(object.id.name || null) ?? '' } };
    return object;
  });

/** An object that belongs to a role; null for the one that migrates. */
export function withOwner(object: CatalogObject, owner: string | null): CatalogObject {
  if (ownerOf(object) === owner) return object;
  const { owner: _, ...rest } = object.attributes;
  return { ...object, attributes: owner === null ? rest : { ...rest, owner } };
}
