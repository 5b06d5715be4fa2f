import { expect, it } from 'vitest';
import { growTables } from '../../../src/harness/cost/grow.ts';
import { readContents } from '../../../src/harness/rows/contents.ts';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

it('a table of which a partition is on another server is not asked for rows, and the others are', async () => {
  const database = await databases.create();
  await database.run(`
    CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE TABLE other (a int);
    CREATE TABLE halves (a int) PARTITION BY LIST (a); CREATE TABLE near PARTITION OF halves FOR VALUES IN (0);
    CREATE TABLE rest PARTITION OF halves DEFAULT PARTITION BY LIST (a);
    CREATE FOREIGN TABLE far PARTITION OF rest FOR VALUES IN (1) SERVER s`);
  await fillTables(database, { rows: 3, seed: 1 });
  const contents = await readContents(database, { schema: 'drizzle', table: '__drizzle_migrations' });
  expect(contents.map(({ table, rows }) => [table, rows.length])).toEqual([['other', 3]]);
  const grown = await growTables(database, {
    after: [],
    rows: 30,
    seed: 1,
    within: false,
    tables: ['public.halves', 'public.other'],
    values: 'edges',
  });
  expect(grown).toEqual([
    { table: 'public.halves', rows: 0, refused: 'some of its partitions are foreign tables' },
    { table: 'public.other', rows: 30 },
  ]);
});
