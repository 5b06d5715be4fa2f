import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { installIn } from '../../support/install.ts';
import { configOf, type Files, historyOf, useStrangers } from '../../support/projects.ts';

const write = useStrangers();

const project: Files = {
  'package.json': '{"type":"module"}',
  ...configOf(`export const note = d.pgTable('note', { id: d.integer().primaryKey() });`),
  ...historyOf(['CREATE TABLE note (id integer PRIMARY KEY);', 'SELECT 1;']),
};

const tests = `await migrationTests('drizzle.config.ts', { server: process.env.SCRATCH_SERVER, cost: false })`;

/** Runs a program in a project that has these files and this package. Returns what it printed, whatever its exit code. */
async function runIn(files: Files, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = await write({ ...project, ...files }, false);
  await installIn(folder);
  const run = promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, SCRATCH_SERVER: inject('serverUrl'), ...env },
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return { stdout, read: (file: string) => readFile(join(folder, file), 'utf8') };
}

describe('the tests of a history', () => {
  it("are tests of Node's own runner", async () => {
    const file = `import test from 'node:test';
import { migrationTests } from 'driftproof/tests';
for (const { name, run } of ${tests})
  test(name, async (t) => { const untried = await run(); if (untried) t.skip(untried); });`;
    const { stdout } = await runIn({ 'guard.test.js': file }, [
      '--test',
      '--test-reporter=tap',
      'guard.test.js',
    ]);
    expect(stdout).toMatch(/^ *ok \d+ - 0000 applies$/m);
    expect(stdout).toMatch(/^ *not ok \d+ - 0000_down leaves no trace$/m);
    expect(stdout).toContain('table public.note is left behind by the down of 0000_step');
    expect(stdout).toMatch(/^ *ok \d+ - 0000 has only accepted costs # SKIP not tried/m);
  });

  it('are tests of Jest', async () => {
    const file = `import { migrationTests } from 'driftproof/tests';
for (const { path, name, run } of ${tests})
  describe(path.join(' '), () => { test(name, run, 600_000); });`;
    const { read } = await runIn(
      { 'guard.test.js': file },
      [resolve('node_modules/jest/bin/jest.js'), '--json', '--outputFile=report.json'],
      { NODE_OPTIONS: '--experimental-vm-modules' },
    );
    const [{ assertionResults: results }] = JSON.parse(await read('report.json')).testResults;
    const failed = results.filter(({ status }: { status: string }) => status === 'failed');
    expect(failed.map(({ fullName }: { fullName: string }) => fullName)).toEqual([
      'drizzle.config.ts history no migration-snapshot-missing: a migration without its snapshot',
      'drizzle.config.ts migrations 0000_down leaves no trace',
      'drizzle.config.ts migrations 0000 can be reapplied',
    ]);
  });
});
