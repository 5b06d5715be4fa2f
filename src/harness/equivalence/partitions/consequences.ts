import { partitionedBy, tableOf } from '../../catalog/of-table.ts';
import type { Difference } from '../../diff/diff.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { type Kind, keyOf } from '../../model/identity.ts';

/** Differences, and those that follow from others of them. */
export interface Causes {
  readonly differences: readonly Difference[];
  readonly consequences: readonly Difference[];
}

const isChangeOf = (difference: Difference, attribute: 'partitionOf' | 'partitionBy'): boolean =>
  difference.type === 'changed' && difference.attribute === attribute && isTable(difference.object);

const isTable = ({ id: { kind } }: CatalogObject): boolean => kind === 'table' || kind === 'foreign-table';

const own: readonly Kind[] = ['trigger', 'rule', 'policy'];

/** What a table has on both sides and is other: a partitioned table gives its partitions what they had not. */
const isItsOwn = ({ type, object }: Difference): boolean =>
  type === 'changed' && own.includes(object.id.kind);

/**
 * A table that is attached or detached gets or loses what the partitioned table gives its partitions; one that is
 * partitioned in another way has other partitions, with all that belongs to those.
 */
export function causesOf(found: readonly Difference[]): Causes {
  const keysOf = (attribute: 'partitionOf' | 'partitionBy'): Set<string> =>
    new Set(found.filter((each) => isChangeOf(each, attribute)).map(({ object }) => keyOf(object.id)));
  const [moved, divided] = [keysOf('partitionOf'), keysOf('partitionBy')];
  if (moved.size + divided.size === 0) return { differences: found, consequences: [] };
  const parts = found.filter(({ type, object }) => type !== 'changed' && isTable(object));
  const others = new Set<string>();
  const isOther = ({ object }: Difference): boolean => {
    const parent = partitionedBy(object);
    return parent !== undefined && [divided, others].some((keys) => keys.has(keyOf(parent)));
  };
  for (let size = -1; size < others.size; ) {
    size = others.size;
    for (const each of parts.filter(isOther)) others.add(keyOf(each.object.id));
  }
  const follows = (each: Difference): boolean => {
    const table = tableOf(each.object);
    if (!table || (moved.has(keyOf(table)) && isItsOwn(each))) return false;
    return others.has(keyOf(table)) || (moved.has(keyOf(table)) && !isChangeOf(each, 'partitionOf'));
  };
  return { differences: found.filter((each) => !follows(each)), consequences: found.filter(follows) };
}
