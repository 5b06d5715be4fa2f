import { cp, readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configOf, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

async function helpers(): Promise<string> {
  const folder = await write({}, false);
  await cp('spec/projects/helpers', folder, { recursive: true });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('a schema that needs what only migrations and the platform make', () => {
  it('agrees with its migrations, in whatever order drizzle-kit prints it', async () => {
    expect(await runIn(await helpers(), ['verify'])).toMatchObject({ code: 0, serious: [] });
  });

  it('agrees with a database that ran them, and explains one that did not', async () => {
    const folder = await helpers();
    const live = await databases.create();
    const files = ['platform.sql', 'drizzle/0000_helpers.sql', 'drizzle/0001_things.sql'];
    for (const file of files) await live.run(await readFile(join(folder, file), 'utf8'));
    expect(await runIn(folder, ['drift'], live.url)).toMatchObject({ code: 0, serious: [] });
    await live.run('ALTER TABLE thing ALTER id DROP DEFAULT');
    expect(await runIn(folder, ['drift'], live.url)).toMatchObject({
      code: 2,
      serious: ['column-default id'],
    });
  });
});

/** What verify says of a schema over these migrations, its `sql` imported. */
async function verifyOf(schema: string, ...steps: readonly Step[]) {
  const files = { ...configOf(`import { sql } from 'drizzle-orm';\n${schema}`), ...historyOf(...steps) };
  const settings = { severity: { 'migration-snapshot-missing': 'info', 'migration-down-missing': 'info' } };
  const text = `export default ${JSON.stringify(settings)}`;
  return runIn(await write({ ...files, 'driftproof.config.ts': text }), ['verify', '--rows', '0']);
}

const shortId = 'CREATE FUNCTION short_id() RETURNS text LANGUAGE sql AS $$ SELECT md5(random()::text) $$;';

describe('what the declared side borrows of the migrations', () => {
  it.each<[string, string, string]>([
    [
      'a function in a default',
      "d.pgTable('t', { id: d.text().default(sql`short_id()`) })",
      `${shortId} CREATE TABLE t (id text DEFAULT short_id())`,
    ],
    [
      'a function that takes a row of the table that it is for',
      "d.pgTable('t', { a: d.integer() }, (t) => [d.pgPolicy('p', { using: sql`mine(t)` })])",
      `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
       CREATE FUNCTION mine(t) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT ($1).a > 0';
       CREATE POLICY p ON t USING (mine(t))`,
    ],
    [
      'a function of functions, with a standard body',
      "d.pgTable('t', { a: d.integer().default(sql`two()`) })",
      `CREATE FUNCTION zero() RETURNS int LANGUAGE sql IMMUTABLE RETURN 2;
       CREATE FUNCTION two() RETURNS int LANGUAGE sql IMMUTABLE RETURN zero();
       CREATE TABLE t (a int DEFAULT two())`,
    ],
    [
      'aggregates of functions of their own, in a view',
      `d.pgTable('t', { a: d.integer() });
       export const v = d.pgView('v', { n: d.integer(), m: d.integer() }).as(sql\`select total(a) as n, middle(a) within group (order by a) as m from t group by a\`)`,
      `CREATE TABLE t (a int);
       CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
       CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
       CREATE FUNCTION first(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
       CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, FINALFUNC = twice, INITCOND = '0');
       CREATE AGGREGATE middle(int ORDER BY int) (SFUNC = add, STYPE = int, FINALFUNC = first, INITCOND = '0');
       CREATE VIEW v AS select total(a) as n, middle(a) within group (order by a) as m from t group by a`,
    ],
    [
      'operators, in a check and in an index',
      "d.pgTable('t', { a: d.integer() }, (t) => [d.check('c', sql`a <+> 1 > 0`), d.index('i').on(sql`(~~~ a)`)])",
      `CREATE OPERATOR <+> (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int);
       CREATE OPERATOR ~~~ (FUNCTION = int4um, RIGHTARG = int);
       CREATE TABLE t (a int CONSTRAINT c CHECK (a <+> 1 > 0)); CREATE INDEX i ON t ((~~~ a))`,
    ],
    [
      'a domain of an enum that is declared',
      `d.pgTable('t', { a: d.customType({ dataType: () => 'good_mood' })('a') });
       export const mood = d.pgEnum('mood', ['calm', 'cross'])`,
      `CREATE TYPE mood AS ENUM ('calm', 'cross'); CREATE DOMAIN good_mood AS mood; CREATE TABLE t (a good_mood)`,
    ],
    [
      'a range, an array of a composite type, a collation',
      `d.pgTable('t', { a: d.customType({ dataType: () => 'span' })('a'),
         b: d.customType({ dataType: () => 'pair[]' })('b'),
         c: d.customType({ dataType: () => 'text COLLATE plain' })('c') })`,
      `CREATE TYPE span AS RANGE (SUBTYPE = date); CREATE TYPE pair AS (x int, y int);
       CREATE COLLATION plain FROM "C"; CREATE TABLE t (a span, b pair[], c text COLLATE plain)`,
    ],
    [
      'a text search configuration',
      `d.pgTable('t', { a: d.text(), b: d.customType({ dataType: () => 'tsvector' })('b')
         .generatedAlwaysAs(sql\`to_tsvector('plain', a)\`) })`,
      `CREATE TEXT SEARCH CONFIGURATION plain (COPY = english);
       CREATE TABLE t (a text, b tsvector GENERATED ALWAYS AS (to_tsvector('plain', a)) STORED)`,
    ],
    [
      'a role that a migration makes',
      "d.pgTable('t', { a: d.integer() }, (t) => [d.pgPolicy('p', { to: 'declared_reader', using: sql`true` })])",
      `CREATE ROLE declared_reader; CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
       CREATE POLICY p ON t TO declared_reader USING (true)`,
    ],
  ])('%s', async (_, schema, up) => {
    const { serious, code, findings } = await verifyOf(`export const t = ${schema};`, [up]);
    expect({ serious, code }, JSON.stringify(findings)).toEqual({ serious: [], code: 0 });
  });

  it.each<[string, string, string[]]>([
    ['functions', 'CREATE SCHEMA s; CREATE FUNCTION s.one() RETURNS int LANGUAGE sql RETURN 1', []],
    ['an extension', 'CREATE SCHEMA s; CREATE EXTENSION citext SCHEMA s', []],
    ['a domain, with its check', 'CREATE SCHEMA s; CREATE DOMAIN s.d AS int CHECK (VALUE > 0)', []],
    ['nothing', 'CREATE SCHEMA s', ['schema-extra s']],
    [
      'a table too',
      'CREATE SCHEMA s; CREATE TABLE s.o (); CREATE FUNCTION s.one() RETURNS int LANGUAGE sql RETURN 1',
      ['schema-extra s'],
    ],
  ])('a schema need not be declared for what cannot be: it holds %s', async (_, up, expected) => {
    const { serious } = await verifyOf("export const t = d.pgTable('t', { a: d.integer() });", [
      `${up}; CREATE TABLE t (a int)`,
    ]);
    expect(serious).toEqual(expected);
  });

  it('not what it can declare and does not need', async () => {
    const { serious } = await verifyOf("export const t = d.pgTable('t', { a: d.integer() });", [
      "CREATE TABLE t (a int); CREATE TYPE mood AS ENUM ('calm'); CREATE SEQUENCE numbers; CREATE TABLE other ()",
    ]);
    expect([...serious].sort()).toEqual(['enum-extra mood', 'sequence-extra numbers', 'table-extra other']);
  });
});

it('what no schema file can declare was dropped by hand', async () => {
  const schema = `export const t = d.pgTable('t', { a: d.integer() });
    export const v = d.pgMaterializedView('v').as((qb) => qb.select({ a: t.a }).from(t));`;
  const up = 'CREATE TABLE t (a int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t';
  const folder = await write({ ...configOf(schema), ...historyOf([`${up}; CREATE INDEX v_a ON v (a)`]) });
  const live = await databases.create();
  await live.run(up);
  const { findings } = await runIn(folder, ['drift'], live.url);
  expect(findings.filter(({ severity }) => severity !== 'info')).toMatchObject([
    { rule: 'index-missing', culprit: 'database' },
  ]);
});

describe('what Postgres refuses of a schema is a finding, and the rest is compared', () => {
  const lacking = "export const late = d.pgTable('late', { a: d.integer() });";
  it.each<[string, string, string, string[], RegExp]>([
    [
      'a foreign key without a unique target',
      `export const a = d.pgTable('a', { x: d.integer() });
       export const b = d.pgTable('b', { x: d.integer().references(() => a.x) });`,
      'CREATE TABLE a (x int); CREATE TABLE b (x int);',
      ['schema-refused b_x_a_x_fk', 'table-missing late'],
      /there is no unique constraint matching given keys.*: ALTER TABLE "b" ADD CONSTRAINT "b_x_a_x_fk" FOREIGN KEY/,
    ],
    [
      'a json default that is no JSON',
      "export const a = d.pgTable('a', { x: d.jsonb().default(sql`'{'`) }, (t) => [d.index('i').on(t.x)]);",
      'CREATE TABLE a (x jsonb);',
      ['schema-refused a', 'table-missing late'],
      /invalid input syntax for type json.*: CREATE TABLE "a" \( "x" jsonb DEFAULT '\{' \)/,
    ],
    [
      'a quoted type name',
      "export const a = d.pgTable('a', { x: d.customType({ dataType: () => 'no.type' })('x') });",
      'CREATE TABLE a (x int);',
      ['schema-refused a', 'table-missing late'],
      /type "no\.type" does not exist/,
    ],
    [
      'a function that nobody makes',
      "export const a = d.pgTable('a', { x: d.integer() }, (t) => [d.check('c', sql`nobody(x)`)]);",
      'CREATE TABLE a (x int);',
      ['schema-refused a', 'table-missing late'],
      /function nobody\(integer\) does not exist/,
    ],
  ])('%s', async (_, schema, up, expected, message) => {
    const { serious, findings, code } = await verifyOf(`${schema}\n${lacking}`, [up]);
    expect(serious).toEqual(expected);
    expect(findings.find(({ rule }) => rule === 'schema-refused')).toMatchObject({
      severity: 'breaking',
      message: expect.stringMatching(message),
    });
    expect(code).toBe(2);
  });

  it('with its line, against a live database too', async () => {
    const live = await databases.create();
    await live.run('CREATE TABLE a (x int)');
    const schema = "export const a = d.pgTable(\n  'a', { x: d.integer().default(sql`nobody()`) });";
    const folder = await write(configOf(`import { sql } from 'drizzle-orm';\n${schema}`));
    const { findings, code } = await runIn(folder, ['drift'], live.url);
    expect(findings).toMatchObject([{ rule: 'schema-refused', source: { line: 4 } }]);
    expect(code).toBe(2);
  });
});

describe('what only a platform brings is told with the setting that helps', () => {
  const policy =
    "d.pgTable('t', { a: d.integer() }, (t) => [d.pgPolicy('p', { to: 'nobody_here', using: sql`true` })])";
  const plain = "d.pgTable('t', { a: d.integer() })";
  it.each<[string, string, string, RegExp]>([
    [
      'a role, in a migration',
      plain,
      'GRANT USAGE ON SCHEMA public TO nobody_here; CREATE TABLE t (a int)',
      /put "CREATE ROLE nobody_here" into "prelude"/,
    ],
    [
      'a schema, in a migration',
      plain,
      'CREATE TABLE auth.t (a int)',
      /put "CREATE SCHEMA auth" into "prelude"/,
    ],
    [
      'a type, in a migration',
      plain,
      'CREATE TABLE t (a vector(3))',
      /put "CREATE EXTENSION vector" into "prelude"/,
    ],
    [
      'a role, in the schema',
      policy,
      'CREATE TABLE t (a int)',
      /put "CREATE ROLE nobody_here" into "prelude"/,
    ],
    [
      'a type, in the schema',
      "d.pgTable('t', { a: d.vector({ dimensions: 3 }) })",
      'CREATE TABLE t (a int)',
      /put "CREATE EXTENSION vector" into "prelude"/,
    ],
    [
      'a function, in a migration',
      plain,
      'CREATE TABLE t (a int, b text DEFAULT uuid_generate_v4())',
      /set "platform" \(supabase, neon, rds\), or put "CREATE EXTENSION \\"uuid-ossp\\"" into "prelude"/,
    ],
    [
      'a function, in the schema',
      "d.pgTable('t', { a: d.text().default(sql`crypt('x', gen_salt('md5'))`) })",
      'CREATE TABLE t (a text)',
      /put "CREATE EXTENSION pgcrypto" into "prelude"/,
    ],
    [
      'an operator class, in a migration',
      plain,
      'CREATE TABLE t (a int, b text); CREATE INDEX i ON t USING gin (b gin_trgm_ops)',
      /put "CREATE EXTENSION pg_trgm" into "prelude"/,
    ],
  ])('%s', async (_, schema, up, advice) => {
    const { findings } = await verifyOf(`export const t = ${schema};`, [up]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: expect.stringMatching(/^(migration-fails|schema-refused)$/),
        advice: expect.stringMatching(advice),
      }),
    );
  });
});
