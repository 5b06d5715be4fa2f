import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';
import { type Example, useTrials } from './bench.ts';

const sent: string[] = [];

/** A database that keeps what is sent to it. */
const recording = (database: Scratch): Scratch => ({
  ...database,
  run: (sql) => {
    sent.push(sql);
    return database.run(sql);
  },
  runOurs: (sql) => {
    sent.push(sql);
    return database.runOurs(sql);
  },
  rolledBack: (use, last) => database.rolledBack((inside) => use(recording(inside)), last),
  atomic: (use) => database.atomic((inside) => use(recording(inside))),
});
const tryOut = useTrials(recording);

const before = `CREATE TYPE mood AS ENUM ('good'); CREATE DOMAIN day AS date;
CREATE TABLE t (id integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), a text);`;

async function askedBy(up: string, example: Partial<Example> = {}) {
  sent.length = 0;
  const { findings } = await tryOut({ before, up, ...example });
  const has = (words: RegExp): boolean => sent.some((each) => words.test(each));
  return { findings, inOthers: has(/^SET TimeZone = 'America/), settings: has(/FROM pg_settings/) };
}

describe('a step that works out nothing is tried in no other session, and says nothing of what it may have set', () => {
  it.each([
    'CREATE TABLE u (id integer PRIMARY KEY, at timestamp DEFAULT now() NOT NULL, t_id integer REFERENCES t)',
    "CREATE INDEX i ON t USING btree (at, a) WHERE a IN ('x', 'y') AND at IS NOT NULL AND \"id\" > 7",
    "ALTER TABLE t ADD COLUMN b timestamp, ADD COLUMN c integer DEFAULT 7 NOT NULL, ADD COLUMN d text DEFAULT 'x'",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (a <> 'x' OR NOT (7 < id)); ALTER TABLE t ALTER at SET DEFAULT now()",
    "ALTER TYPE mood RENAME VALUE 'good' TO 'fine'; COMMENT ON COLUMN t.at IS 'as of 2024-01-02'",
  ])('%s', async (up) => {
    expect(await askedBy(`${up};`)).toMatchObject({ inOthers: false, settings: false });
  });
});

describe('a step that may work out something is tried in other sessions', () => {
  it.each([
    "ALTER TABLE t ADD COLUMN b timestamptz DEFAULT '2024-01-02'",
    'ALTER TABLE t ADD COLUMN b timestamp DEFAULT now()',
    'ALTER TABLE t ADD COLUMN b day, ALTER at SET DEFAULT now()',
    'ALTER TABLE t ALTER at TYPE timestamp',
    "ALTER TABLE t ALTER at SET DEFAULT '2024-01-02'",
    "CREATE TABLE u (id integer, at date DEFAULT 'today')",
    "CREATE TABLE u (id integer, at date DEFAULT now() CHECK (at > '2024-01-02'))",
    "CREATE TABLE u (at date DEFAULT now()) PARTITION BY RANGE (at); CREATE TABLE v PARTITION OF u FOR VALUES FROM ('2024-01-02') TO ('2024-02-02')",
    "CREATE INDEX i ON t USING btree (id) WHERE at > '2024-01-02'",
    "CREATE INDEX i ON t USING btree ((at AT TIME ZONE 'UTC'))",
    "ALTER TABLE t ADD CHECK (at > '2024-01-02' OR true), ALTER at SET DEFAULT now()",
    'ALTER TABLE t ADD CHECK (at > date(at) OR true), ALTER at SET DEFAULT now()',
    'UPDATE t SET a = at::text',
    'CREATE TABLE u (id integer, at timestamp DEFAULT now()); INSERT INTO u SELECT id FROM t',
    'DO $$ BEGIN UPDATE t SET a = at::text; END $$',
  ])('%s', async (up) => {
    expect(await askedBy(`${up};`)).toMatchObject({ inOthers: true });
  });
});

describe('what a step sets is found where there are no functions', () => {
  it.each([
    'SET search_path = nowhere',
    "SELECT set_config('search_path', 'nowhere', false)",
    "DO $$ BEGIN EXECUTE 'SET search_path = nowhere'; END $$",
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET search_path = nowhere; END $$; SELECT public.f()',
  ])('%s', async (up) => {
    const { findings, settings } = await askedBy(`${up};`);
    expect(settings).toBe(true);
    expect(findings.map(({ rule }) => rule)).toContain('migration-leaves-setting');
  });

  it('of a down, too', async () => {
    const { findings } = await askedBy('SELECT 1;', { down: 'SET search_path = nowhere;' });
    expect(findings.map(({ rule }) => rule)).toContain('migration-leaves-setting');
  });

  it('and where a trigger of an earlier migration sets it', async () => {
    const trigger = `${before} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SET search_path = nowhere; RETURN new; END $$;
      INSERT INTO t VALUES (1000); CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();`;
    const { findings } = await askedBy('UPDATE t SET id = id WHERE id = 1000;', { before: trigger });
    expect(findings.map(({ rule }) => rule)).toContain('migration-leaves-setting');
  });
});
