import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { onSuiteServer, runHere } from '../../support/cli.ts';
import { applyMigrations, madeOf } from '../../support/history.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** Extensions that own functions, operators, classes, casts, types, views and dictionaries; and what a migration does to one. */
const migration = `
CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION dict_int;
CREATE EXTENSION pg_stat_statements; CREATE EXTENSION cube; CREATE EXTENSION earthdistance; CREATE EXTENSION seg;
CREATE FUNCTION ours() RETURNS int LANGUAGE sql RETURN 1; ALTER EXTENSION citext ADD FUNCTION ours();
CREATE TYPE mood AS ENUM ('a', 'b'); ALTER EXTENSION citext ADD TYPE mood;
CREATE TABLE places (a int PRIMARY KEY, b text); ALTER EXTENSION citext ADD TABLE places;
CREATE TABLE shown (a int PRIMARY KEY);`;
const files = {
  ...configOf("export const shown = d.pgTable('shown', { a: d.integer().primaryKey() });"),
  ...historyOf([migration]),
};
let project: string;
let migrated: Scratch;

beforeAll(async () => {
  project = await write(files);
  migrated = await databases.create();
  await applyMigrations(migrated, [madeOf('0000_step', 1735689600000, migration)]);
});

async function driftAfter(sql: string) {
  const database = await databases.clone(migrated);
  await database.run(sql);
  const ran = await runIn(project, ['drift'], database.url);
  await database.drop();
  return ran;
}

const replaced = (signature: string, body: string): string =>
  `CREATE OR REPLACE FUNCTION ${signature} LANGUAGE sql IMMUTABLE STRICT AS '${body}'`;

describe('what somebody does to the members of an extension is a finding', () => {
  it('is none where only migrations did something', async () => {
    const { code, serious, unanswered, notCompared } = await driftAfter('SELECT 1');
    expect({ code, serious, unanswered }).toEqual({ code: 0, serious: [], unanswered: [] });
    expect(notCompared.join()).not.toContain('not looked into');
  });

  it.each([
    [
      'a table is added',
      'CREATE TABLE evil (a int); ALTER EXTENSION citext ADD TABLE evil',
      'extension-member-extra table evil',
    ],
    [
      'a view is added',
      'CREATE VIEW evil AS SELECT 1 AS a; ALTER EXTENSION citext ADD VIEW evil',
      'extension-member-extra view evil',
    ],
    [
      'a function is added',
      'CREATE FUNCTION evil() RETURNS int LANGUAGE sql RETURN 1; ALTER EXTENSION hstore ADD FUNCTION evil()',
      'extension-member-extra function evil()',
    ],
    [
      'a type is added',
      "CREATE TYPE evil AS ENUM ('a'); ALTER EXTENSION citext ADD TYPE evil",
      'extension-member-extra enum evil',
    ],
    [
      'a schema is added',
      'CREATE SCHEMA evil; ALTER EXTENSION citext ADD SCHEMA evil',
      'extension-member-extra schema evil',
    ],
    [
      'an event trigger is added',
      'CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER evil ON sql_drop EXECUTE FUNCTION et(); ALTER EVENT TRIGGER evil DISABLE; ALTER EXTENSION citext ADD EVENT TRIGGER evil; ALTER EXTENSION citext ADD FUNCTION et()',
      'extension-member-extra event-trigger evil',
    ],
    [
      'something is added to plpgsql, which every database has',
      'CREATE FUNCTION evil() RETURNS int LANGUAGE sql RETURN 1; ALTER EXTENSION plpgsql ADD FUNCTION evil()',
      'extension-member-extra function evil()',
    ],
    [
      'a function has another body',
      replaced('unaccent(text) RETURNS text', 'SELECT $1'),
      'extension-member-definition function unaccent(text)',
    ],
    [
      'a function runs as its owner',
      'ALTER FUNCTION citext_eq(citext, citext) SECURITY DEFINER',
      'extension-member-definition function citext_eq(public.citext, public.citext)',
    ],
    [
      'a function of a migration has another body',
      'CREATE OR REPLACE FUNCTION ours() RETURNS int LANGUAGE sql RETURN 2',
      'extension-member-definition function ours()',
    ],
    [
      'a view has another query',
      'CREATE OR REPLACE VIEW pg_stat_statements_info AS SELECT 1::bigint AS dealloc, now() AS stats_reset',
      'extension-member-query view pg_stat_statements_info',
    ],
    ['a type has another label', "ALTER TYPE mood ADD VALUE 'c'", 'extension-member-definition enum mood'],
    [
      'a domain has another check',
      'ALTER DOMAIN earth DROP CONSTRAINT on_surface',
      'extension-member-definition domain earth',
    ],
    [
      'a table has another column',
      'ALTER TABLE places ADD c int',
      'extension-member-definition table places',
    ],
    [
      'a table has a trigger',
      'CREATE TRIGGER evil BEFORE UPDATE ON places FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
      'extension-member-definition table places',
    ],
    [
      'a table has a rule',
      'CREATE RULE evil AS ON DELETE TO places DO INSTEAD NOTHING',
      'extension-member-definition table places',
    ],
    [
      'a table has a policy',
      'CREATE POLICY evil ON places USING (true)',
      'extension-member-definition table places',
    ],
    [
      'a table has an index',
      'CREATE INDEX evil ON places (lower(b))',
      'extension-member-definition table places',
    ],
    [
      'an operator estimates in another way',
      'ALTER OPERATOR = (citext, citext) SET (RESTRICT = neqsel)',
      'extension-member-definition operator =(public.citext, public.citext)',
    ],
    [
      'an operator class is in a family with more',
      'ALTER OPERATOR FAMILY citext_ops USING btree ADD FUNCTION 1 (citext, text) bttextcmp(text, text)',
      'extension-member-definition operator-family citext_ops USING btree',
    ],
    [
      'a cast calls another function',
      'ALTER EXTENSION citext DROP CAST (boolean AS citext); DROP CAST (boolean AS citext); CREATE CAST (boolean AS citext) WITH INOUT; ALTER EXTENSION citext ADD CAST (boolean AS citext)',
      'extension-member-definition cast boolean AS public.citext',
    ],
    [
      'a dictionary has other options',
      'ALTER TEXT SEARCH DICTIONARY intdict (MAXLEN = 4)',
      'extension-member-definition text-search-dictionary intdict',
    ],
    [
      'a member is taken out and dropped',
      'ALTER EXTENSION hstore DROP FUNCTION hs_concat(hstore, hstore); ALTER EXTENSION hstore DROP OPERATOR || (hstore, hstore); DROP OPERATOR || (hstore, hstore); DROP FUNCTION hs_concat(hstore, hstore)',
      'extension-member-missing function hs_concat(public.hstore, public.hstore)',
    ],
  ])('%s', async (_, sql, finding) => {
    if (finding === undefined) return;
    const { code, serious } = await driftAfter(sql);
    expect(serious).toContain(finding);
    expect(code).toBe(2);
  });
});

describe('an extension that is not as the migrations leave it is compared with what its version brings', () => {
  const evil = 'CREATE FUNCTION evil() RETURNS int LANGUAGE sql RETURN 1;';

  it.each([
    ['an earlier version', 'DROP EXTENSION pg_trgm; CREATE EXTENSION pg_trgm VERSION %', 'pg_trgm', '1.5'],
    [
      'another schema',
      'DROP EXTENSION seg; CREATE SCHEMA apart; CREATE EXTENSION seg SCHEMA apart',
      'seg',
      '',
    ],
    ['one that no migration creates', 'CREATE EXTENSION fuzzystrmatch', 'fuzzystrmatch', ''],
  ])('%s', async (_, sql, name, version) => {
    const made = sql.replace('%', `'${version}'`);
    const about = ({ serious }: { readonly serious: readonly string[] }): string[] =>
      serious.filter((each) => each.startsWith('extension-member'));
    expect(about(await driftAfter(made))).toEqual([]);
    const added = await driftAfter(`${made}; ${evil} ALTER EXTENSION ${name} ADD FUNCTION evil()`);
    expect(about(added)).toEqual(['extension-member-extra function evil()']);
    expect(added.unanswered).toEqual([]);
  });

  it('says which it could not look into', async () => {
    const { notCompared, serious } = await driftAfter(
      `UPDATE pg_extension SET extversion = '0.1' WHERE extname = 'seg'; ${evil} ALTER EXTENSION seg ADD FUNCTION evil()`,
    );
    expect(notCompared).toContainEqual(
      'not looked into: members of extension seg 0.1, which the scratch server does not bring',
    );
    expect(serious).toEqual(['extension-version seg']);
  });

  it('starts no server for what is kept from an earlier run', async () => {
    const database = await databases.clone(migrated);
    await database.run("DROP EXTENSION pg_trgm; CREATE EXTENSION pg_trgm VERSION '1.5'");
    await runIn(project, ['drift'], database.url);
    const { stderr, serious } = await runIn(project, ['drift'], database.url);
    await database.drop();
    expect(stderr).not.toContain('scratch databases on');
    expect(serious).toEqual(['extension-version pg_trgm']);
  });

  it('compares a database with the schema alone in the same way', async () => {
    const alone = await write(
      configOf("export const shown = d.pgTable('shown', { a: d.integer().primaryKey() });"),
    );
    const database = await databases.create();
    await database.run(
      `CREATE EXTENSION citext; CREATE TABLE shown (a int PRIMARY KEY); CREATE TABLE evil (a int)`,
    );
    await database.run('ALTER EXTENSION citext ADD TABLE evil');
    const { serious } = await runIn(alone, ['drift'], database.url);
    await database.drop();
    expect(serious).toEqual(['extension-member-extra table evil']);
  });
});

it('plans nothing for a member, and says so', async () => {
  const database = await databases.clone(migrated);
  await database.run('CREATE TABLE evil (a int); ALTER EXTENSION citext ADD TABLE evil');
  const { stdout } = await runHere(
    ['repair', '--url', database.url.href, '--format', 'json', ...onSuiteServer()],
    { cwd: project },
  );
  await database.drop();
  const { plan } = JSON.parse(stdout);
  expect(plan.statements).toEqual([]);
  expect(plan.unplanned).toEqual([
    {
      object: { kind: 'extension-member', schema: 'public', name: 'table evil' },
      attribute: null,
      reason:
        'no plan is made for this: take it out by ALTER EXTENSION … DROP, then drop it or write a migration that creates it',
    },
  ]);
});
