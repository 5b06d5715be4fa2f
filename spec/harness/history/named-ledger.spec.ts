import { expect, it } from 'vitest';
import { readFolder } from '../../../src/harness/history/folder.ts';
import { migrationStatusOf } from '../../../src/harness/history/migration-status.ts';
import { type Migration, readMigrations } from '../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { down, ledgerIn, up } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { good, useFolders } from './support/folder.ts';
import { tagsOf } from './support/made.ts';

const databases = useScratchDatabases();
const write = useFolders();

const read = async (): Promise<Migration[]> => readMigrations(await readFolder(await write(good.folders())));

/** What drizzle-orm 1.x would run: the migrations whose name no row has. */
async function toRun(database: Scratch, migrations: readonly Migration[]): Promise<string[]> {
  const [rows = []] = await database.run(
    'SELECT id, hash, created_at, name FROM drizzle.__drizzle_migrations',
  );
  const names = new Set(rows.map(({ name }) => name));
  return tagsOf(migrations).filter((tag) => !names.has(tag));
}

it('our steps keep the ledger of Drizzle 1.x right', async () => {
  const database = await databases.create();
  const migrations = await read();
  for (const migration of migrations) expect(await up(database, migration)).toBe(true);
  expect(await toRun(database, migrations)).toEqual([]);
  for (const migration of migrations) expect(await up(database, migration)).toBe(false);
  const last = migrations.at(-1) as Migration;
  expect(await down(database, last)).toBe(true);
  expect(await toRun(database, migrations)).toEqual([last.tag]);
});

it('the ledger has the columns that Drizzle 1.x makes, and what it puts there', async () => {
  const database = await databases.create();
  const [first] = (await read()) as [Migration];
  await up(database, first);
  const [rows = []] = await database.run('SELECT * FROM drizzle.__drizzle_migrations');
  expect(rows).toEqual([
    {
      id: 1,
      hash: first.hash,
      created_at: String(Date.UTC(2025, 0, 1, 12)),
      name: '20250101120000_users',
      applied_at: expect.any(Date),
    },
  ]);
});

it('one that lies below what is applied can still go up, as in Drizzle 1.x', async () => {
  const database = await databases.create();
  const [users, mood, index] = (await read()) as [Migration, Migration, Migration];
  await up(database, users);
  await up(database, index);
  expect(await up(database, mood)).toBe(true);
  const ledger = await ledgerIn(database);
  const rows = ledger.state === 'read' ? ledger.rows : [];
  expect(rows.map(({ name }) => name)).toEqual([users.tag, mood.tag, index.tag]);
  expect(tagsOf(migrationStatusOf([users, mood, index], rows).applied)).toHaveLength(3);
});
