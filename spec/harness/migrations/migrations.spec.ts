import { expect, it } from 'vitest';
import { seedsOr, timeFor } from '../../support/seeds.ts';
import { badMigrations, costlyMigrations } from './bad.ts';
import { goodMigrations } from './good.ts';
import { type MigrationRow, shop } from './row.ts';
import { useVerify } from './use-verify.ts';

const rulesOf = useVerify();
const seeds = seedsOr(1);
const time = timeFor(seeds);

/** Said of every migration that adds a column, and of every one that adds what can hold a value. */
const always: readonly string[] = ['migration-column-slots', 'migration-down-loses'];

const foundBy = async ({ base = shop, up, down }: MigrationRow, seed: number): Promise<string[]> =>
  (await rulesOf({ base, up, down, seed })).filter((rule) => !always.includes(rule));

const named = (rows: readonly MigrationRow[]) => rows.map((row) => [row.name, row] as const);

it.each(named([...badMigrations, ...costlyMigrations]))(
  'of a migration that %s, just that is found',
  async (_, row) => {
    for (const seed of seeds) expect(await foundBy(row, seed), `seed ${seed}`).toEqual([...row.found].sort());
  },
  time,
);

it.each(named(goodMigrations))(
  'of a migration that %s, nothing is found',
  async (_, row) => {
    for (const seed of seeds) expect(await foundBy(row, seed), `seed ${seed}`).toEqual([]);
  },
  time,
);
