import { type Difference, diff } from '../diff/diff.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { setEquivalentAside } from '../equivalence/equivalent.ts';
import { type CatalogObject, inKeyOrder } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import type { PlanSide } from './read-side.ts';

/** A side as a plan is to see it: only what is to be changed differs from the other one. */
export interface Aligned extends PlanSide {
  /** What differs, parts of what is missing or extra among it. */
  readonly differences: readonly Difference[];
  /** The keys of objects that have another name than they have here. */
  readonly renamed: ReadonlySet<string>;
}

/** Takes a side's equivalents of what is expected, and what `isLeft` says is to stay as it is, for the expected itself. */
export async function align(
  side: PlanSide,
  expected: PlanSide,
  withScratch: WithScratch,
  isLeft: (difference: Difference) => boolean = () => false,
): Promise<Aligned> {
  const found = diff(expected.catalog.objects, side.catalog.objects);
  const { differences, remarks } = await setEquivalentAside(found, withScratch);
  const wanted = new Set(differences.filter((each) => !isLeft(each)));
  const names = new Map(
    remarks
      .filter(({ about }) => about === 'name-by-default-naming')
      .map(({ object, actual }) => [keyOf({ ...object.id, name: String(actual) }), object.id] as const),
  );
  const aside = found.filter((each) => !wanted.has(each));
  return {
    catalog: { ...side.catalog, objects: withoutThese(side.catalog.objects, aside) },
    edges: side.edges.map(({ dependent, on }) => ({
      dependent: named(dependent, names),
      on: named(on, names),
    })),
    differences: [...wanted],
    renamed: new Set([...names.values()].map(keyOf)),
  };
}

const named = (id: Identity, names: ReadonlyMap<string, Identity>): Identity => names.get(keyOf(id)) ?? id;

/** Objects of which some differences are none. */
function withoutThese(objects: readonly CatalogObject[], aside: readonly Difference[]): CatalogObject[] {
  const byKey = new Map(objects.map((object) => [keyOf(object.id), object]));
  for (const each of aside) {
    const key = keyOf(each.object.id);
    const object = byKey.get(key);
    if (each.type === 'missing') byKey.set(key, each.object);
    else if (each.type === 'extra') byKey.delete(key);
    else if (object && each.type === 'changed')
      byKey.set(key, { ...object, attributes: { ...object.attributes, [each.attribute]: each.expected } });
  }
  return inKeyOrder(byKey.values());
}
