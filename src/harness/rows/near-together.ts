import type { Together } from './checked-together.ts';
import type { TestedPlan } from './pool-tests.ts';

/** What a value is at most before a step is added, and the steps, by how Postgres prints the type. */
const steps: readonly (readonly [type: RegExp, most: string, step: (by: number) => string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision)/, '1000', String],
  [/^date/, "'2100-01-01'", String],
  [/^timestamp/, "'2100-01-01'", (by) => `interval '${by} minutes'`],
];

/** How many values of the first column others are put beside. */
const firsts = 60;

/**
 * Values that lie close to each other, for columns that checks keep near: `b > a AND b < a + interval '1 day'`. Each but the
 * first is the first one, where they are of one type, and a few steps more.
 */
export function nearTuples({ columns }: Together, pools: TestedPlan['pools']): string[][] {
  const [first, ...others] = columns.map(({ slot, printed }) => ({ pool: pools[slot] ?? [], printed }));
  const known = steps.find(([type]) => first && type.test(first.printed));
  if (!first || !known || others.some(({ pool }) => pool.length === 0)) return [];
  const [, most, step] = known;
  const values = first.pool.filter((value) => !value.startsWith('NULL::')).slice(0, firsts);
  return [1, 2].flatMap((by) =>
    values.map((value, at) => {
      const held = `LEAST(${value}, ${most}::${first.printed})`;
      const own = others.map(({ pool, printed }, other) =>
        printed === first.printed
          ? `(${held} + ${step(by * (other + 1))})::${printed}`
          : (pool[at % pool.length] ?? ''),
      );
      return [`${held}::${first.printed}`, ...own];
    }),
  );
}
