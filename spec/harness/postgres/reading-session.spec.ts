import { expect, it } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const pidSql = 'SELECT pg_backend_pid() AS pid';
const own = async (database: Scratch) => (await database.run(pidSql))[0]?.[0]?.pid;
const reading = (database: Scratch) =>
  database.read(async (snapshot) => (await snapshot.last(pidSql))[0]?.[0]?.pid);

it('a database is read in the session that works on it', async () => {
  const database = await databases.create();
  expect(await reading(database)).toBe(await own(database));
  await database.drop();
});

it('once plans of that session are void, it is read in another, by the plans that are there', async () => {
  const database = await databases.create();
  await database.run('SET LOCAL session_replication_role = replica');
  const other = await reading(database);
  expect(other).not.toBe(await own(database));
  expect(await reading(database)).toBe(other);
  await database.run('CREATE TABLE t (id integer)');
  const { objects } = await catalogIn(database);
  expect(objects.map(({ id }) => id.name)).toContain('t');
  await database.drop();
});

it('what is not committed yet is read where it is done', async () => {
  const database = await databases.create();
  await database.run('DISCARD PLANS');
  const inside = database.rolledBack(async (within) => {
    await within.run('CREATE TABLE t (id integer)');
    return catalogIn(within);
  });
  expect((await inside).objects.map(({ id }) => id.name)).toContain('t');
  expect((await catalogIn(database)).objects.map(({ id }) => id.name)).not.toContain('t');
  await database.drop();
});

it('a migration that ends all other sessions does not end a reading', async () => {
  const database = await databases.create();
  await database.run('DISCARD PLANS');
  await reading(database);
  await database.run(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  expect(await reading(database)).toBeGreaterThan(0);
  expect(await reading(database)).not.toBe(await own(database));
  const copy = await databases.clone(database);
  await copy.drop();
  await database.drop();
});

it('a long question that comes again is prepared in the session', async () => {
  const database = await databases.create();
  const question = `SELECT 7 AS seven WHERE ${'true AND '.repeat(60)} true`;
  for (let time = 0; time < 3; time++)
    expect(await database.ask(question, 'SELECT 8 AS eight')).toEqual([[{ seven: 7 }], [{ eight: 8 }]]);
  const [rows] = await database.run('SELECT name FROM pg_prepared_statements');
  expect(rows).toHaveLength(1);
  await database.run('DEALLOCATE ALL');
  expect(await database.ask(question)).toEqual([[{ seven: 7 }]]);
  await database.drop();
});
