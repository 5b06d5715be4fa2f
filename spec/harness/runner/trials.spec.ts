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

it('what trials have left of rows is removed, as the tables were before the first of them', async () => {
  const database = await databases.create();
  await database.run('CREATE TABLE t (a text); CREATE TABLE empty (a text)');
  const trials = trialsInTransactions(database, migration);
  const sizeOf = async (): Promise<unknown> =>
    (await database.run("SELECT pg_relation_size('t')::int AS size"))[0]?.[0]?.size;
  for (const _ of ['once', 'again']) {
    await trials.run(({ database: inside }) =>
      inside.run('INSERT INTO t SELECT s::text FROM generate_series(1, 1000) AS s'),
    );
    expect(await sizeOf()).toBeGreaterThan(0);
    await trials.tidy();
    expect(await sizeOf()).toBe(0);
  }
});

it('a sequence that a trial has used is set back, though the trial has dropped it as well', async () => {
  const database = await databases.create();
  await database.run("CREATE SEQUENCE used START 7; SELECT nextval('used')");
  await trialsInTransactions(database, migration).run(async ({ database: inside }) => {
    await inside.run("SELECT nextval('used'), nextval('used')");
    await inside.run('DROP SEQUENCE used');
  });
  const [[row] = []] = await database.run('SELECT last_value::int AS last FROM used');
  expect(row?.last).toBe(7);
});

it('a sequence that a trial has used is set back, where nobody tells what the trial has locked', async () => {
  const database = await databases.create();
  await database.run("CREATE SEQUENCE used START 7; SELECT nextval('used')");
  const silent: typeof database = { ...database, rolledBack: (use) => database.rolledBack(use) };
  await trialsInTransactions(silent, migration).run(({ database: inside }) =>
    inside.run("SELECT nextval('used')"),
  );
  const [[row] = []] = await database.run('SELECT last_value::int AS last FROM used');
  expect(row?.last).toBe(7);
});
