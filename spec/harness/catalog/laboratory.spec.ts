import { expect, it } from 'vitest';
import { readBoth, useLaboratory } from './laboratory.ts';

const laboratories = [useLaboratory(), useLaboratory()] as const;
const slow = 'CREATE TABLE left_behind (); SELECT pg_sleep(0.5)';

it.each([
  ['declared', { declared: 'SELECT 1 / 0', live: slow }],
  ['live', { declared: slow, live: 'SELECT 1 / 0' }],
])('a row that the server refuses as %s is in the way of no other', async (_, row) => {
  await expect(readBoth(laboratories, row)).rejects.toThrow('division by zero');
  const [[declared], [live]] = await readBoth(laboratories, { declared: 'CREATE TABLE t ()', live: '' });
  expect(declared.objects.map(({ id }) => id.name)).toContain('t');
  for (const { objects } of [declared, live])
    expect(objects.map(({ id }) => id.name)).not.toContain('left_behind');
});
