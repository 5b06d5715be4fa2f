import { keyOf } from '../model/identity.ts';
import type { Difference } from './diff.ts';

/**
 * Leaves out what follows from something else: an object that is missing (or extra) because the object
 * it lives in is missing (or extra) as well, such as the columns of a missing table.
 */
export function fold(differences: readonly Difference[]): Difference[] {
  const gone = new Set(differences.filter((d) => d.type !== 'changed').map(({ object }) => keyOf(object.id)));
  return differences.filter(
    ({ type, object }) =>
      type === 'changed' ||
      ![...(object.within ? [object.within] : []), ...(object.needs ?? [])].some((each) =>
        gone.has(keyOf(each)),
      ),
  );
}
