import { expect, it } from 'vitest';
import { grantsOf, grantsSql } from '../../../src/harness/catalog/grants.ts';
import { readCatalogWith } from '../../../src/harness/catalog/read.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const cases: readonly (readonly [sentence: string, sql: string, count: number])[] = [
  [
    'none where nobody granted anything',
    'CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int RETURN 1',
    0,
  ],
  ['one for a table, whatever is granted on it', 'GRANT SELECT, INSERT ON t TO pg_monitor', 1],
  ['one for each role', 'GRANT SELECT ON t TO pg_read_all_stats, PUBLIC', 3],
  ['one for each column', 'GRANT UPDATE (a) ON t TO pg_monitor', 4],
  ['a function’s own default, PUBLIC, is none', 'GRANT EXECUTE ON FUNCTION f TO pg_monitor', 5],
  ['what initdb granted on public is none', 'GRANT USAGE ON SCHEMA public TO pg_monitor', 6],
  ['what a future table will have', 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor', 7],
  ['what an extension granted is none', 'CREATE EXTENSION pg_stat_statements', 7],
  ['a grant taken back is none, nor are those on columns', 'REVOKE ALL ON t FROM pg_monitor', 5],
];

it('counts grants', async () => {
  const database = await databases.create();
  for (const [sentence, sql, count] of cases) {
    await database.run(sql.replace('RETURN 1', "LANGUAGE sql AS 'SELECT 1'"));
    expect([
      sentence,
      await database.read(async (snapshot) => grantsOf((await snapshot.query(grantsSql))[0] ?? [])),
    ]).toEqual([sentence, count]);
  }
});

it('can be counted in the same round trip as the catalog is read', async () => {
  const database = await databases.create();
  await database.run('CREATE TABLE t (a int); GRANT SELECT ON t TO pg_monitor');
  const { catalog, answers } = await database.read((snapshot) =>
    readCatalogWith(snapshot, grantsSql, 'SELECT 1 AS one'),
  );
  expect(catalog.objects.map(({ id }) => id.name)).toContain('t');
  expect(grantsOf(answers[0] ?? [])).toBe(1);
  expect(answers[1]).toEqual([{ one: 1 }]);
});
