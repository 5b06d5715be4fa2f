import { partitionedBy } from '../../../catalog/of-table.ts';
import { isOfSeries } from '../../../equivalence/partitions/series.ts';
import type { Catalog, CatalogObject } from '../../../model/catalog.ts';
import { keyOf } from '../../../model/identity.ts';
import type { CompareSettings } from '../../../model/settings.ts';
import { ownerOf, withOwner } from './environment-owner.ts';
import { isMember, taking } from './rights-of.ts';

/** Where owners differ, the role that is there what the migrating role is, is called by its name. */
export function ownersByName(expected: Catalog, live: Catalog, name: string) {
  const [wanted, there] = [expected, live].map(
    ({ objects }) => new Map(objects.map((each) => [keyOf(each.id), each])),
  );
  const beside = (others: ReadonlyMap<string, CatalogObject> | undefined) => (object: CatalogObject) => {
    const other = others?.get(keyOf(object.id));
    return other && ownerOf(object) === null && ownerOf(other) !== null && !isMember(object)
      ? { ...object, attributes: { ...object.attributes, owner: name } }
      : object;
  };
  return {
    expected: { ...expected, objects: expected.objects.map(beside(there)) },
    live: { ...live, objects: live.objects.map(beside(wanted)) },
  };
}

/**
 * A partition of a series that no migration makes belongs to whoever the job is that makes it, and each environment has its
 * own: it counts as its parent's owner's.
 */
export function withOwnersOfJobs(expected: Catalog, live: Catalog): Catalog {
  const wanted = new Map(expected.objects.map((each) => [keyOf(each.id), each]));
  const owned = (object: CatalogObject): CatalogObject => {
    const parent = partitionedBy(object);
    if (!parent || wanted.has(keyOf(object.id)) || !isOfSeries(object)) return object;
    const above = wanted.get(keyOf(parent));
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
          ({ attributes }) => ({ owner: attributes.owner ?? null }),
          hasAnotherOwner,
        ),
      }
    : live;

const hasAnotherOwner = (live: CatalogObject, expected: CatalogObject): boolean =>
  !isMember(live) && ownerOf(live) !== ownerOf(expected);
