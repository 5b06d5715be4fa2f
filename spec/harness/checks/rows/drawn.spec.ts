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
