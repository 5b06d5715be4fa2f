import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collecting } from '../../../src/harness/commands/fleet/collecting.ts';
import { oneAhead } from '../../../src/harness/commands/fleet/one-ahead.ts';

it('the next is read while one is used, and no other', async () => {
  const said: string[] = [];
  const read = async (item: string) => {
    said.push(`read ${item}`);
    await sleep(1);
    return item;
  };
  await oneAhead(['a', 'b', 'c'], read, async (item) => {
    said.push(`use ${item}`);
    await sleep(3);
    said.push(`end ${item}`);
  });
  expect(said).toEqual([
    ...['read a', 'read b', 'use a', 'end a'],
    ...['read c', 'use b', 'end b'],
    ...['use c', 'end c'],
  ]);
  await oneAhead([], read, async () => {});
});

it('a reading that fails while another is used is told in its turn', async () => {
  const used: string[] = [];
  const read = async (item: string) => {
    if (item === 'b') throw new Error(item);
    return item;
  };
  const run = oneAhead(['a', 'b', 'c'], read, async (item) => {
    await sleep(3);
    used.push(item);
  });
  await expect(run).rejects.toThrow('b');
  expect(used).toEqual(['a']);
});

it('what was compared is freed each time that it is many objects', () => {
  let freed = 0;
  const compared = collecting({ cwd: '', env: {}, now: () => new Date(), collect: () => (freed += 1) });
  for (let at = 0; at < 1000; at++) compared(300);
  expect(freed).toBe(20);
});
