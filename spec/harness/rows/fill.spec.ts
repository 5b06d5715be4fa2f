import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { type FilledTable, fillTables } from '../../../src/harness/rows/fill.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { useWorkshop } from '../../support/workshop.ts';
import { buildSink } from '../corpus/sink/sink.ts';

const workshop = useWorkshop();

const summary = (filled: readonly FilledTable[]): Record<string, number> =>
  Object.fromEntries(filled.map(({ schema, table, rows }) => [`${schema}.${table}`, rows]));

it('fills every table of the application, and not the ledger', async () => {
  const database = await workshop.create();
  await migrateByDrizzle(database.url);
  const filled = await fillTables(database, { rows: 20, seed: 1 });
  expect(summary(filled)).toEqual({
    'public.users': 20,
    'public.outputs': 20,
    'public.output_asset': 20,
    'public.reference_images': 20,
  });
  expect(await database.run('SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations')).toEqual([
    [{ n: 9 }],
  ]);
});

it('fills every table of the kitchen sink', async () => {
  const database = await workshop.create();
  await buildSink(database);
  const t = performance.now();
  const filled = await fillTables(database, { rows: 20, seed: 1 });
  console.log(performance.now() - t, filled);
  expect(filled.filter(({ rows }) => rows === 0)).toEqual([]);
});
