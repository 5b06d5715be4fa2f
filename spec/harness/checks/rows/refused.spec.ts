import { describe, expect, it } from 'vitest';
import { type Example, useTrials } from './bench.ts';

const tryOut = useTrials();

/** A step that fails on rows, what of, and what is quoted. */
interface Row extends Example {
  readonly name: string;
  readonly about: readonly [kind: string, ...name: string[]];
  readonly quoted: string;
  readonly direction?: string;
}

const t = 'CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);';
const onEach = (sql: string, back = 'SELECT 1;') => ({ before: t, up: sql, down: back });

const rows: readonly Row[] = [
  {
    name: 'a column that is added',
    ...onEach('ALTER TABLE t\n  ADD COLUMN c text NOT NULL;', 'ALTER TABLE t DROP COLUMN c;'),
    about: ['column', 'public', 't', 'c'],
    quoted: 'ALTER TABLE t ADD COLUMN c text NOT NULL',
  },
  {
    name: 'one statement of several',
    ...onEach('SELECT 1; ALTER TABLE t ADD d integer; ALTER TABLE t ALTER b TYPE integer USING b::integer;'),
    about: ['column', 'public', 't', 'b'],
    quoted: 'ALTER TABLE t ALTER b TYPE integer USING b::integer',
  },
  {
    name: 'a check of two columns',
    ...onEach('ALTER TABLE t ADD CHECK (a IS NULL OR b IS NULL);'),
    about: ['table', 'public', 't'],
    quoted: 'ALTER TABLE t ADD CHECK (a IS NULL OR b IS NULL)',
  },
  {
    name: 'a key over an expression of one column',
    ...onEach('CREATE UNIQUE INDEX k ON t (lower(b));'),
    about: ['column', 'public', 't', 'b'],
    quoted: 'CREATE UNIQUE INDEX k ON t (lower(b))',
  },
  {
    name: 'a foreign key',
    before: `${t} CREATE SCHEMA "Far away"; CREATE TABLE "Far away".p (id integer PRIMARY KEY);`,
    up: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES "Far away".p;',
    down: 'SELECT 1;',
    about: ['column', 'public', 't', 'a'],
    quoted: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES Far away.p',
  },
  {
    name: 'a value that an UPDATE works out',
    ...onEach('UPDATE t SET a = a + 2147483647;'),
    about: ['column', 'public', 't', 'a'],
    quoted: 'UPDATE t SET a = a + 2147483647',
  },
  {
    name: 'a check that was there before',
    before: `${t} ALTER TABLE t ADD CONSTRAINT few CHECK (a < 100);`,
    up: 'UPDATE t SET a = 100, b = NULL;',
    down: 'SELECT 1;',
    about: ['column', 'public', 't', 'a'],
    quoted: 'UPDATE t SET a = 100, b = NULL',
  },
  {
    name: 'a statement in a block',
    ...onEach("DO $$ BEGIN UPDATE t SET b = 'x'; ALTER TABLE t ALTER a SET NOT NULL; END $$;"),
    about: ['column', 'public', 't', 'a'],
    quoted: 'ALTER TABLE t ALTER a SET NOT NULL',
  },
  {
    name: 'rows that a materialized view holds twice',
    before: `${t} CREATE MATERIALIZED VIEW m AS SELECT 1 AS one FROM t LIMIT 0; CREATE UNIQUE INDEX ON m (one);`,
    up: 'DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT 1 AS one FROM t WITH NO DATA; CREATE UNIQUE INDEX ON m (one); REFRESH MATERIALIZED VIEW m;',
    down: 'SELECT 1;',
    about: ['materialized-view', 'public', 'm'],
    quoted: 'REFRESH MATERIALIZED VIEW m',
  },
  {
    name: 'what is refused without a transaction',
    ...onEach('CREATE UNIQUE INDEX CONCURRENTLY k ON t (b);'),
    about: ['column', 'public', 't', 'b'],
    quoted: 'CREATE UNIQUE INDEX CONCURRENTLY k ON t (b)',
  },
  {
    name: 'a down',
    before: `${t} UPDATE t SET a = 1; ALTER TABLE t ALTER a SET NOT NULL;`,
    up: 'ALTER TABLE t ALTER a DROP NOT NULL; UPDATE t SET a = NULL;',
    down: 'SELECT 1; ALTER TABLE t ALTER a SET NOT NULL;',
    about: ['column', 'public', 't', 'a'],
    quoted: 'ALTER TABLE t ALTER a SET NOT NULL',
    direction: 'down',
  },
  {
    name: 'a second up',
    before: t,
    up: 'CREATE TABLE u (id integer PRIMARY KEY); ALTER TABLE t ADD c integer; UPDATE t SET c = a; ALTER TABLE t ADD CHECK (length(b) <> 4711);',
    down: "DROP TABLE u; ALTER TABLE t DROP c; ALTER TABLE t DROP CONSTRAINT t_b_check; UPDATE t SET b = repeat('y', 4711);",
    about: ['column', 'public', 't', 'b'],
    quoted: 'ALTER TABLE t ADD CHECK (length(b) <> 4711)',
    direction: 'reapply',
  },
];

const identityOf = ([kind, schema, ...rest]: Row['about']): object =>
  kind === 'column' ? { kind, schema, table: rest[0], name: rest[1] } : { kind, schema, name: rest[0] };

describe('what is refused is named and quoted', () => {
  it.each(rows)('$name', async ({ about, quoted, direction = 'up', ...example }) => {
    const { findings } = await tryOut(example);
    const found = findings.find(({ rule }) => rule.endsWith('fails-on-rows'));
    expect(found).toMatchObject({
      object: identityOf(about),
      step: { migration: '/made/0001_step', check: 'rows', direction },
    });
    expect(found?.message).toContain(` of ${about.slice(1).join('.')}: ${quoted}: `);
  });
});
