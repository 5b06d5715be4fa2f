import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { startCli } from '../../support/cli.ts';
import { configOf, historyOf, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const made: string[] = [];
const role = `keeper_${process.pid}`;
const password = 'Q7/secret#word@X9?kept';
/** The password as it stands, as a URL writes it, and a part of it that no other text holds. */
const traces = [password, encodeURIComponent(password), 'word@X9', 'word%40X9'];

let live: Scratch;
beforeAll(async () => {
  live = await databases.create();
  await live.run(
    `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${password}'; CREATE TABLE t (a int PRIMARY KEY)`,
  );
});
afterAll(async () => {
  await live.run(`DROP ROLE ${role}`);
  await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })));
});

const withPassword = (address: URL | string): string => {
  const url = new URL(address);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
};

/** A project with packages of its own, so that all that is kept lies in it, beside its folder for temporary files. */
async function ground() {
  const folder = await mkdtemp(join(tmpdir(), 'keeper-'));
  made.push(folder);
  await writeFiles(folder, {
    ...configOf("export const t = d.pgTable('t', { a: d.integer().primaryKey() });"),
    ...historyOf(['CREATE TABLE t (a int PRIMARY KEY);', 'DROP TABLE t;']),
  });
  await mkdir(join(folder, 'node_modules'));
  await mkdir(join(folder, 'tmp'));
  for (const name of await readdir('node_modules'))
    if (name !== '.cache') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

const gone = (): string => '';

/** All files below some folders that hold a trace of the password; links are not followed. */
async function filesWithTraces(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesWithTraces(path)));
    else if (entry.isFile() && hasTrace(await readFile(path, 'latin1').catch(gone))) found.push(path);
  }
  return found;
}

const hasTrace = (text: string): boolean => traces.some((each) => text.includes(each));

/**
 * The argument lists that hold a trace of the password, of processes other than one that was given it. Between fork and exec
 * a child of that one shows its parent's list, which tells nobody more than the parent's own.
 */
async function argumentsWithTraces(given: number): Promise<string[]> {
  const listOf = (pid: string): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(gone);
  const own = await listOf(String(given));
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lists = await Promise.all(pids.filter((pid) => Number(pid) !== given).map(listOf));
  return lists.filter((list) => list !== own && hasTrace(list));
}

const url = () => withPassword(inject('serverUrl'));

it.each([
  ['verify on a server that is named by a URL', () => ['verify', '--server', url()], () => ({})],
  [
    'drift of a database that the environment names',
    () => ['drift', '--server', url()],
    () => ({ DRIFTPROOF_URL: withPassword(live.url) }),
  ],
  [
    'drift of one that the command line names',
    () => ['drift', '--url', withPassword(live.url), '--server', 'embedded'],
    () => ({}),
  ],
  [
    'drift of one that libpq’s variables name',
    () => ['drift', '--server', 'embedded'],
    () => ({
      PGHOST: live.url.hostname,
      PGPORT: live.url.port,
      PGUSER: role,
      PGDATABASE: live.name,
      PGPASSWORD: password,
    }),
  ],
] as const)('%s leaves no password in a file, nor in the arguments of a process', async (_, argv, env) => {
  const folder = await ground();
  const child = startCli([...argv(), '--format', 'json', '--output', 'report.json'], {
    cwd: folder,
    env: { ...env(), TMPDIR: join(folder, 'tmp'), XDG_CACHE_HOME: join(folder, 'cache') },
  });
  let said = '';
  child.stderr?.on('data', (text) => (said += text));
  const seen = new Set<string>();
  while (child.exitCode === null) {
    for (const each of await argumentsWithTraces(child.pid ?? 0)) seen.add(each);
    for (const each of await filesWithTraces(folder)) seen.add(each);
    await sleep(20);
  }
  for (const each of await filesWithTraces(folder)) seen.add(each);
  expect([...seen]).toEqual([]);
  expect(hasTrace(said)).toBe(false);
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  expect(report.command).toBe(argv()[0]);
  // Without what is kept from run to run the spec would look at nothing.
  const kept = await readdir(join(folder, 'node_modules/.cache/driftproof'));
  expect(kept.length > 0 || argv()[0] === 'verify').toBe(true);
});
