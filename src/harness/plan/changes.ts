import { isPartition } from '../catalog/of-table.ts';
import type { Difference } from '../diff/diff.ts';
import { differencesBetween } from '../equivalence/differences.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { type Kind, keyOf } from '../model/identity.ts';
import { familyOf } from './families.ts';
import type { Change, Side } from './plan-family.ts';
import type { Work } from './work.ts';

/** Why a difference is left to people. */
const notPlanned = 'no plan is made for this kind';

/** Why nothing is planned for a difference, if so: what is in an object that is not made is not made either. */
function unplannable({ type, object }: Difference): string | undefined {
  const family = familyOf(object.id.kind);
  if (!family || (object.within && type !== 'changed' && !isPlanned(object.within.kind))) return notPlanned;
  return type === 'missing' ? family.refuses?.(object) : undefined;
}

const isPlanned = (kind: Kind): boolean => familyOf(kind) !== undefined || kind === 'extension-member';

/** A change of an object, and the attributes that change. */
export type Attributed = Change & { readonly attributes: readonly string[] };

/** Objects on one side only are dropped or made; the others change in some attributes. */
export function changesBetween(before: Side, after: Side, { drops, creates, unplanned }: Work): Attributed[] {
  const changed = new Map<string, Attributed>();
  const { differences, consequences } = differencesBetween(after.objects, before.objects);
  for (const difference of differences) {
    const key = keyOf(difference.object.id);
    const reason = unplannable(difference);
    if (reason !== undefined) unplanned.push({ about: difference.object.id, reason });
    else if (difference.type === 'missing') creates.set(key, difference.object);
    else if (difference.type === 'extra') drops.set(key, difference.object);
    else if (difference.type === 'changed') {
      const known = changed.get(key);
      const from =
        before.find(difference.object.id) ?? asActual(known?.from ?? difference.object, difference);
      const attributes = [...(known?.attributes ?? []), difference.attribute];
      changed.set(key, { from, to: difference.object, before, after, attributes });
    }
  }
  for (const { type, object } of consequences)
    if (type !== 'changed' && isPartition(object))
      unplanned.push({ about: object.id, reason: 'its table is partitioned in another way' });
  return [...changed.values()];
}

/** A column of a partition that is as its table gives it is in no catalog. */
const asActual = (
  object: CatalogObject,
  { attribute, actual }: Difference & { type: 'changed' },
): CatalogObject => ({
  ...object,
  attributes: { ...object.attributes, [attribute]: actual },
});
