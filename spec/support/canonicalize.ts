import type { Difference } from '../../src/harness/diff/diff.ts';
import { answersTo } from '../../src/harness/equivalence/answers.ts';
import { isChanged } from '../../src/harness/equivalence/meaning-questions.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';

/** The differences that are still some when one server has parsed and printed both texts. */
export async function canonicalize(
  differences: readonly Difference[],
  database: Scratch,
): Promise<Difference[]> {
  const { texts } = await answersTo(differences.filter(isChanged), (use) => use(database));
  return differences.filter((difference) => !texts.has(difference));
}
