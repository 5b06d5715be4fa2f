import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { forThisServer } from '../catalog/server.ts';
import { corpus } from '../corpus/rows/all.ts';
import type { Ground } from '../corpus/rows/row.ts';
import { isForTransaction, usePlanGround } from './ground.ts';

/** How many sequences are tried, and how many in CI and where DRIFTPROOF_PLANS is `all`. */
const [few, many] = [40, 300];
const seed = 1;
/** Milliseconds for each, on a machine that has others' work to do as well. */
const timeLimit = 15_000;

/** Plans back from several drifts at once, and there again. */
export async function proveSequences(
  on: Ground,
  build: (database: Scratch) => Promise<unknown>,
): Promise<void> {
  const rows = (await forThisServer(`sequences of drifts of the ${on}`, corpus)).filter(
    (row) => row.on === on,
  );
  const drifts = rows.flatMap(({ sentence, change }) =>
    isForTransaction(change) ? [{ sentence, change }] : [],
  );
  const ground = usePlanGround(build);
  const clean = { runs: 0, back: 0, again: 0 };
  const numRuns = process.env.CI || process.env.DRIFTPROOF_PLANS === 'all' ? many : few;

  it(
    'a plan leaves nothing of several drifts, or says by name what it leaves',
    async () => {
      const some = fc.uniqueArray(fc.constantFrom(...drifts), { minLength: 1, maxLength: 6 });
      const property = fc.asyncProperty(some, async (chosen) => {
        const { back, again } = await ground.several(...chosen.map(({ change }) => change), 'SELECT 1');
        clean.runs++;
        if (back.left.length === 0) clean.back++;
        if (again.left.length === 0) clean.again++;
        expect({ back: back.unsaid, sql: back.sql }).toEqual({ back: [], sql: back.sql });
        expect({ again: again.unsaid, sql: again.sql }).toEqual({ again: [], sql: again.sql });
      });
      await fc.assert(property, { seed, numRuns });
    },
    numRuns * timeLimit,
  );

  afterAll(() => {
    console.error(
      `Sequences of drifts of the ${on}: of ${clean.runs}, ${clean.back} leave nothing on the way back and ${clean.again} on the way there.`,
    );
  });
}
