import { expect, it } from 'vitest';
import { trialsInTransactions } from '../../../src/harness/runner/trials.ts';
import { madeOf } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const migration = madeOf('/made/0001_step', 1735689600000, 'SELECT 1;', 'SELECT 1;');

it('sequences are set back, and what was thrown is thrown on, where a trial ends in a failed transaction', async () => {
  const database = await databases.create();
  await database.run("CREATE SEQUENCE used START 7; SELECT nextval('used')");
  const trials = trialsInTransactions(database, migration);
  const run = trials.run(async ({ database: inside }) => {
    await inside.run("SELECT nextval('used'), nextval('used')");
    await inside.run('SELECT 1 / 0');
  });
  await expect(run).rejects.toThrow('division by zero');
  const [[row] = []] = await database.run('SELECT last_value::int AS last FROM used');
  expect(row?.last).toBe(7);
});
