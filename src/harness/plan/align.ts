import { tableOf } from '../catalog/of-table.ts';
import type { Difference } from '../diff/diff.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { differencesBetween, inFull } from '../equivalence/differences.ts';
import { setEquivalentAside } from '../equivalence/equivalent.ts';
import { withoutJobs } from '../equivalence/partitions/made-by-jobs.ts';
import { type CatalogObject, inKeyOrder } from '../model/catalog.ts';
import { type Identity, keyOf } from '../model/identity.ts';
import type { PlanSide } from './read-side.ts';

/** A side as a plan is to see it: only what is to be changed differs from the other one. */
export interface Aligned extends PlanSide {
  /** What differs, parts of what is missing or extra among it. */
  readonly differences: readonly Difference[];
  /** What differs in partitions that a job has made: no plan is made for those. */
  readonly ofJobs: readonly Difference[];
  /** The keys of objects that have another name than they have here. */
  readonly renamed: ReadonlySet<string>;
}

/** Takes a side's equivalents of what is expected, and what `isLeft` says is to stay as it is, for the expected itself. */
export async function align(
  side: PlanSide,
  expected: PlanSide,
  withScratch: WithScratch,
  isLeft: (difference: Difference, others: readonly Difference[]) => boolean = () => false,
): Promise<Aligned> {
  const apart = withoutJobs(expected.catalog.objects, side.catalog.objects);
  const found = differencesBetween(apart.expected, apart.actual).differences;
  const { differences, remarks } = await setEquivalentAside(found, withScratch);
  const tables = new Set(apart.made.flatMap((each) => keysOf(tableOf(each))));
  const isOfJob = ({ object }: Difference): boolean => keysOf(tableOf(object)).some((key) => tables.has(key));
  const wanted = new Set(differences.filter((each) => !isLeft(each, differences) && !isOfJob(each)));
  const names = new Map(
    remarks
      .filter(({ about }) => about === 'name-by-default-naming')
      .map(({ object, actual }) => [keyOf({ ...object.id, name: String(actual) }), object.id] as const),
  );
  const aside = found.filter((each) => !wanted.has(each) && !isOfJob(each));
  const made = new Set(apart.made);
  const lasting = [...side.catalog.objects.filter((each) => !made.has(each)), ...apart.dropped];
  const [, whole] = inFull(expected.catalog.objects, inKeyOrder(lasting));
  const differing = new Set(differences);
  const reworded = aside.filter((each) => each.type === 'changed' && !differing.has(each));
  return {
    catalog: { ...side.catalog, objects: withoutThese(whole, aside) },
    ownWords: ownWordsOf(
      reworded,
      withoutThese(
        whole,
        aside.filter((each) => !reworded.includes(each)),
      ),
    ),
    edges: side.edges.map(({ dependent, on }) => ({
      dependent: named(dependent, names),
      on: named(on, names),
    })),
    differences: [...wanted],
    ofJobs: differences.filter((each) => !isLeft(each, differences) && isOfJob(each)),
    renamed: new Set([...names.values()].map(keyOf)),
  };
}

function ownWordsOf(reworded: readonly Difference[], objects: readonly CatalogObject[]) {
  const keys = new Set(reworded.map(({ object }) => keyOf(object.id)));
  return new Map(objects.map((each) => [keyOf(each.id), each] as const).filter(([key]) => keys.has(key)));
}

const keysOf = (id: Identity | undefined): string[] => (id ? [keyOf(id)] : []);

const named = (id: Identity, names: ReadonlyMap<string, Identity>): Identity => names.get(keyOf(id)) ?? id;

/** Objects of which some differences are none. */
export function withoutThese(
  objects: readonly CatalogObject[],
  aside: readonly Difference[],
): CatalogObject[] {
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
