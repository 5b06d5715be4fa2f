import { expect, it } from 'vitest';
import { verify } from '../../../src/harness/checks/verify.ts';
import { hashOf, type Migration } from '../../../src/harness/history/history.ts';
import { wholeScope } from '../../support/history.ts';
import { useWorkshop } from '../../support/workshop.ts';
import { badMigrations, costlyMigrations } from './bad.ts';
import { goodMigrations } from './good.ts';
import { type MigrationRow, shop } from './row.ts';

const workshop = useWorkshop();

const made = (idx: number, tag: string, up: string, down: string): Migration => ({
  tag,
  when: idx + 1,
  up: { path: `/made/${tag}.sql`, sql: up },
  down: { path: `/made/${tag}_down.sql`, sql: down },
  hash: hashOf(up),
});

/** Said of every migration that adds a column, and of every one that adds what can hold a value. */
const always: readonly string[] = ['migration-column-slots', 'migration-down-loses'];

/** What the whole of `verify` finds of a row's migration, each rule once. */
async function foundBy({ base = shop, up, down }: MigrationRow): Promise<string[]> {
  const migrations = [made(0, '0000_base', base, 'SELECT 1;'), made(1, '0001_row', up, down)];
  const { findings } = await verify({
    workshop: { ...workshop, server: workshop.server, close: async () => {} },
    migrations,
    scope: wholeScope,
    rows: { perTable: 20, seed: 1, byHand: {} },
    cost: { sizes: [100, 400], seed: 1 },
    schema: async (declared) => ({ declared, noted: async () => undefined, locate: () => undefined }),
    onStep: () => {},
  });
  const rules = findings
    .filter(({ step }) => step?.migration === '0001_row')
    .map(({ rule }) => rule)
    .filter((rule) => !always.includes(rule));
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
