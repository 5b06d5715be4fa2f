import { afterAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { forThisServer } from '../catalog/server.ts';
import { corpus } from '../corpus/rows/all.ts';
import type { Ground } from '../corpus/rows/row.ts';
import { usePlanGround } from './ground.ts';

/** Every this many drifts are planned for, unless DRIFTPROOF_PLANS is `all`. */
const sampling = 6;

/** Plans back from every drift of a ground, and there again. */
export async function provePlans(on: Ground, build: (database: Scratch) => Promise<unknown>): Promise<void> {
  const all = (await forThisServer(`drifts of the ${on}`, corpus)).filter((row) => row.on === on);
  const drifts = process.env.DRIFTPROOF_PLANS === 'all' ? all : all.filter((_, at) => at % sampling === 0);
  const ground = usePlanGround(build);
  const clean = { back: 0, again: 0 };

  describe('a plan leaves nothing of a drift, or says by name what it leaves', () => {
    it.each(drifts.map((row) => [row.sentence, row] as const))('%s', async (_, { change }) => {
      const { back, again } = await ground.one(change);
      if (back.left.length === 0) clean.back++;
      if (again.left.length === 0) clean.again++;
      expect({ back: back.unsaid, sql: back.sql }).toEqual({ back: [], sql: back.sql });
      expect({ again: again.unsaid, sql: again.sql }).toEqual({ again: [], sql: again.sql });
    });
  });

  afterAll(() => {
    console.error(
      `Plans of the ${on}: of ${drifts.length} drifts, ${clean.back} leave nothing on the way back and ${clean.again} on the way there.`,
    );
  });
}
