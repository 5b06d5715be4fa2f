import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { changedSql } from '../../../src/harness/catalog/after-step/changed-sql.ts';
import {
  type MarkedCatalog,
  readAfterStep,
} from '../../../src/harness/catalog/after-step/read-after-step.ts';
import { catalogIn, readerVersion } from '../../../src/harness/catalog/read.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { makeHistory } from '../../bench/made-history/make-history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serialize } from '../../support/serialize.ts';

const databases = useScratchDatabases();

/** Reads what is there now, given what was; it has to be what is read by itself. Tells whether not all was read again. */
async function readOn(database: Scratch, before: MarkedCatalog) {
  const after = await readAfterStep(database, before);
  expect(serialize(after.catalog)).toBe(serialize(await catalogIn(database)));
  const old = new Set(before.catalog.objects);
  return { after, inPart: after.catalog.objects.some((object) => old.has(object)) };
}

describe('made histories of seed', () => {
  it.each([1, 2])('%i: each reading goes on from the one before, up, down and up again', async (seed) => {
    const database = await databases.create();
    let before = await readAfterStep(database);
    const inPart: boolean[] = [];
    const { steps } = makeHistory({ seed, migrations: 30, tables: 10 });
    for (const { up, down } of steps) {
      await database.run(up.join(';\n'));
      const { after, ...read } = await readOn(database, before);
      inPart.push(read.inPart);
      if (typeof down !== 'string')
        await database.rolledBack(async (inside) => {
          for (const statements of [down, up]) {
            await inside.run(statements.join(';\n'));
            await readOn(inside, after);
          }
        });
      before = after;
    }
    expect(inPart.filter(Boolean).length).toBeGreaterThan(steps.length / 2);
  });
});

it('every catalog that a reading looks into is looked at for what is new, but for roles, which are read each time', () => {
  const catalogsIn = (sql: string): Set<string> =>
    new Set(
      [...sql.matchAll(/\b(?:FROM|JOIN)\s+(?:pg_catalog\.)?(pg_\w+)\b(?!\s*\()/g)].map(([, name]) =>
        String(name),
      ),
    );
  const watched = catalogsIn(changedSql);
  expect([...catalogsIn(readerVersion)].filter((name) => !watched.has(name)).sort()).toEqual([
    'pg_auth_members',
    'pg_roles',
  ]);
});

const ground = `
  CREATE TABLE one (id serial PRIMARY KEY, name text UNIQUE, at int DEFAULT 1 CHECK (at > 0));
  CREATE TABLE two (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, one int REFERENCES one, note one);
  CREATE SEQUENCE loose; CREATE TYPE pair AS (a int, b int); CREATE VIEW seen AS SELECT id, name FROM one;
  ALTER TABLE two ADD CHECK ((note).at <> 3);
  CREATE OPERATOR FAMILY numbers USING btree; CREATE TEXT SEARCH CONFIGURATION words (parser = "default")`;

describe('what leaves no trace of its own, or shows elsewhere', () => {
  it.each([
    'ALTER TABLE two DROP CONSTRAINT two_one_fkey',
    'ALTER TABLE one DROP CONSTRAINT one_name_key',
    'ALTER TABLE one DROP CONSTRAINT one_at_check',
    'DROP TABLE two',
    'DROP TABLE one CASCADE',
    'ALTER SEQUENCE one_id_seq OWNED BY NONE',
    'ALTER SEQUENCE loose OWNED BY two.one',
    'ALTER SEQUENCE one_id_seq OWNED BY NONE; ALTER SEQUENCE loose OWNED BY one.id',
    'ALTER TABLE one RENAME COLUMN at TO since',
    'ALTER TABLE one RENAME TO first',
    'ALTER SEQUENCE one_id_seq RENAME TO other_seq',
    'ALTER INDEX one_pkey RENAME TO first_key',
    'CREATE SCHEMA hand; ALTER TABLE two SET SCHEMA hand',
    'ALTER TABLE two DISABLE TRIGGER ALL',
    'ALTER TABLE one ALTER COLUMN at SET STATISTICS 7',
    'ALTER TABLE one SET (toast.autovacuum_enabled = off)',
    'CREATE INDEX ON one (lower(name)); CREATE INDEX ON two ((one + 1)); DROP INDEX two_expr_idx',
    'GRANT SELECT ON pg_catalog.pg_class TO driftproof_after_step',
    'GRANT USAGE ON TYPE pair TO driftproof_after_step',
    'ALTER TYPE pair ADD ATTRIBUTE c int',
    'DROP TYPE pair',
    'GRANT SELECT (name) ON one TO driftproof_after_step; GRANT SELECT ON seen TO driftproof_after_step',
    'ALTER TABLE two OWNER TO driftproof_after_step',
    'ALTER ROLE driftproof_after_step RENAME TO driftproof_after_step_2',
    'CREATE TABLE three () INHERITS (one); ALTER TABLE one ADD COLUMN more int',
    "COMMENT ON COLUMN one.name IS 'hand'",
    "COMMENT ON SCHEMA public IS 'hand'",
    'CREATE CAST (pair AS int) WITH INOUT',
    "CREATE CONVERSION letters FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    'ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 < (int, int)',
    'ALTER OPERATOR FAMILY numbers USING btree ADD FUNCTION 1 btint4cmp(int, int)',
    'ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR word WITH simple',
    'CREATE EXTENSION hstore; ALTER EXTENSION hstore ADD TABLE two',
    'SELECT 1',
  ])('%s', async (change) => {
    const database = await databases.create();
    await database.run(
      `${ground}; CREATE ROLE driftproof_after_step; CREATE POLICY theirs ON one TO driftproof_after_step`,
    );
    try {
      const before = await readAfterStep(database);
      await database.rolledBack(async (inside) => {
        await inside.run(change);
        await readOn(inside, before);
      });
    } finally {
      await database.run('DROP POLICY theirs ON one; DROP ROLE driftproof_after_step');
      await database.drop();
    }
  });

  it('a foreign key that was switched off, and is on again', async () => {
    const database = await databases.create();
    await database.run(`${ground}; ALTER TABLE two DISABLE TRIGGER ALL`);
    const before = await readAfterStep(database);
    await database.run('ALTER TABLE two ENABLE TRIGGER ALL');
    await readOn(database, before);
  });

  it('a transaction that was open as it was read', async () => {
    const database = await databases.create();
    const other = new pg.Client({ connectionString: database.url.href });
    await other.connect();
    try {
      await other.query('BEGIN; CREATE TABLE early ()');
      await database.run('CREATE TABLE late ()');
      const before = await readAfterStep(database);
      await other.query('COMMIT');
      await readOn(database, before);
    } finally {
      await other.end();
    }
  });
});
