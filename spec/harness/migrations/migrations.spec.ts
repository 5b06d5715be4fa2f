import { expect, it } from 'vitest';
import { verify } from '../../../src/harness/checks/verify/verify-history.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import type { ScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { badMigrations, costlyMigrations } from './bad.ts';
import { goodMigrations } from './good.ts';
import { type MigrationRow, shop } from './row.ts';

const databases = useScratchDatabases();

const migrationOf = ({ up, down }: MigrationRow): Migration => madeOf('/made/0000_row', 1, up, down);

/** Databases that hold what is there before a row's migration. */
const workshopWith = (base: string): ScratchDatabases => ({
  ...databases,
  server: databases.server,
  close: async () => {},
  create: async () => {
    const database = await databases.create();
    await database.run(base);
    return database;
  },
});

/** Said of every migration that adds a column, and of every one that adds what can hold a value. */
const always: readonly string[] = ['migration-column-slots', 'migration-down-loses'];

/** What the whole of `verify` finds of a row's migration, each rule once. */
async function foundBy(row: MigrationRow): Promise<string[]> {
  const { findings } = await verify({
    databases: workshopWith(row.base ?? shop),
    migrations: [migrationOf(row)],
    scope: wholeScope,
    rows: { perTable: 20, seed: 1, byHand: {} },
    cost: { sizes: [100, 400], seed: 1 },
    schema: async ({ catalog: declared }) => ({
      declared,
      refused: [],
      snapshotAfter: async () => undefined,
      snapshotFile: undefined,
      locate: () => undefined,
    }),
    onStep: () => {},
  });
  const rules = findings.map(({ rule }) => rule).filter((rule) => !always.includes(rule));
  return [...new Set(rules)].sort();
}

const named = (rows: readonly MigrationRow[]) => rows.map((row) => [row.name, row] as const);

it.each(named([...badMigrations, ...costlyMigrations]))(
  'of a migration that %s, just that is found',
  async (_, row) => {
    expect(await foundBy(row)).toEqual([...row.found].sort());
  },
);

it.each(named(goodMigrations))('of a migration that %s, nothing is found', async (_, row) => {
  expect(await foundBy(row)).toEqual([]);
});
