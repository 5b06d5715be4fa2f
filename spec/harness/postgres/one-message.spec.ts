import { expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const heldIn = async (database: Scratch): Promise<number[]> => {
  const [rows = []] = await database.run('SELECT a FROM t ORDER BY a');
  return rows.map(({ a }) => Number(a));
};

const two = 'INSERT INTO t VALUES (2); SELECT count(*)::int AS has FROM t';
const refused = 'INSERT INTO t VALUES (3); INSERT INTO t VALUES (1)';

/** Runs `use` on a table that holds 1, outside a transaction and then inside one that goes on afterwards. */
const outsideAndInside = (name: string, use: (database: Scratch) => Promise<void>) =>
  it(name, async () => {
    const database = await databases.create();
    await database.run('CREATE TABLE t (a integer UNIQUE); INSERT INTO t VALUES (1)');
    await database.rolledBack(use);
    expect(await heldIn(database)).toEqual([1]);
    await use(database);
    await database.drop();
  });

outsideAndInside(
  'SQL that is rolled back answers for each statement, and nothing of it is kept',
  async (database) => {
    expect(await database.runRolledBack(two)).toEqual([[], [{ has: 2 }]]);
    expect(await heldIn(database)).toEqual([1]);
  },
);

outsideAndInside('SQL that is atomic answers for each statement, and is kept', async (database) => {
  expect(await database.runAtomic(two)).toEqual([[], [{ has: 2 }]]);
  expect(await heldIn(database)).toEqual([1, 2]);
});

outsideAndInside(
  'what the server refuses is thrown, nothing of it is kept, and others can go on',
  async (database) => {
    for (const run of [database.runRolledBack, database.runAtomic])
      await expect(run(refused)).rejects.toMatchObject({ code: '23505' });
    expect(await heldIn(database)).toEqual([1]);
  },
);
