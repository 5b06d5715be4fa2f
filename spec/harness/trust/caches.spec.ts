import { spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, makePrivate } from '../../../src/harness/cache/cache-folder.ts';

const made: string[] = [];
let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'caches-'));
  made.push(project);
});
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

const isRoot = process.getuid?.() === 0;
const somebody = 65534;

describe('what is kept lies in', () => {
  const own = () => join(project, 'node_modules/.cache/driftproof');
  const env = () => ({ XDG_CACHE_HOME: join(project, 'of-user') });
  const users = () => join(project, 'of-user/driftproof');

  it('the packages of the project', async () => {
    await mkdir(join(project, 'node_modules'));
    expect(cacheFolder(join(project, 'drizzle.config.ts'), env())).toBe(own());
  });

  it('the cache folder of the user where the project has no packages', () => {
    expect(cacheFolder(join(project, 'drizzle.config.ts'), env())).toBe(users());
  });

  it('the home of the user where no other is named', () => {
    expect(cacheFolder(join(project, 'drizzle.config.ts'))).toBe(join(homedir(), '.cache/driftproof'));
  });

  it.each([
    ['the folder', 'node_modules/.cache/driftproof'],
    ['the folder above it', 'node_modules/.cache'],
    ['the packages', 'node_modules'],
    ['the project', '.'],
  ])('the cache folder of the user where others can write to %s', async (_, path) => {
    const other = await mkdtemp(join(tmpdir(), 'caches-'));
    made.push(other);
    await mkdir(own(), { recursive: true });
    await chmod(join(project, path), 0o777);
    expect(cacheFolder(join(project, 'x.ts'), { XDG_CACHE_HOME: other })).toBe(join(other, 'driftproof'));
  });

  it.skipIf(!isRoot)('the cache folder of the user where the packages are those of another', async () => {
    await mkdir(own(), { recursive: true });
    await chown(own(), somebody, somebody);
    expect(cacheFolder(join(project, 'x.ts'), env())).toBe(users());
  });

  it('the cache folder of the user where a link leads out of the packages', async () => {
    const open = join(project, 'open');
    await mkdir(join(open, 'driftproof'), { recursive: true });
    await chmod(open, 0o777);
    await mkdir(join(project, 'node_modules'));
    await symlink(open, join(project, 'node_modules/.cache'));
    expect(cacheFolder(join(project, 'x.ts'), env())).toBe(users());
  });

  it('no folder where there is none that is private', async () => {
    await chmod(project, 0o777);
    await mkdir(join(project, 'node_modules'));
    expect(cacheFolder(join(project, 'x.ts'), env())).toBeUndefined();
  });
});

it('a folder below one that all may write to, such as /tmp, is private when it is our own', async () => {
  const common = join(project, 'common');
  await mkdir(common);
  await chmod(common, 0o1777);
  expect(makePrivate(join(common, 'ours'))).toBe(true);
  await chmod(common, 0o777);
  expect(makePrivate(join(common, 'ours'))).toBe(false);
});

it.each([
  ['without packages', false],
  ['with packages', true],
])(
  'the command line puts nothing into the folder for temporary files that the next run would load, for a project %s',
  async (_, packages) => {
    const temporary = join(project, 'tmp');
    await mkdir(temporary);
    await cp('drizzle/migrations', join(project, 'drizzle'), { recursive: true });
    const config =
      "const dialect: string = 'postgresql'; export default { dialect, schema: './schema.ts', out: './drizzle' };";
    await writeFile(join(project, 'drizzle.config.ts'), config);
    await writeFile(join(project, 'schema.ts'), '');
    if (packages) await symlink(resolve('node_modules'), join(project, 'node_modules'));
    const ran = spawnSync(process.execPath, [resolve('bin/driftproof.js'), 'history'], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: temporary },
    });
    expect(ran.stdout).toContain('✓ files');
    expect(await readdir(temporary)).toEqual([]);
  },
);
