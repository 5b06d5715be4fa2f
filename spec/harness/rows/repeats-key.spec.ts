import { expect, it } from 'vitest';
import { planFor } from '../../../src/harness/rows/fill-plan.ts';
import { testPools } from '../../../src/harness/rows/pool-tests.ts';
import { repeatsKey } from '../../../src/harness/rows/repeats-key.ts';
import { type FillTable, readTables } from '../../../src/harness/rows/table-facts.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

/** Whether rows that others are copied from repeat a key of the last table that is made, and whether the server refuses all together. */
async function seen(sql: string) {
  const database = await databases.create();
  await database.run(sql);
  const { tables, types } = await readTables(database);
  const table = tables.at(-1) as FillTable;
  const [plan] = await testPools(database, [planFor(table, types, { rows: 12, seed: 1, isAligned: true })]);
  return plan && repeatsKey(table, plan);
}

it.each([
  ['numbers, with the last of their type', 'CREATE TABLE t (id integer PRIMARY KEY)'],
  ['a uuid', 'CREATE TABLE t (id uuid PRIMARY KEY, v text)'],
  [
    'an enum, of which there are few',
    "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (v e NOT NULL UNIQUE)",
  ],
  ['two columns', 'CREATE TABLE t (one boolean NOT NULL, other boolean NOT NULL, UNIQUE (one, other))'],
])('a key has values twice that are given out in turns: %s', async (_, sql) => {
  expect(await seen(sql)).toBe(true);
});

it.each([
  ['no key', 'CREATE TABLE t (v boolean NOT NULL)'],
  ['a key that the server fills', 'CREATE TABLE t (id serial PRIMARY KEY, v boolean)'],
  ['a key over an expression', 'CREATE TABLE t (v boolean NOT NULL); CREATE UNIQUE INDEX ON t ((NOT v))'],
  [
    'a key that a foreign key decides',
    'CREATE TABLE a (id boolean PRIMARY KEY); CREATE TABLE t (a boolean NOT NULL UNIQUE REFERENCES a)',
  ],
  [
    'a trigger, which may look at statements',
    `CREATE TABLE t (v boolean NOT NULL UNIQUE); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()`,
  ],
  [
    'columns that a check compares',
    'CREATE TABLE t (one boolean NOT NULL UNIQUE, other boolean NOT NULL, CHECK (one <> other))',
  ],
])('nothing is said of %s', async (_, sql) => {
  expect(await seen(sql)).toBe(false);
});
