import { expect, it } from 'vitest';
import { useScratchDatabases } from '../../../support/scratch.ts';
import { useFolders } from '../../history/support/folder.ts';
import { moreOf, rulesIn } from './more.ts';

const databases = useScratchDatabases();
const write = useFolders();

const base = `
CREATE TYPE tone AS ENUM ('low');
CREATE TABLE notes (id int, tone tone, word text);
CREATE TABLE other (word text);`;
const add = "ALTER TYPE tone ADD VALUE 'high';";

/** A sentence, what follows in the migration that adds the value `high`, and whether Postgres refuses it. */
const rows: readonly (readonly [string, string, boolean])[] = [
  ['a cast', "SELECT 'high'::tone;", true],
  ['a cast to the qualified type', "SELECT CAST('high' AS public.tone);", true],
  ['a default', "ALTER TABLE notes ALTER tone SET DEFAULT 'high';", true],
  ['a default of a new column', "ALTER TABLE other ADD tone tone DEFAULT 'high';", true],
  ['a default in a new table', "CREATE TABLE more (tone tone DEFAULT 'high');", true],
  ['an update', "UPDATE notes SET tone = 'high';", true],
  ['an insert', "INSERT INTO notes (id, tone) VALUES (1, 'high');", true],
  ['a condition', "DELETE FROM notes WHERE tone = 'high';", true],
  ['a predicate', "CREATE INDEX loud ON notes (id) WHERE tone = 'high';", true],
  ['a check', "ALTER TABLE notes ADD CHECK (tone <> 'high');", true],
  ['another value', "SELECT 'low'::tone;", false],
  ['the same word in a column of text', "UPDATE notes SET word = 'high';", false],
  ['the same word in another table', "INSERT INTO other VALUES ('high');", false],
  ['the same word as the default of text', "CREATE TABLE more (tone tone, word text DEFAULT 'high');", false],
  ['a text called like the column', "SELECT 'high' AS tone FROM notes;", false],
  ['a column of the type', 'ALTER TABLE other ADD tone tone;', false],
  ['a rename', "ALTER TYPE tone RENAME VALUE 'low' TO 'deep';", false],
];

it.each(rows)('%s after ADD VALUE: Postgres and we agree', async (_, use, refused) => {
  const database = await databases.create();
  await database.run(base);
  const run = database.run(`BEGIN; ${add} ${use} COMMIT;`);
  if (refused) await expect(run).rejects.toThrow(/unsafe use of new value/);
  else await run;
  expect(await rulesOf(base, `${add}\n${use}`)).toEqual(refused ? ['migration-enum-value'] : []);
});

it('a value of a type that the same migration makes may be used from Postgres 17 on', async () => {
  expect(await rulesOf('SELECT 1;', `${base} ${add} SELECT 'high'::tone;`)).toEqual([]);
});

it('a type that is recreated has its values from the start', async () => {
  const recreated =
    "DROP TABLE notes; DROP TYPE tone; CREATE TYPE tone AS ENUM ('high'); SELECT 'high'::tone;";
  expect(await rulesOf(base, `${add} ${recreated}`)).toEqual([]);
});

/** The rules broken by the good folder with more migrations. */
const rulesOf = (...sql: readonly string[]): Promise<string[]> => rulesIn(write, moreOf(...sql));
