import { expect, it } from 'vitest';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import { neverMade } from '../../../src/harness/history/never-made.ts';
import type { Identity } from '../../../src/harness/model/identity.ts';

const after = (...texts: readonly string[]) =>
  neverMade(texts.map((sql) => ({ up: { sql } }) as unknown as Migration));

const table = (name: string): Identity => ({ kind: 'table', schema: 'public', name });
const inA = (kind: Identity['kind'], name: string): Identity => ({
  kind,
  schema: 'public',
  table: 'a',
  name,
});
const make = 'CREATE TABLE a (id integer);';

it.each([
  ['a table that no migration names', make, table('by_hand')],
  ['what lies in it', make, { ...table('by_hand_pkey'), kind: 'primary-key', table: 'by_hand' } as const],
  ['a column', make, inA('column', 'note')],
  ['an index', make, inA('index', 'by_hand')],
  [
    'a trigger, although triggers execute functions',
    `${make} CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f();`,
    inA('trigger', 'by_hand'),
  ],
] as const)('is certain of %s', (_, sql, id) => {
  expect(after(sql)(id)).toBe(true);
});

it.each([
  ['a table that one names', `${make} DROP TABLE by_hand;`, table('by_hand')],
  ['one that is written otherwise', `${make} DROP TABLE By_Hand;`, table('by_hand')],
  ['one with a quote in its name', `${make} DROP TABLE "by""hand";`, table('by"hand')],
  ['one that is cut', `${make} DROP TABLE ${'x'.repeat(70)};`, table('x'.repeat(63))],
  [
    'one that may be made of text',
    `${make} DO $$ BEGIN EXECUTE 'DROP TABLE by_' || 'hand'; END $$;`,
    table('by_hand'),
  ],
  ['one that an extension may have made', `${make} CREATE EXTENSION pg_partman;`, table('by_hand')],
  [
    'one that may be of another server',
    `${make} IMPORT FOREIGN SCHEMA s FROM SERVER t INTO u;`,
    table('by_hand'),
  ],
  ['one that may be written in escapes', `${make} DROP TABLE U&"by\\005fhand";`, table('by_hand')],
  ['one of a row of dates', make, table('log_2025_06')],
  ['a name that Postgres makes up', make, inA('index', 'a_id_idx')],
  [
    'a column of a table that is made of something else',
    `${make} CREATE TABLE b AS SELECT * FROM pg_class;`,
    inA('column', 'relname'),
  ],
  [
    'a column of a table that is made like another',
    `CREATE TABLE a (LIKE pg_class);`,
    inA('column', 'relname'),
  ],
  ['a grant', make, { kind: 'grant', schema: 'public', name: 'x', role: 'r', on: 'table' } as const],
] as const)('is not certain of %s', (_, sql, id) => {
  expect(after(sql)(id)).toBe(false);
});
