import { sameValue } from '../../diff/diff.ts';

/**
 * Whether two columns are in one place, by the names of all columns of their tables in order: a column that is renamed keeps
 * its place, and one that is added comes last. Where other columns came or went, one that both tables have has to follow.
 */
export function areInPlace(
  expected: string,
  was: readonly string[],
  actual: string,
  is: readonly string[],
): boolean {
  const at = is.indexOf(actual);
  if (at < 0) return false;
  if (was.length === is.length && was[at] === expected) return true;
  const isCommon = (name: string): boolean => was.includes(name) && is.includes(name);
  const [here, there] = [between(expected, was, isCommon), between(actual, is, isCommon)];
  return here !== undefined && there !== undefined && sameValue({ ...here }, { ...there });
}

/** What is around a column: the common ones before and after it, how many are between these, and which of them it is. */
function between(name: string, all: readonly string[], isCommon: (name: string) => boolean) {
  const at = all.indexOf(name);
  const first = all.slice(0, at).findLastIndex(isCommon);
  const last = all.findIndex((each, place) => place > at && isCommon(each));
  if (last < 0 || isCommon(name)) return undefined;
  return { before: all[first] ?? null, after: all[last] ?? null, count: last - first, place: at - first };
}
