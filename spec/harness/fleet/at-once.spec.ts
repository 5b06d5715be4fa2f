import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eachAtOnce, oneByOne } from '../../../src/harness/commands/fleet/at-once.ts';

it('no more are read at once than was said, and all are read', async () => {
  let [now, most] = [0, 0];
  const seen: number[] = [];
  await eachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    now += 1;
    most = Math.max(most, now);
    await sleep(item % 2);
    now -= 1;
    seen.push(item);
  });
  expect([most, seen.toSorted()]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]]);
});

it('comparisons go one after the other, also after one that fails', async () => {
  const alone = oneByOne();
  const said: string[] = [];
  const run = (name: string) => async () => {
    said.push(`${name} begins`);
    await sleep(1);
    said.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
  };
  await Promise.allSettled(['a', 'b', 'c'].map((name) => alone(run(name))));
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
