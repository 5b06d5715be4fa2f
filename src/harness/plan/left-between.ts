import type { Difference } from '../diff/diff.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { keyOf } from '../model/identity.ts';
import { align } from './align.ts';
import type { PlanSide } from './read-side.ts';

/** What still differs from a side that something was made like, in the words of what it was aligned to and in its own. */
export async function leftBetween(
  made: PlanSide,
  side: PlanSide,
  withScratch: WithScratch,
): Promise<readonly Difference[]> {
  const { differences } = await align(made, side, withScratch);
  const { ownWords } = side;
  if (differences.length === 0 || !ownWords || ownWords.size === 0) return differences;
  const objects = side.catalog.objects.map((each) => ownWords.get(keyOf(each.id)) ?? each);
  const own = await align(made, { ...side, catalog: { ...side.catalog, objects } }, withScratch);
  const keys = new Set(own.differences.map(keyOfDifference));
  return differences.filter((each) => keys.has(keyOfDifference(each)));
}

const keyOfDifference = (each: Difference): string =>
  JSON.stringify([keyOf(each.object.id), each.type === 'changed' ? each.attribute : each.type]);
