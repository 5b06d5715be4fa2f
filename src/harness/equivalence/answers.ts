import type { Difference } from '../diff/diff.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Changed, questionsOf } from './meaning-questions.ts';
import { inProbe, sameText } from './reparse.ts';
import { sameValue, valuesOf } from './same-value.ts';

/** Has a scratch database at hand that holds the objects in question, for as long as `use` runs. */
export type WithScratch = <T>(use: (database: Scratch) => Promise<T>) => Promise<T>;

/** Which changes are none. */
export interface Answers {
  /** Both texts come to the same print. */
  readonly texts: ReadonlySet<Difference>;
  /** Both are literals of the same value. */
  readonly values: ReadonlySet<Difference>;
}

/**
 * Printed expressions are no fixed point (an IN list reads back differently after one dump and restore, a view on another
 * major), so of two texts that differ, only those are different that still differ when one server has parsed and printed
 * both. A text that this server cannot parse leaves the difference as it was.
 * Asks all in one transaction of one database, and for none when there is nothing to ask it.
 */
export async function answersTo(changes: readonly Changed[], withScratch: WithScratch): Promise<Answers> {
  const asked = changes
    .map((change) => ({ change, questions: questionsOf(change), values: valuesOf(change) }))
    .filter(({ questions, values }) => questions.length > 0 || values);
  const answers = { texts: new Set<Difference>(), values: new Set<Difference>() };
  if (asked.length === 0) return answers;
  await withScratch((database) =>
    inProbe(database, async () => {
      for (const { change, questions, values } of asked) {
        if (questions.length > 0 && (await everyTime(questions, (each) => sameText(database, each))))
          answers.texts.add(change);
        else if (values && (await sameValue(database, values))) answers.values.add(change);
      }
    }),
  );
  return answers;
}

async function everyTime<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (!(await test(item))) return false;
  return true;
}
