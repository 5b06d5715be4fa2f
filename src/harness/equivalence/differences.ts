import { isPartition } from '../catalog/of-table.ts';
import { diff } from '../diff/diff.ts';
import { type Catalog, type CatalogObject, inKeyOrder } from '../model/catalog.ts';
import { type Causes, causesOf } from './partitions/consequences.ts';
import { withParts } from './partitions/index-parts.ts';
import { withoutJobs } from './partitions/made-by-jobs.ts';
import { withColumnsOf } from './partitions/own-columns.ts';

type Objects = readonly CatalogObject[];

/** All that differs between two catalogs, partitions too, and what of that follows from something else. */
export function differencesBetween(expected: Objects, actual: Objects): Causes {
  const [whole, other] = inFull(expected, actual);
  return causesOf(diff(whole, other));
}

/** The same for a live database, in which jobs make and drop partitions. */
export const driftBetween = ({ objects: expected }: Catalog, { objects: actual }: Catalog): Causes => {
  const apart = withoutJobs(expected, actual);
  return differencesBetween(apart.expected, apart.actual);
};

/** Two sides on which the same columns of partitions are told, and parts of indexes on the same partitions; where there are no partitions, they stay what they are. */
export const inFull = (a: Objects, b: Objects): readonly [Objects, Objects] =>
  a.some(isPartition) || b.some(isPartition)
    ? [inKeyOrder(withColumnsOf(withParts(a, b), b)), inKeyOrder(withColumnsOf(withParts(b, a), a))]
    : [a, b];
