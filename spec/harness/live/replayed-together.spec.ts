import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { beforeAll, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { configOf, type Files, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const history = [
  'CREATE TABLE a (id integer PRIMARY KEY, old_name text, size integer DEFAULT 1);',
  'CREATE TABLE b (id integer, a_id integer REFERENCES a (id)); CREATE INDEX b_a ON b (a_id);',
  'CREATE TABLE dropped (id integer);',
  'ALTER TABLE a RENAME COLUMN old_name TO title;',
  'DROP TABLE dropped; ALTER TABLE a ALTER COLUMN size SET DEFAULT 2;',
  "CREATE TYPE state AS ENUM ('on', 'off'); ALTER TABLE b ADD COLUMN state state;",
];
const agreeing: Files = {
  ...configOf(`export const state = d.pgEnum('state', ['on', 'off']);
export const a = d.pgTable('a', { id: d.integer().primaryKey(), title: d.text(), size: d.integer().default(2) });
export const b = d.pgTable('b', { id: d.integer(), aId: d.integer('a_id'), state: state() });`),
  ...historyOf(...history.map((up) => [up] as const)),
};

let folder: string;
let timeline: readonly [name: string, text: string];
const caches = (of = folder) => join(of, 'node_modules/.cache/driftproof');
const namesOf = (kind: string, of = folder) =>
  readdir(caches(of)).then((names) => names.filter((name) => name.startsWith(`${kind}-`)));
const forget = () => rm(join(folder, 'node_modules/.cache'), { recursive: true, force: true });

/** A database with the first `count` migrations, applied by Drizzle. */
async function deployed(count: number, files: Files = agreeing): Promise<Scratch> {
  const database = await databases.create();
  const journal = 'drizzle/meta/_journal.json';
  const { entries, ...rest } = JSON.parse(files[journal] ?? '');
  const part = await write({
    ...files,
    [journal]: JSON.stringify({ ...rest, entries: entries.slice(0, count) }),
  });
  const connected = drizzle(database.url.href);
  await migrate(connected, { migrationsFolder: join(part, 'drizzle') });
  await connected.$client.end();
  return database;
}

/** A project with a cache of its own. */
async function project(files: Files): Promise<string> {
  const made = await write(files, false);
  await mkdir(join(made, 'node_modules'));
  for (const name of ['drizzle-orm', 'drizzle-kit'])
    await symlink(resolve('node_modules', name), join(made, 'node_modules', name));
  return made;
}

beforeAll(async () => {
  folder = await project(agreeing);
  const database = await deployed(history.length);
  await database.run('ALTER TABLE a ALTER COLUMN size SET DEFAULT 3');
  await runIn(folder, ['drift'], database.url);
  const [name = ''] = await namesOf('timeline');
  timeline = [name, await readFile(join(caches(), name), 'utf8')];
});

it.each([
  ['nothing', 'SELECT 1', 6, 'together'],
  ['a table that somebody made', 'CREATE TABLE by_hand (id integer PRIMARY KEY)', 6, 'together'],
  ['a column that somebody added', 'ALTER TABLE a ADD COLUMN note text', 6, 'together'],
  [
    'an index and a view that somebody made',
    'CREATE INDEX quick ON a (title); CREATE VIEW v AS SELECT id FROM a',
    6,
    'together',
  ],
  ['nothing, where two are pending', 'SELECT 1', 4, 'together'],
  ['a table that somebody made, where some are pending', 'CREATE TABLE by_hand (id integer)', 3, 'together'],
  ['what a pending one makes', "CREATE TYPE state AS ENUM ('on', 'off')", 5, 'one by one'],
  ['a table that a migration has dropped', 'CREATE TABLE dropped (id integer)', 6, 'one by one'],
  ['a column by the name that it had', 'ALTER TABLE a ADD COLUMN old_name text', 6, 'one by one'],
  ['a changed default', 'ALTER TABLE a ALTER COLUMN size SET DEFAULT 1', 6, 'one by one'],
  ['a missing index', 'DROP INDEX b_a', 6, 'one by one'],
  [
    'a missing table, and one that somebody made',
    'DROP TABLE b; CREATE TABLE by_hand (id integer)',
    6,
    'one by one',
  ],
  ['a renamed column', 'ALTER TABLE a RENAME COLUMN title TO headline', 6, 'one by one'],
] as const)(
  'finds the same of %s, whether its migrations are replayed together or one by one',
  async (_, sql, count, how) => {
    const database = await deployed(count);
    await database.run(sql);
    await forget();
    const together = await runIn(folder, ['drift'], database.url);
    expect(await namesOf('reached')).toHaveLength(1);
    expect(await namesOf('timeline')).toHaveLength(how === 'together' ? 0 : 1);
    const again = await runIn(folder, ['drift'], database.url);
    await forget();
    await mkdir(caches(), { recursive: true, mode: 0o700 });
    await writeFile(join(caches(), timeline[0]), timeline[1]);
    const byOne = await runIn(folder, ['drift'], database.url);
    expect(byOne.findings.length > 0).toBe(sql !== 'SELECT 1' || count < history.length);
    for (const each of [together, again])
      expect([each.code, each.findings, each.notCompared]).toEqual([
        byOne.code,
        byOne.findings,
        byOne.notCompared,
      ]);
    await database.drop();
  },
);

const one = "export const a = d.pgTable('a', { id: d.integer() });";
const make = 'CREATE TABLE a (id integer);';

it.each([
  ['the project has a filter', configOf(one, { schemaFilter: ['public'] }), [make]],
  ['a migration gives something to a role', configOf(one), [make, 'GRANT SELECT ON a TO PUBLIC;']],
  [
    'a migration may make SQL that does',
    configOf(one),
    [make, "DO $$ BEGIN EXECUTE 'GRA' || 'NT SELECT ON a TO PUBLIC'; END $$;"],
  ],
] as const)('they are replayed one by one where %s', async (_, config, ups) => {
  const files = { ...config, ...historyOf(...ups.map((up) => [up] as const)) };
  const made = await project(files);
  const database = await deployed(ups.length, files);
  const { code, findings } = await runIn(made, ['drift'], database.url);
  expect([code, findings.filter(({ severity }) => severity !== 'info')]).toEqual([0, []]);
  expect([await namesOf('reached', made), (await namesOf('timeline', made)).length]).toEqual([[], 1]);
  await database.drop();
});
