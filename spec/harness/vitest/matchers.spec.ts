import { readCatalog } from 'driftproof/vitest';
import { expect, it } from 'vitest';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

async function catalogWith(sql: string) {
  const database = await databases.create();
  await database.run(sql);
  return readCatalog(database.url.href);
}

const table = "CREATE TABLE note (id integer PRIMARY KEY, title text DEFAULT 'none')";

it('two databases made alike have equal catalogs, and Drizzle’s ledger does not count', async () => {
  const ledger = 'CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id int)';
  expect(await catalogWith(table)).toEqualCatalog(await catalogWith(`${table}; ${ledger}`));
});

it('a failure lists what differs, and what each side has', async () => {
  const [plain, other] = [
    await catalogWith(table),
    await catalogWith(
      `${table}; ALTER TABLE note ALTER title SET DEFAULT 'new'; CREATE INDEX by_title ON note (title)`,
    ),
  ];
  expect(plain).not.toEqualCatalog(other);
  expect(() => expect(plain).toEqualCatalog(other)).toThrow(
    /column public\.note\.title: default is 'none'::text, expected 'new'::text\n.*index public\.note\.by_title is missing/,
  );
  expect(() => expect(other).toEqualCatalog(plain)).toThrow(/index public\.note\.by_title is extra/);
});

it('an object is known by its printed name and the attributes that are asked for', async () => {
  const catalog = await catalogWith(table);
  expect(catalog).toHaveObject('column public.note.title');
  expect(catalog).toHaveObject('column public.note.title', { type: 'text', notNull: false });
  expect(catalog).not.toHaveObject('column public.note.body');
  expect(() => expect(catalog).toHaveObject('column public.note.title', { notNull: true })).toThrow(
    'column public.note.title: notNull is false, expected true',
  );
  expect(() => expect(catalog).toHaveObject('index public.note.by_title')).toThrow(
    'there is no index public.note.by_title',
  );
});
