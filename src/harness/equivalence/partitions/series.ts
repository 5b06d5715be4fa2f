import { attributeOf } from '../../catalog/kinds.ts';
import { byKeyOf, partitionedBy, tableOf } from '../../catalog/of-table.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import { keyOf } from '../../model/identity.ts';

const value = String.raw`('?-?\d+(\.\d+)?'?|'-?\d{4,}-\d\d-\d\d[^']*'|MINVALUE|MAXVALUE)`;
const ranges = new RegExp(String.raw`^FOR VALUES FROM \(${value}(, [^)]*)?\) TO \(${value}(, [^)]*)?\)$`);
const days = /^FOR VALUES IN \(('\d{4,}-\d\d-\d\d[^']*'|'?\d{6,}'?)(, [^)]*)?\)$/;

/**
 * Whether a partition may be one of a series that a job makes and drops: it is called by a number, and holds a range of
 * numbers or of times, or a day. Others, such as a default partition or those by hash, are made by migrations.
 */
export function isOfSeries(object: CatalogObject): boolean {
  const bounds = attributeOf(object, 'table', 'partitionBounds');
  return (
    typeof bounds === 'string' && /\d/.test(object.id.name) && (ranges.test(bounds) || days.test(bounds))
  );
}

/** The members of series, by the keys of the tables that they are partitions of. */
export function seriesIn(objects: readonly CatalogObject[]): Map<string, CatalogObject[]> {
  const series = new Map<string, CatalogObject[]>();
  for (const object of objects) {
    const parent = partitionedBy(object);
    if (!parent || !isOfSeries(object)) continue;
    const key = keyOf(parent);
    series.set(key, [...(series.get(key) ?? []), object]);
  }
  return series;
}

/** What belongs to some partitions, they and their own partitions included, by the keys of those. */
export function contentsOf(
  partitions: readonly CatalogObject[],
  objects: readonly CatalogObject[],
): Map<string, CatalogObject[]> {
  const contents = new Map<string, CatalogObject[]>(partitions.map(({ id }) => [keyOf(id), []]));
  if (contents.size === 0) return contents;
  const all = byKeyOf(objects);
  const holders = new Map<string, CatalogObject[] | undefined>();
  const holderOf = (key: string): CatalogObject[] | undefined => {
    if (contents.has(key)) return contents.get(key);
    if (!holders.has(key)) {
      const parent = partitionedBy(all.get(key));
      holders.set(key, parent && holderOf(keyOf(parent)));
    }
    return holders.get(key);
  };
  for (const object of objects) {
    const table = tableOf(object);
    if (table) holderOf(keyOf(table))?.push(object);
  }
  return contents;
}
