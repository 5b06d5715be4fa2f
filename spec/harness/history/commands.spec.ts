import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../../src/harness/model/report.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { runInProcess } from '../../support/in-process.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { type Files, good, noon, useFolders } from './support/folder.ts';

const databases = useScratchDatabases();
const write = useFolders();

const projectOf = (files: Files): Promise<string> =>
  write({
    'drizzle.config.json': '{"dialect": "postgresql", "schema": "./schema.ts", "out": "./steps"}',
    'schema.ts': '',
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`steps/${path}`, text])),
  });

const runIn = (cwd: string, ...argv: readonly string[]) =>
  runInProcess(argv, { cwd, now: () => new Date(noon(20)) });

it.each(['journal', 'folders'] as const)('history agrees with a good folder: %s', async (layout) => {
  const ran = await runIn(await projectOf(good[layout]()), 'history');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toContain('✓ files: 3 migrations');
});

it('history exits 2 when a rule is broken, and names the place', async () => {
  const files = good.journal();
  files['0001_mood.sql'] = 'SELECT 1;\nCREATE TYPE (;';
  const ran = await runIn(await projectOf(files), 'history');
  expect(ran).toMatchObject({ code: 2, stderr: '' });
  expect(ran.stdout).toMatch(/^breaking migration-syntax culprit: migration\n.*\n {4}.*0001_mood\.sql:2$/m);
});

it.each<[string, Files, RegExp]>([
  ['the journal is not JSON', { 'meta/_journal.json': '{' }, /_journal\.json: is not valid JSON/],
  [
    'the journal holds the markers of a merge',
    { 'meta/_journal.json': '{\n<<<<<<< HEAD\n}' },
    /_journal\.json: contains unresolved merge conflict markers, from line 2 on/,
  ],
  ['the journal has no entries', { 'meta/_journal.json': '[]' }, /_journal\.json: is not a journal/],
  [
    'an entry has no tag',
    { 'meta/_journal.json': '{"entries": [{"idx": 0, "when": 1}]}' },
    /_journal\.json: entry 0 must have/,
  ],
  ['there is no journal', { '0000_a.sql': 'SELECT 1;' }, /_journal\.json: no such file/],
])('history exits 1 with one line when %s', async (_, files, line) => {
  const ran = await runIn(await projectOf(files), 'history');
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toMatch(line);
  expect(ran.stderr.split('\n')).toHaveLength(2);
});

it('history exits 1 when the folder is not there', async () => {
  const home = await projectOf(good.journal());
  await rm(join(home, 'steps'), { recursive: true });
  const ran = await runIn(home, 'history');
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/steps: no such file or folder\n$/);
});

/** A project two of whose three migrations are applied, and its database. */
async function halfway(): Promise<{ home: string; database: Scratch }> {
  const files = good.journal();
  const home = await projectOf(files);
  const database = await databases.create();
  await migrateByDrizzle(database.url, join(home, 'steps'));
  await database.run('DELETE FROM drizzle.__drizzle_migrations WHERE id = 3');
  return { home, database };
}

it('status lists each migration, and pending ones are fine unless told otherwise', async () => {
  const { home, database } = await halfway();
  const ran = await runIn(home, 'status', '--url', database.url.href);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toMatch(
    / {2}0000_users {2}applied\n {2}0001_mood {3}applied\n {2}0002_index {2}pending\n/,
  );
  expect(await runIn(home, 'status', '--url', database.url.href, '--pending', 'fails')).toMatchObject({
    code: 2,
  });
  expect(await runIn(home, 'status', '--url', database.url.href, '--pending', 'ok')).toMatchObject({
    code: 0,
  });
});

it('status exits 2 for whatever else is wrong, and says so in JSON', async () => {
  const { home, database } = await halfway();
  await database.run(`
    UPDATE drizzle.__drizzle_migrations SET hash = 'other' WHERE id = 1;
    INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('stranger', ${Date.UTC(2025, 5)})`);
  const ran = await runIn(home, 'status', '--url', database.url.href, '--format', 'json');
  expect(ran.code).toBe(2);
  const report = JSON.parse(ran.stdout) as Pick<Report, 'migrationStatus'>;
  expect(report.migrationStatus).toEqual([
    { tag: '0000_users', state: 'edited' },
    { tag: '0001_mood', state: 'applied' },
    { tag: '0002_index', state: 'out-of-order' },
    { tag: String(Date.UTC(2025, 5)), state: 'unknown' },
  ]);
});

it('status of a database without a ledger: all is pending', async () => {
  const database = await databases.create();
  const ran = await runIn(await projectOf(good.folders()), 'status', '--url', database.url.href);
  expect(ran.code).toBe(0);
  expect(ran.stdout.match(/^ {2}\d+_\w+ +pending$/gm)).toHaveLength(3);
});
