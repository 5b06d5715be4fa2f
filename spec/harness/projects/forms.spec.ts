import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onSuiteServer, runCli } from '../../support/cli.ts';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

/** A schema file of one table, with what else it says before. */
const tableIn = (name: string, before = ''): string =>
  `${before}\nimport { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const ${name} = pgTable('${name}', { a: integer() });`;

const config = (settings: object): Files => ({
  'drizzle.config.ts': `export default ${JSON.stringify({ dialect: 'postgresql', ...settings })};`,
});

/** What drift says of a live database, for a project without migrations. */
async function driftOf(files: Files, live: string, args: readonly string[] = []) {
  const database = await databases.create();
  await database.run(live);
  return runIn(await write(files), ['drift', ...args], database.url);
}

describe('schema files are found', () => {
  const files = {
    'src/db/schema/one.ts': tableIn('one'),
    'src/db/schema/two.ts': tableIn('two', "export * from './one.ts';"),
    'src/db/schema/deeper/three.ts': tableIn('three'),
    'src/db/schema/types.d.ts': 'export declare const nothing: never;',
    'src/db/schema/notes.md': '',
    'app/[id]/four.ts': tableIn('four'),
    'app/i/four.ts': tableIn('five'),
  };
  const extras = (...names: string[]) => names.map((name) => `table-extra ${name}`);
  it.each<[string, unknown, string[]]>([
    ['a file', './src/db/schema/one.ts', extras('four', 'three', 'two')],
    ['a file that exports what another declares', 'src/db/schema/two.ts', extras('four', 'three')],
    ['an array', ['./src/db/schema/one.ts', './src/db/schema/deeper/three.ts'], extras('four', 'two')],
    ['a folder, but for those below', './src/db/schema', extras('four', 'three')],
    ['a folder, with a slash', './src/db/schema/', extras('four', 'three')],
    ['a glob', './src/**/*.ts', extras('four')],
    ['a glob of alternatives', './src/db/{schema,other}/*.ts', extras('four', 'three')],
    ['a path with brackets', './app/[id]/four.ts', extras('one', 'three', 'two')],
    ['a file and a glob that has it too', ['./src/**/*.ts', './src/db/schema/one.ts'], extras('four')],
  ])('%s', async (_, schema, expected) => {
    const live = ['one', 'two', 'three', 'four'].map((name) => `CREATE TABLE ${name} (a int)`).join(';');
    const ran = await driftOf({ ...files, ...config({ schema }) }, live);
    expect(ran.serious).toEqual(expected);
    expect(ran.code).toBe(2);
  });

  it('from the working directory, when they are not beside the config', async () => {
    const folder = await write({
      ...files,
      'packages/db/drizzle.config.ts': config({ schema: './src/db/schema/*.ts' })['drizzle.config.ts'] ?? '',
    });
    const live = await databases.create();
    await live.run('CREATE TABLE one (a int); CREATE TABLE two (a int)');
    const args = ['drift', '--quiet', '--config', 'packages/db/drizzle.config.ts', ...onSuiteServer()];
    const ran = await runCli(args, { cwd: folder, env: { DRIFTPROOF_URL: live.url.href } });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('imports', () => {
  it('by the path aliases of the tsconfig, and of the one it extends', async () => {
    const ran = await driftOf(
      {
        ...config({ schema: './src/schema.ts' }),
        'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./src/*"] } } }',
        'tsconfig.json': '{ // as editors write it\n "extends": "./tsconfig.base.json" }',
        'src/schema.ts': tableIn('one', "export * from '~/deep/two';"),
        'src/deep/two.ts': tableIn('two', "export * from '~/deep/three.js';"),
        'src/deep/three.ts': tableIn('three'),
      },
      'CREATE TABLE one (a int); CREATE TABLE two (a int); CREATE TABLE three (a int)',
    );
    expect(ran).toMatchObject({ code: 0, serious: [] });
  });

  it("of packages, and of drizzle-orm, from the project's own node_modules", async () => {
    const folder = await write(
      {
        ...config({ schema: './schema.ts' }),
        'schema.ts': tableIn(
          'one',
          `import { two } from '@acme/tables'; import { ofThisProject } from 'drizzle-orm/pg-core';
           import { integer as int, pgTable as table } from 'drizzle-orm/pg-core';
           export { two }; export const named = table(ofThisProject, { a: int() });`,
        ),
        'packages/tables/package.json': '{ "name": "@acme/tables", "exports": "./src/index.ts" }',
        'packages/tables/src/index.ts': tableIn('two'),
      },
      false,
    );
    await mkdir(join(folder, 'node_modules/@acme'), { recursive: true });
    await symlink(join(folder, 'packages/tables'), join(folder, 'node_modules/@acme/tables'));
    const copy = join(folder, 'node_modules/drizzle-orm');
    await cp(resolve('node_modules/drizzle-orm'), copy, { recursive: true });
    for (const [file, line] of [
      ['index.js', "\nexport const ofThisProject = 'three';"],
      ['index.cjs', "exports.ofThisProject = 'three';"],
    ] as const)
      await writeFile(join(copy, 'pg-core', file), line, { flag: 'a' });
    const live = await databases.create();
    await live.run('CREATE TABLE one (a int); CREATE TABLE two (a int); CREATE TABLE three (a int)');
    const args = ['drift', ...onSuiteServer()];
    const env = { DRIFTPROOF_URL: live.url.href };
    expect(await runCli([...args, '--quiet'], { cwd: folder, env })).toMatchObject({ code: 0, stderr: '' });
    await live.run('DROP TABLE three');
    const ran = await runCli(args, { cwd: folder, env });
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain('table public.three is declared in the schema, but missing in the database');
  });
});

describe('modules as people write them', () => {
  const commonJs = { 'lib/id.cjs': 'module.exports = (name) => name; module.exports.other = 1;' };
  const byDefault = (name: string): string =>
    tableIn(name, `import id from '../lib/id.cjs'; export const of${name} = id('x');`);
  it.each<[string, Files]>([
    [
      'two import one of CommonJS by default',
      { ...commonJs, 'db/one.ts': byDefault('one'), 'db/two.ts': byDefault('two') },
    ],
    [
      'one imports a transpiled one by default',
      {
        'lib/old.js':
          "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = (name) => name;",
        'db/one.ts': tableIn('one', "import id from '../lib/old.js'; export const x = id('x');"),
        'db/two.ts': tableIn('two'),
      },
    ],
    [
      'tables of other dialects lie beside them, under the same names',
      {
        'db/one.ts': tableIn('one'),
        'db/two.ts': tableIn('two'),
        'db/others.ts': `import { int, mysqlTable } from 'drizzle-orm/mysql-core'; import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
          export const one = mysqlTable('one', { b: int() }); export const two = sqliteTable('two', { c: text() });`,
      },
    ],
    [
      'functions, classes and other values are exported',
      {
        'db/one.ts': `${tableIn('one')} export function help() {} export const arrow = async () => {}; export class Thing {}
          export const nothing = null; export const list = [one]; export default { one };`,
        'db/two.ts': `${tableIn('two')} export default function () { return two; }`,
      },
    ],
    [
      'the tsconfig extends a package that is not installed',
      {
        'tsconfig.json': `{ // as editors write it
          "extends": "@acme/tsconfig/base.json", "compilerOptions": { "paths": { "~/*": ["./lib/*"], "@url": ["./lib/at.ts"], }, } }`,
        'lib/at.ts': "export const at = 'https://example.com';",
        'lib/deep/two.ts': tableIn('two'),
        'db/one.ts': tableIn(
          'one',
          "import { at } from '@url'; export { two } from '~/deep/two'; export const place = at;",
        ),
      },
    ],
  ])('%s', async (_, files) => {
    const ran = await driftOf(
      { ...config({ schema: './db' }), ...files },
      'CREATE TABLE one (a int); CREATE TABLE two (a int)',
    );
    expect(ran, ran.stderr).toMatchObject({ code: 0, serious: [] });
  });
});

describe('options that say what is compared', () => {
  const both = `import { integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';
    export const shop = pgSchema('shop'); export const item = shop.table('item', { a: integer() });
    export const own = pgTable('own', { a: integer() });`;
  const live = `CREATE SCHEMA shop; CREATE TABLE shop.item (a int); CREATE TABLE own (a int);
    CREATE SCHEMA other; CREATE TABLE other.x (a int); CREATE TABLE own_backup (a int); CREATE TABLE spatial_ref_sys (a int)`;
  it.each<[string, object, string[]]>([
    ['nothing', {}, ['table-extra own_backup', 'table-extra spatial_ref_sys', 'schema-extra other']],
    ['schemaFilter', { schemaFilter: ['shop'] }, []],
    ['schemaFilter, one name', { schemaFilter: 'other' }, ['schema-extra other']],
    ['schemaFilter, patterns', { schemaFilter: ['*', '!public', '!oth*'] }, []],
    ['tablesFilter', { schemaFilter: ['public'], tablesFilter: ['own*'] }, ['table-extra own_backup']],
    [
      'tablesFilter, negated',
      { schemaFilter: 'public', tablesFilter: '!own_*' },
      ['table-extra spatial_ref_sys'],
    ],
    [
      'extensionsFilters',
      { schemaFilter: ['public'], extensionsFilters: ['postgis'] },
      ['table-extra own_backup'],
    ],
  ])('%s', async (_, settings, expected) => {
    const ran = await driftOf({ ...config({ schema: './schema.ts', ...settings }), 'schema.ts': both }, live);
    expect([...ran.serious].sort()).toEqual([...expected].sort());
    expect(ran.code).toBe(expected.length === 0 ? 0 : 2);
  });

  it('tablesFilter, of views and of what hangs on tables and views', async () => {
    const ours = `CREATE TABLE own (a int); CREATE VIEW own_view AS SELECT a FROM own`;
    const others = `CREATE TABLE tool (a serial); CREATE INDEX ON tool (a); CREATE VIEW tool_view AS SELECT a FROM tool;
      CREATE MATERIALIZED VIEW tool_sums AS SELECT a FROM tool; CREATE INDEX ON tool_sums (a);
      CREATE RULE ignore AS ON DELETE TO tool_view DO INSTEAD NOTHING`;
    const files = configOf("export const own = d.pgTable('own', { a: d.integer() });", {
      tablesFilter: ['own*'],
    });
    const ran = await driftOf(files, `${ours}; ${others}`);
    expect(ran.serious).toEqual(['view-extra own_view']);
  });

  it.each(['snake_case', 'camelCase', undefined])('casing: %s', async (casing) => {
    const files = configOf("export const t = d.pgTable('t', { firstName: d.text() });", { casing });
    const expected = casing === 'snake_case' ? [] : ['column-missing firstName', 'column-extra first_name'];
    const ran = await driftOf(files, 'CREATE TABLE t (first_name text)');
    expect(ran.serious).toEqual(casing === 'snake_case' ? [] : expect.arrayContaining(expected));
  });

  it('migrations.schema and migrations.table: the ledger is there, and no table of anybody', async () => {
    const history = historyOf(['CREATE TABLE t (a int);', 'DROP TABLE t;']);
    const schema = "export const t = d.pgTable('t', { a: d.integer() });";
    const database = await databases.create();
    await database.run(`CREATE TABLE t (a int); CREATE TABLE public.applied (id int, hash text, created_at bigint);
      INSERT INTO applied VALUES (1, 'of something else', 1735689600000)`);
    const found = async (migrations: object) =>
      (await runIn(await write({ ...configOf(schema, { migrations }), ...history }), ['drift'], database.url))
        .serious;
    expect(await found({ schema: 'public', table: 'applied' })).toEqual(['migration-edited 0000_step']);
    expect(await found({ prefix: 'index' })).toEqual(['table-extra applied']);
  });
});

it('a project without a migrations folder: drift compares the schema, the others say one line', async () => {
  const files = configOf("export const t = d.pgTable('t', { a: d.integer() });");
  const ran = await driftOf(files, 'CREATE TABLE t (a int)');
  expect(ran).toMatchObject({ code: 0, serious: [] });
  expect(ran.stderr).toContain('does not set "out", and there is no folder "drizzle" beside it');
  const folder = await write(files);
  for (const command of ['history', 'verify']) {
    const { code, stderr } = await runIn(folder, [command]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^driftproof: .*drizzle\.config\.ts: does not set "out".*; set "out"; .*\n$/);
  }
});

describe('what cannot be loaded is one clear line', () => {
  const schema = './schema.ts';
  const fine = {
    ...historyOf(['SELECT 1;', 'SELECT 1;']),
    ...config({ schema }),
    'schema.ts': tableIn('one'),
  };
  const linesOf = (stderr: string): string[] =>
    stderr
      .trimEnd()
      .split('\n')
      .filter((each) => !/scratch databases on|rows in each table/.test(each));

  it.each<[string, Files, RegExp]>([
    [
      'an import that is not there',
      { 'schema.ts': "import 'no-such-package';" },
      /schema\.ts: cannot be loaded: .*no-such-package/,
    ],
    [
      'an import of an import',
      { 'schema.ts': "export * from './deep/one';", 'deep/one.ts': "import '@/nowhere';" },
      /schema\.ts: cannot be loaded: .*@\/nowhere/,
    ],
    ['a file that is no TypeScript', { 'schema.ts': 'export const = 1;' }, /schema\.ts: cannot be loaded: /],
    [
      'a schema file that is not there',
      config({ schema: ['./schema.ts', './gone.ts'] }),
      /drizzle\.config\.ts: schema file .*gone\.ts does not exist; check "schema"/,
    ],
    [
      'a glob that matches nothing',
      config({ schema: './src/*.ts' }),
      /no schema file matches .*src\/\*\.ts; check "schema"/,
    ],
    [
      'no table',
      { 'schema.ts': 'export const a = 1, b = null;' },
      /schema\.ts: declares no table; export its tables/,
    ],
    [
      'one table in two files',
      { ...config({ schema: './db' }), 'db/a.ts': tableIn('one'), 'db/b.ts': tableIn('one') },
      /db\/b\.ts: declares table public\.one, which .*db\/a\.ts declares too; declare it once/,
    ],
  ])('%s', async (_, files, line) => {
    const ran = await runCli(['verify', ...onSuiteServer()], { cwd: await write({ ...fine, ...files }) });
    expect(ran.stderr).toMatch(line);
    expect(linesOf(ran.stderr)).toHaveLength(1);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/\? schema ↔ migrations: .* 0000_step +✓/s);
  });

  it.each<[string, Files, RegExp]>([
    ['no schema', config({}), /drizzle\.config\.ts: does not set "schema"; set "schema"/],
    [
      'a function',
      { 'drizzle.config.ts': 'export default () => ({});' },
      /drizzle\.config\.ts: must be an object, not a function/,
    ],
    [
      'another dialect',
      config({ schema, dialect: 'mysql' }),
      /drizzle\.config\.ts, dialect: must be "postgresql", not "mysql"/,
    ],
    [
      'a config that ends the process',
      { 'drizzle.config.ts': "console.log('NO_SUCH_URL is not set'); process.exit(0);" },
      /drizzle\.config\.ts: cannot be loaded: it exits the process: NO_SUCH_URL is not set\n$/,
    ],
  ])('%s', async (_, files, line) => {
    const ran = await runCli(['verify', ...onSuiteServer()], { cwd: await write({ ...fine, ...files }) });
    expect(ran.stderr).toMatch(line);
    expect(linesOf(ran.stderr)).toHaveLength(1);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^$/);
  });

  it('what a project prints when it is loaded is not in the report', async () => {
    const folder = await write({
      ...fine,
      'schema.ts': tableIn('one', "console.log('[dotenv] injecting'); console.info(1);"),
    });
    const ran = await runCli(['verify', '--format', 'json', '--quiet', ...onSuiteServer()], { cwd: folder });
    expect(JSON.parse(ran.stdout).command).toBe('verify');
  });
});
