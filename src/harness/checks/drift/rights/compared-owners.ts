import { partitionedBy } from '../../../catalog/of-table.ts';
import { isOfSeries } from '../../../equivalence/partitions/series.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { keyOf } from '../../../model/identity.ts';
import { once } from '../../../model/once.ts';
import type { CompareSettings } from '../../../model/settings.ts';
import { ownerOf, withOwner } from './environment-owner.ts';
import { isMember, taking } from './rights-of.ts';

/** Where owners differ, the role that is there what the migrating role is, is called by its name. */
export function ownersByName(expected: Catalog, live: Catalog, name: string) {
  const beside = ({ objects: others }: Catalog, { server, objects }: Catalog): Catalog => {
    const owned = new Set(others.flatMap((each) => (ownerOf(each) === null ? [] : [keyOf(each.id)])));
    const isElsewhere = (object: CatalogObject): boolean =>
      ownerOf(object) === null && !isMember(object) && owned.has(keyOf(object.id));
    const called = (object: CatalogObject): CatalogObject =>
      isElsewhere(object) ? { ...object, attributes: { ...object.attributes, owner: name } } : object;
    return { server, objects: owned.size === 0 ? objects : objects.map(called) };
  };
  return { expected: beside(live, expected), live: beside(expected, live) };
}

/**
 * A partition of a series that no migration makes belongs to whoever the job is that makes it, and each environment has its
 * own: it counts as its parent's owner's.
 */
export function withOwnersOfJobs(expected: Catalog, live: Catalog): Catalog {
  const wanted = once(() => new Map(expected.objects.map((each) => [keyOf(each.id), each])));
  const owned = (object: CatalogObject): CatalogObject => {
    const parent = partitionedBy(object);
    if (!parent || !isOfSeries(object) || wanted().has(keyOf(object.id))) return object;
    const above = wanted().get(keyOf(parent));
    return withOwner(object, above ? ownerOf(above) : null);
  };
  return { ...live, objects: live.objects.map(owned) };
}

/** Owners count where a migration chose them, or where one object is somebody else's than the rest. */
export const withOwnersOf = (expected: Catalog, live: Catalog, { owners }: CompareSettings): Catalog =>
  owners === 'none'
    ? {
        ...live,
        objects: taking(
          expected,
          live,
          (want, there) => (ownerOf(want) === ownerOf(there) ? {} : { owner: want.attributes.owner ?? null }),
          (each) => !isMember(each),
        ),
      }
    : live;
