import { futureOf } from '../../../catalog/grants.ts';
import type { CatalogObject } from '../../../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../../../model/identity.ts';
import { ownerOf } from './environment-owner.ts';

/**
 * Tells what privileges a grant has from default privileges that are the environment's own, which gave them when the object
 * was made: it is they that differ then, and not each object. `wanted` knows the keys of those that the migrations make.
 */
export function byDefaultPrivileges(
  objects: readonly CatalogObject[],
  wanted: { has(key: string): boolean },
): (grant: CatalogObject) => ReadonlySet<string> {
  const defaults = new Map(
    objects
      .filter(({ id }) => id.kind === 'grant' && isFuture(id) && !wanted.has(keyOf(id)))
      .map(({ id, attributes }) => [keyOf(id), attributes.privileges as readonly string[]]),
  );
  if (defaults.size === 0) return () => new Set();
  const byKey = new Map(objects.map((object) => [keyOf(object.id), object]));
  return ({ id, within }) => {
    const on = futureOf[id.on ?? ''];
    const owner = within && byKey.get(keyOf(within));
    if (on === undefined || !owner) return new Set();
    const name = ownerOf(owner) ?? '';
    const role = id.role ?? '';
    const places: Identity[] = [
      { kind: 'grant', on, name, role },
      ...(id.schema === undefined ? [] : [{ kind: 'grant', on, schema: id.schema, name, role } as const]),
    ];
    return new Set(places.flatMap((place) => defaults.get(keyOf(place)) ?? []));
  };
}
