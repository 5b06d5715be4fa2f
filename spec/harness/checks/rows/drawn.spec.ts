import { expect, it } from 'vitest';
import { useTrials } from './bench.ts';

const tryOut = useTrials();

const adding = (column: string) => ({
  before: 'CREATE TABLE t (id integer PRIMARY KEY, name text); CREATE SEQUENCE numbers;',
  up: `ALTER TABLE t ADD COLUMN c ${column};`,
  down: 'ALTER TABLE t DROP COLUMN c;',
});

it.each([
  [
    'a sequence',
    "bigint DEFAULT nextval('numbers')",
    /gives public\.t\.c other values than the first, such as /,
  ],
  [
    'chance',
    'float DEFAULT random()',
    /other values than the first, such as .*: they come from a sequence, chance/,
  ],
  ['chance, as a uuid', 'uuid DEFAULT gen_random_uuid()', /other values than the first/],
  ['the clock', 'timestamptz NOT NULL DEFAULT now()', /gives public\.t\.c the time at which it runs, "2/],
  ['the calendar', 'date DEFAULT current_date', /gives public\.t\.c the time at which it runs, "2/],
])('what an up draws from %s is said, and is no fault', async (_, column, says) => {
  const { findings, outcome } = await tryOut(adding(column));
  const said = findings.filter(({ rule }) => rule === 'migration-second-up-differs');
  expect(said).toMatchObject([
    {
      severity: 'info',
      object: { kind: 'column', schema: 'public', table: 't', name: 'c' },
      step: { direction: 'reapply' },
      message: expect.stringMatching(says),
    },
  ]);
  expect(outcome).toBe('ok');
});

it('sequences of tables that a migration does not open are left alone', async () => {
  const { findings } = await tryOut({
    ...adding("text DEFAULT 'x'"),
    before: `${adding('text').before} CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);`,
  });
  expect(findings.map(({ rule }) => rule)).toEqual(['migration-down-loses']);
});

it.each([
  ['a constant', "text DEFAULT 'x'"],
  ['what is in the row', 'text GENERATED ALWAYS AS (name) STORED'],
])('%s is the same the second time, of which nothing is said', async (_, column) => {
  const { findings } = await tryOut(adding(column));
  expect(findings.map(({ rule }) => rule)).toEqual(
    column.includes('GENERATED') ? [] : ['migration-down-loses'],
  );
});

const ranked =
  'CREATE TABLE t (id integer PRIMARY KEY, name text, score integer); CREATE TABLE u (t integer, said text);';
const fill = (value: string): string => `ALTER TABLE t ADD COLUMN c text; UPDATE t SET c = ${value};`;

it.each([
  [
    'a number among equals',
    fill('r.n FROM (SELECT id, row_number() OVER (ORDER BY score % 2) AS n FROM t) AS r WHERE r.id = t.id'),
  ],
  [
    'the first of its kind',
    fill(
      'r.id FROM (SELECT DISTINCT ON (score % 2) score % 2 AS k, id FROM t ORDER BY score % 2) AS r WHERE r.k = score % 2',
    ),
  ],
  ['some row', fill('(SELECT id FROM t AS o LIMIT 1)')],
  ['a list of rows', fill("(SELECT string_agg(id::text, ',') FROM t AS o)")],
  [
    'a list of rows in a block',
    `ALTER TABLE t ADD COLUMN c text; DO $$ BEGIN UPDATE t SET c = (SELECT array_agg(o.id)::text FROM t AS o); END $$;`,
  ],
  [
    'one of several rows of another table',
    fill('u.said FROM (SELECT id::text AS said FROM t AS o) AS u WHERE true'),
  ],
])('what an up takes as rows lie in their table is said, and is no fault: %s', async (_, up) => {
  const { findings, outcome } = await tryOut({ before: ranked, up, down: adding('text').down });
  const said = findings.filter(({ rule }) => rule === 'migration-second-up-differs');
  expect(said).toMatchObject([
    {
      severity: 'info',
      object: { name: 'c' },
      message: expect.stringMatching(/an order of rows that no ORDER BY says/),
    },
  ]);
  expect(outcome).toBe('ok');
});

it.each([
  [
    'an order by the key',
    fill(
      'r.n FROM (SELECT id, row_number() OVER (ORDER BY score % 2, id) AS n FROM t) AS r WHERE r.id = t.id',
    ),
  ],
  ['an ordered list', fill("(SELECT string_agg(id::text, ',' ORDER BY id) FROM t AS o)")],
  ['the first by the key', fill('(SELECT id FROM t AS o ORDER BY id LIMIT 1)')],
  ['how many there are', fill('(SELECT count(*) OVER () FROM t AS o LIMIT 1)')],
])('nothing is said of what is ordered: %s', async (_, up) => {
  const { findings } = await tryOut({ before: ranked, up, down: adding('text').down });
  expect(findings.map(({ rule }) => rule)).toEqual(['migration-down-loses']);
});
