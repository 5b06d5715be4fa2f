import { describe, expect, it } from 'vitest';
import { useTrials } from './bench.ts';
import { closeCalls, exampleOf } from './close-calls.ts';

const tryOut = useTrials();
const seeds = [1, 2, 3, 4, 5];

describe.each(closeCalls)('$name', (call) => {
  it('is found under every seed', async () => {
    for (const seed of seeds) {
      const { findings } = await tryOut(exampleOf(call, call.bad), { seed });
      expect(
        findings.map(({ rule }) => rule),
        `seed ${seed}`,
      ).toContain(call.rule);
    }
  });

  it('and what is close to it, and right, is not', async () => {
    for (const seed of seeds) {
      const { findings } = await tryOut(exampleOf(call, call.good), { seed });
      expect(
        findings.filter(({ severity }) => severity !== 'info'),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });
});
