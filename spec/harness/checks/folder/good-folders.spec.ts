import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyIsOneLine } from '../../../../src/harness/checks/folder/history-is-one-line.ts';
import { readFolder } from '../../../../src/harness/history/folder.ts';
import { readMigrations } from '../../../../src/harness/history/migrations.ts';
import { migrationsFolder } from '../../../support/application.ts';
import {
  entries,
  type Files,
  good,
  journalText,
  noon,
  snapshot,
  snapshot8,
  useFolders,
} from '../../history/support/folder.ts';
import { fourth, inJournal } from '../../history/support/row.ts';

const write = useFolders();

const findingsIn = async (files: Files) =>
  historyIsOneLine(await readFolder(await write(files)), { now: noon(20) });

/** Journals whose tags begin with what drizzle-kit's `migrations.prefix` says. */
const prefixed = (tags: readonly string[]): Files => ({
  'meta/_journal.json': journalText(tags.map((tag, idx) => ({ idx, tag, when: noon(idx + 1) }))),
  ...Object.fromEntries(
    tags.flatMap((tag, idx) => [
      [`${tag}.sql`, `CREATE TABLE t${idx} ();`],
      [`${tag}.down.sql`, `DROP TABLE t${idx};`],
    ]),
  ),
});

const withSnapshots = (files: Files, ...prefixes: readonly string[]): Files => ({
  ...files,
  ...Object.fromEntries(
    prefixes.map((prefix, idx) => [
      `meta/${prefix}_snapshot.json`,
      snapshot(prefix, ...prefixes.slice(0, idx).slice(-1)),
    ]),
  ),
});

const spoilt = (up: string): Files => {
  const files = good.journal();
  fourth(up)(files);
  return files;
};

const controls: Record<string, () => Files> = {
  'the layout of 0.x': good.journal,
  'the layout of 1.x': good.folders,
  'tags that begin with a timestamp': () =>
    withSnapshots(
      prefixed(['20250101120000_a', '20250102120000_b', '20250109120000_c']),
      '20250101120000',
      '20250102120000',
      '20250109120000',
    ),
  'tags that begin with seconds': () =>
    withSnapshots(prefixed(['1735732800_a', '1735819200_b']), '1735732800', '1735819200'),
  'tags without prefix': () => prefixed(['_a', '_b']),
  'a migration that is itself called down': () => {
    const files = good.journal();
    files['meta/_journal.json'] = journalText([
      ...['0000_users', '0001_mood', '0002_index', '0003_scale_down'].map((tag, idx) => ({
        idx,
        tag,
        when: noon(idx + 1),
      })),
    ]);
    files['0003_scale_down.sql'] = 'SELECT 1;';
    files['0003_scale_down_down.sql'] = 'SELECT 1;';
    files['meta/0003_snapshot.json'] = snapshot('scale', 'index');
    return files;
  },
  'branches of 1.x that a later migration joins': () => ({
    ...good.folders(),
    '20250103120000_index/snapshot.json': snapshot8('index', 'users'),
    '20250104120000_join/migration.sql': 'SELECT 1;',
    '20250104120000_join/down.sql': 'SELECT 1;',
    '20250104120000_join/snapshot.json': snapshot8('join', 'mood', 'index'),
  }),
  'downs of each convention in folders': () => ({
    ...Object.fromEntries(Object.entries(good.folders()).filter(([path]) => !path.endsWith('down.sql'))),
    '20250101120000_users/migration.down.sql': 'SELECT 1;',
    '20250102120000_mood_down.sql': 'SELECT 1;',
    '20250103120000_index.down.sql': 'SELECT 1;',
  }),
  'packages and hidden files in it': () => ({
    ...good.journal(),
    'node_modules/a/b.sql': 'SELECT 1;',
    '.old/0009_a.sql': 'SELECT 1;',
  }),
  'a time that another clock has reached already': () => {
    const files = good.journal();
    inJournal((list) => Object.assign(list[2] as object, { when: noon(20) + 3_600_000 }))(files);
    return files;
  },
  'a table made again after it was dropped': () => spoilt('DROP TABLE public.users;\nCREATE TABLE users ();'),
  'a table made again after it was renamed': () =>
    spoilt('ALTER TABLE users RENAME TO people;\nCREATE TABLE users ();'),
  'an index made again after its table was dropped': () =>
    spoilt('DROP TABLE users CASCADE; CREATE TABLE u (); CREATE INDEX users_name ON u (name);'),
  'a column made again after its type was dropped': () =>
    spoilt('ALTER TABLE users ADD a mood; DROP TYPE mood CASCADE; ALTER TABLE users ADD a text;'),
  'an index made again after its column was dropped': () =>
    spoilt('ALTER TABLE users DROP name, ADD name int; CREATE INDEX users_name ON users (name);'),
  'a type made again by way of another name': () =>
    spoilt("ALTER TYPE mood RENAME TO old; CREATE TYPE mood AS ENUM ('ok'); DROP TYPE old;"),
  'a table dropped inside a DO block': () =>
    spoilt('DO $$ BEGIN DROP TABLE users; END $$; CREATE TABLE users ();'),
  'tables of one name in two schemas': () => spoilt('CREATE TABLE app.users ();'),
  'tables, types and columns whose names hold dots': () =>
    spoilt(
      `CREATE TABLE "a.b".c (); CREATE TABLE a."b.c" (); CREATE TYPE "a.b".d AS ENUM (); CREATE TYPE a."b.d" AS ENUM ();
       ALTER TABLE "a.b".c ADD d int; ALTER TABLE a."b.c" ADD d int; ALTER TABLE "a.b".e ADD "f.g" int; ALTER TABLE a."b.e" ADD "f.g" int;`,
    ),
  'a temporary table': () => spoilt('CREATE TEMP TABLE users ();'),
  'a view that is replaced': () => spoilt('CREATE VIEW v AS SELECT 1; CREATE OR REPLACE VIEW v AS SELECT 2;'),
  'a schema that may exist': () =>
    spoilt('CREATE SCHEMA IF NOT EXISTS app; CREATE SCHEMA IF NOT EXISTS app;'),
  'what may exist, and does': () =>
    spoilt(
      `CREATE TABLE IF NOT EXISTS users (); CREATE TABLE IF NOT EXISTS users AS SELECT 1; ALTER TABLE users ADD IF NOT EXISTS a int;
       ALTER TABLE users ADD COLUMN IF NOT EXISTS a int; CREATE INDEX IF NOT EXISTS users_name ON users (name);
       CREATE SEQUENCE s; CREATE SEQUENCE IF NOT EXISTS s;`,
    ),
  'a tag with a folder in it, which Drizzle finds': () => ({
    ...good.journal(),
    'meta/_journal.json': journalText([...entries(), { idx: 3, tag: 'more/0003_more', when: noon(4) }]),
    'more/0003_more.sql': 'SELECT 1;',
    'more/0003_more_down.sql': 'SELECT 1;',
    'meta/more/0003_snapshot.json': snapshot('more', 'index'),
  }),
  'a line of equals signs in a comment': () => spoilt('/*\n=======\n*/ SELECT 1;'),
  'SQL-standard function bodies and dollar quotes': () =>
    spoilt("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; DO $x$ BEGIN PERFORM ';'; END $x$;"),
};

describe('of a folder with', () => {
  it.each(Object.entries(controls))('%s, nothing is said', async (_, files) => {
    expect(await findingsIn(files())).toEqual([]);
  });
});

it("of the application's own migrations nothing is said", async () => {
  const folder = await readFolder(migrationsFolder);
  const project = { configFile: resolve('drizzle.config.ts'), directory: resolve() };
  expect(await historyIsOneLine(folder, { project, now: Date.now() })).toEqual([]);
});

it('both layouts read to the same migrations, but for what they call them', async () => {
  const [flat = [], folders = []] = await Promise.all(
    [good.journal(), good.folders()].map(async (files) =>
      readMigrations(await readFolder(await write(files))),
    ),
  );
  const common = flat.map(({ when, hash, up, down }) => ({ when, hash, up: up.sql, down: down?.sql }));
  expect(folders.map(({ when, hash, up, down }) => ({ when, hash, up: up.sql, down: down?.sql }))).toEqual(
    common,
  );
  expect(flat.map(({ name }) => name)).toEqual([undefined, undefined, undefined]);
  expect(folders.map(({ name }) => name)).toEqual(folders.map(({ tag }) => tag));
});
