import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { readLive } from '../../../src/harness/checks/drift/live-state.ts';
import { startServer } from '../../../src/harness/postgres/server.ts';
import { runHere } from '../../support/cli.ts';
import { configOf, historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

vi.mock('../../../src/harness/postgres/server.ts', async (original) => {
  const actual = await original<typeof import('../../../src/harness/postgres/server.ts')>();
  return { ...actual, startServer: vi.fn(actual.startServer) };
});
vi.mock('../../../src/harness/checks/drift/live-state.ts', async (original) => {
  const actual = await original<typeof import('../../../src/harness/checks/drift/live-state.ts')>();
  return { ...actual, readLive: vi.fn(actual.readLive) };
});

const databases = useScratchDatabases();
const write = useStrangers();

const start = vi.mocked(startServer);
const read = vi.mocked(readLive);
beforeEach(() => void start.mockClear());

/** A project with a cache of its own, and what checks a database that its migration has run in. */
async function deployed() {
  const files = {
    ...configOf("export const a = d.pgTable('a', { id: d.integer() });"),
    ...historyOf(['CREATE TABLE a (id integer);']),
  };
  const folder = await write(files, false);
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['drizzle-orm', 'drizzle-kit'])
    await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  const database = await databases.create();
  await database.run('CREATE TABLE a (id integer)');
  const drift = (...args: string[]) =>
    runHere(['drift', '--server', 'embedded', '--url', database.url.href, ...args], { cwd: folder });
  return { folder, drift, database };
}

/** Directories of servers of this process. */
const homes = async (): Promise<string[]> => {
  const names = await Promise.all([tmpdir(), '/dev/shm'].map((folder) => readdir(folder).catch(() => [])));
  return names.flat().filter((name) => name.startsWith('driftproof-') && name.includes(`-${process.pid}-`));
};

/** Lets a reading end when a server is being started. */
const readOnceStarted = (then: () => void = () => {}) =>
  read.mockImplementationOnce(async (...asked) => {
    const { readLive: actual } = await vi.importActual<
      typeof import('../../../src/harness/checks/drift/live-state.ts')
    >('../../../src/harness/checks/drift/live-state.ts');
    const state = await actual(...asked);
    await vi.waitUntil(() => start.mock.calls.length > 0, { timeout: 30_000 });
    then();
    return state;
  });

it('where nothing is kept, its own server starts while the database is read; where something is, none does', async () => {
  const { folder, drift, database } = await deployed();
  readOnceStarted();
  const first = await drift();
  expect(first.stderr).toContain('scratch databases on the embedded server');
  expect(first.code).toBe(0);
  expect(start).toHaveBeenCalledTimes(1);
  expect(await homes()).toEqual([]);
  start.mockClear();
  const again = await drift();
  expect(again.code).toBe(0);
  expect(start).not.toHaveBeenCalled();
  await rm(join(folder, 'node_modules/.cache'), { recursive: true });
  await database.drop();
});

it('a server that was started, and is not needed after all, is not spoken of, and nothing of it is left', async () => {
  const { drift, database } = await deployed();
  readOnceStarted(() => {
    throw new Error('the database went away');
  });
  const { code, stderr } = await drift();
  expect(code).toBe(1);
  expect(stderr).toContain('the database went away');
  expect(stderr).not.toContain('scratch databases on');
  expect(start).toHaveBeenCalledTimes(1);
  expect(await homes()).toEqual([]);
  await database.drop();
});
