import { expect, it } from 'vitest';
import { refreshingStatistics } from '../../../src/harness/catalog/refresh-statistics.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const makeSequences = (database: Scratch, from: number, to: number) =>
  database.run(
    `DO $$ BEGIN FOR i IN ${from} .. ${to} LOOP EXECUTE 'CREATE SEQUENCE s' || i; END LOOP; END $$`,
  );

/** How many sequences the planner knows of; -1 where it was never told. */
async function known(database: Scratch): Promise<unknown> {
  const [[row] = []] = await database.run(
    "SELECT reltuples FROM pg_class WHERE oid = 'pg_sequence'::regclass",
  );
  return row?.reltuples;
}

it('the server is told again what is in its catalogs each time that objects have doubled', async () => {
  const database = await databases.create();
  const refresh = refreshingStatistics();
  const atFirst = await known(database);
  await makeSequences(database, 1, 60);
  await refresh(database, 149);
  expect(await known(database)).toBe(atFirst);
  await refresh(database, 150);
  expect(await known(database)).toBe(60);
  await makeSequences(database, 61, 80);
  await refresh(database, 299);
  expect(await known(database)).toBe(60);
  await refresh(database, 300);
  expect(await known(database)).toBe(80);
  await database.drop();
});

it('a session that may not is not told, and goes on', async () => {
  const database = await databases.create();
  await database.run('SET ROLE pg_read_all_data');
  await refreshingStatistics()(database, 150);
  expect(await database.run('SELECT 1 AS one')).toEqual([[{ one: 1 }]]);
  await database.drop();
});
