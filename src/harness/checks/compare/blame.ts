import { canDeclare } from '../../catalog/declarable.ts';
import { type Difference, sameValue } from '../../diff/diff.ts';
import type { Migration } from '../../history/migrations.ts';
import { originOf, type Timeline } from '../../history/timeline.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Source } from '../../model/finding.ts';
import { keyOf } from '../../model/identity.ts';
import { lineOf } from '../../sql/line-of.ts';

/** One side of a difference, as another catalog would have to show it. */
export type Side = 'expected' | 'actual';

/** Whether a catalog agrees with one side of a difference. */
export function sidesWith(catalog: Catalog, difference: Difference, side: Side): boolean {
  const key = keyOf(difference.object.id);
  const found = catalog.objects.find(({ id }) => keyOf(id) === key);
  if (difference.type === 'changed')
    return found !== undefined && sameValue(found.attributes[difference.attribute] ?? null, difference[side]);
  const isThere = (difference.type === 'missing') === (side === 'expected');
  if (isThere) return found !== undefined && sameAttributes(found, difference.object);
  return found === undefined && hasPlaceFor(catalog, difference.object);
}

/** Where not even the object that it belongs to exists, such as its table, an object is absent for another reason. */
function hasPlaceFor({ objects }: Catalog, { within }: CatalogObject): boolean {
  const place = within && keyOf(within);
  return (
    place === undefined ||
    objects.some((each) => keyOf(each.id) === place || (each.within && keyOf(each.within) === place))
  );
}

/** By the attributes that a schema file can declare. */
const sameAttributes = (a: CatalogObject, b: CatalogObject): boolean =>
  Object.entries(a.attributes)
    .filter(([name]) => canDeclare(a.id.kind, name))
    .every(([name, value]) => sameValue(value, b.attributes[name] ?? null));

/** The migration, among the first `count`, that last created or changed an object, and the line in it. */
export function madeBy(
  { id }: CatalogObject,
  migrations: readonly Migration[],
  timeline: Timeline,
  count: number,
): Source | undefined {
  const origin = originOf(timeline, keyOf(id), count);
  const migration = migrations.find(({ tag }) => tag === origin);
  return migration && placeIn(migration, { id });
}

/** Where a migration is about an object. */
export function placeIn({ up }: Migration, { id }: Pick<CatalogObject, 'id'>): Source {
  const line = lineOf(up.sql, id);
  return line === undefined ? { file: up.path } : { file: up.path, line };
}
