import { describe, expect, it } from 'vitest';
import { seedsOr, timeFor } from '../../../support/seeds.ts';
import { beforeCalls } from './before-calls.ts';
import { useTrials } from './bench.ts';
import { closeCalls, exampleOf } from './close-calls.ts';
import { everydayCalls } from './everyday-calls.ts';
import { moreCalls } from './more-calls.ts';
import { sessionCalls } from './session-calls.ts';

const tryOut = useTrials();
const seeds = seedsOr(5);
const time = timeFor(seeds);

describe.each([...closeCalls, ...sessionCalls, ...everydayCalls, ...moreCalls, ...beforeCalls])(
  '$name',
  (call) => {
    it('is found under every seed', { timeout: time }, async () => {
      for (const seed of seeds) {
        const { findings } = await tryOut(exampleOf(call, call.bad), { seed });
        expect(
          findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule),
          `seed ${seed}`,
        ).toContain(call.rule);
      }
    });

    it('and what is close to it, and right, is not', { timeout: time }, async () => {
      for (const seed of seeds) {
        const { findings } = await tryOut(exampleOf(call, call.good), { seed });
        expect(
          findings.filter(({ severity }) => severity !== 'info'),
          `seed ${seed}`,
        ).toEqual([]);
      }
    });
  },
);
