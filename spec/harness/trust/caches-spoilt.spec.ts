import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { onSuiteServer, type Ran, runCli } from '../../support/cli.ts';
import { configOf, historyOf, writeFiles } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
let folder: string;
let live: Scratch;
let sound: Awaited<ReturnType<typeof both>>;

const caches = (): string => join(folder, 'node_modules/.cache/driftproof');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoilt-'));
  await writeFiles(folder, {
    ...configOf("export const t = d.pgTable('t', { a: d.integer().primaryKey() });"),
    ...historyOf(['CREATE TABLE t (a int PRIMARY KEY);']),
  });
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir('node_modules'))
    if (name !== '.cache') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  live = await databases.create();
  // An extension that no migration creates: what it brings is kept as well.
  await live.run('CREATE TABLE t (a int PRIMARY KEY); CREATE EXTENSION citext');
  sound = await both();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const drift = (): Promise<Ran> =>
  runCli(['drift', '--quiet', ...onSuiteServer()], { cwd: folder, env: { DRIFTPROOF_URL: live.url.href } });
const history = (): Promise<Ran> => runCli(['history', '--quiet'], { cwd: folder });

/** All that is kept, translated sources among it. */
const kept = async (): Promise<string[]> =>
  (await readdir(caches(), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The same without translated sources. */
const own = async (): Promise<string[]> => (await kept()).filter((file) => dirname(file) === caches());

const withSum = (text: string): string => `${createHash('sha256').update(text).digest('hex')}\n${text}`;
const timeless = ({ code, stdout, stderr }: Ran) => ({
  code,
  // The first run has a scratch server, which the report names.
  stdout: stdout.replaceAll(/\d+ ms/g, '').replace(/^ {2}scratch server.*\n|^ {2}expected.*\n/gm, ''),
  stderr,
});

const both = async () => [await drift(), await history()].map(timeless);

describe('what is kept from an earlier run and is not what was written is as good as nothing', () => {
  it.each([
    ['{}', '{}'],
    ['nothing', ''],
    ['null', 'null'],
    ['text', 'hello\nworld'],
    ['zero bytes', '\0\0\0\n\0'],
    ['half of it', undefined],
    ['{} with its checksum', withSum('{}')],
    ['null with its checksum', withSum('null')],
    ['a list with its checksum', withSum('[]')],
    ['text with its checksum', withSum('hello')],
  ])('%s', async (_, content) => {
    for (const file of await kept()) {
      const whole = await readFile(file, 'utf8');
      await writeFile(file, content ?? whole.slice(0, whole.length / 2));
    }
    expect(await both()).toEqual(sound);
  });

  it('what another of its name kept', async () => {
    const [first = '', ...others] = await own();
    expect(others.length).toBeGreaterThan(0);
    for (const file of others) await copyFile(first, file);
    expect(await both()).toEqual(sound);
  });

  it('a folder of its name', async () => {
    for (const file of await own()) {
      await rm(file);
      await mkdir(file);
    }
    expect(await both()).toEqual(sound);
    await rm(caches(), { recursive: true });
  });
});
