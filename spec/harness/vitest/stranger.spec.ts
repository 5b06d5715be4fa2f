import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { installIn } from '../../support/install.ts';
import { configOf, type Files, historyOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

/** The one line that a project's spec file needs. */
const oneLine = `import { testMigrations } from 'driftproof/vitest';
await testMigrations('drizzle.config.ts', { server: process.env.SCRATCH_SERVER });`;

const schema = `export const note = d.pgTable('note', { id: d.integer().primaryKey(), title: d.text() });`;

const table = 'CREATE TABLE note (id integer PRIMARY KEY);';
const title = 'ALTER TABLE note ADD COLUMN title text;';

interface Told {
  readonly passed: readonly string[];
  readonly failed: Readonly<Record<string, string>>;
  readonly skipped: readonly string[];
}

/** Runs `vitest` in a project. */
async function test(files: Files): Promise<Told> {
  const folder = await write(
    { 'package.json': '{"type":"module"}', 'guard.spec.ts': oneLine, ...files },
    false,
  );
  await installIn(folder);
  const cli = resolve('node_modules/vitest/vitest.mjs');
  const args = [cli, 'run', '--root', folder, '--reporter=json', '--outputFile=report.json'];
  const env = { ...process.env, SCRATCH_SERVER: inject('serverUrl') };
  await promisify(execFile)(process.execPath, args, { cwd: folder, env }).catch(() => {});
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  const results: { title: string; status: string; failureMessages: string[] }[] =
    report.testResults[0].assertionResults;
  return {
    passed: results.filter(({ status }) => status === 'passed').map(({ title }) => title),
    failed: Object.fromEntries(
      results
        .filter(({ status }) => status === 'failed')
        .map((each) => [each.title, each.failureMessages.join()]),
    ),
    skipped: results.filter(({ status }) => status === 'skipped').map(({ title }) => title),
  };
}

it('a history whose snapshots alone are missing passes all other tests, by name', async () => {
  const { passed, failed } = await test({
    ...configOf(schema),
    ...historyOf([table, 'DROP TABLE note;'], [title, '-- irreversible: titles are dear to us']),
  });
  expect(Object.keys(failed)).toEqual(['no migration-snapshot-missing: a migration without its snapshot']);
  expect(passed).toEqual(
    expect.arrayContaining([
      'no migration-number-twice: two migrations have the same number, as when two branches are merged',
      '0000 applies',
      '0000 keeps rows',
      '0000_down leaves no trace',
      '0000 can be reapplied',
      '0001 applies',
      '0001 is irreversible: titles are dear to us',
      "Drizzle's migrator can build a new database",
      'the migrations build what the schema declares',
    ]),
  );
  expect(passed).not.toContain('0001_down leaves no trace');
});

it('each thing that is wrong fails the test of its name, and says where', async () => {
  const { failed } = await test({
    ...configOf(schema),
    ...historyOf(
      [table, 'SELECT 1;'],
      ['ALTER TABLE note ADD COLUMN titel text;', 'ALTER TABLE note DROP COLUMN titel;'],
    ),
  });
  expect(Object.keys(failed).slice(1)).toEqual([
    '0000_down leaves no trace',
    '0000 can be reapplied',
    'the migrations build what the schema declares',
  ]);
  expect(failed['0000_down leaves no trace']).toMatch(
    /table public\.note is left behind by the down of 0000_step/,
  );
  expect(failed['the migrations build what the schema declares']).toMatch(
    /column public\.note\.title is declared in the schema, but no migration creates it\n +column-missing, culprit: schema, see schema\.ts:2/,
  );
});

it('what comes after an up that fails could not be told, and what comes before could', async () => {
  const { passed, failed } = await test({
    ...configOf(schema),
    ...historyOf(
      [table, 'DROP TABLE note;'],
      [title, 'SELECT 1;'],
      ['ALTER TABLE notes ADD COLUMN body text;', 'SELECT 1;'],
    ),
  });
  expect(passed).toContain('0000_down leaves no trace');
  expect(failed['0001_down leaves no trace']).toMatch(/column public\.note\.title is left behind/);
  for (const name of ['0002 applies', 'the migrations build what the schema declares'])
    expect(failed[name]).toMatch(/^could not tell: .*0002_step\.sql:1: relation "notes" does not exist/);
});

it('what was not asked for is skipped, and does not pass', async () => {
  const { passed, skipped } = await test({
    ...configOf(schema),
    ...historyOf([table, 'DROP TABLE note;']),
    'guard.spec.ts': oneLine.replace('{ server', '{ cost: false, rows: 0, server'),
  });
  expect(skipped).toEqual(['0000 keeps rows', '0000 has only accepted costs']);
  expect(passed).not.toContain('0000 keeps rows');
});

it('of migrations that are not new, only that they apply is tested', async () => {
  const { passed, skipped, failed } = await test({
    ...configOf(schema),
    ...historyOf([table, 'SELECT 1;'], [title, 'SELECT 1;']),
    'guard.spec.ts': oneLine.replace('{ server', "{ since: '0000_step', server"),
  });
  expect(passed).toEqual(expect.arrayContaining(['0000 applies', '0001 applies', '0001 keeps rows']));
  expect(skipped).toEqual([
    '0000 keeps rows',
    '0000_down leaves no trace',
    '0000 can be reapplied',
    '0000 has only accepted costs',
  ]);
  expect(Object.keys(failed)).toContain('0001_down leaves no trace');
});
