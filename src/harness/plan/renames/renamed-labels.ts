import { type Difference, sameValue } from '../../diff/diff.ts';
import { textsOf } from '../plan-family.ts';

/** Labels that have another name in their place: as many as there are, in the same order, and none of them elsewhere. */
export function renamedLabels(difference: Difference): (readonly [was: string, is: string])[] {
  if (
    difference.type !== 'changed' ||
    difference.object.id.kind !== 'enum' ||
    difference.attribute !== 'labels'
  )
    return [];
  const [is, was] = [textsOf(difference.expected), textsOf(difference.actual)];
  if (is.length !== was.length) return [];
  const pairs = is.flatMap((label, at) => {
    const former = was[at] ?? '';
    return former === label ? [] : [[former, label] as const];
  });
  const isElsewhere = pairs.some(([former, label]) => is.includes(former) || was.includes(label));
  return isElsewhere || sameValue(is, was) ? [] : pairs;
}
