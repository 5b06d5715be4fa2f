import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { pack, unpack } from '../../../src/harness/postgres/embedded/packed.ts';
import { layOut, readyMadeFile, takeUp } from '../../../src/harness/postgres/embedded/ready-made.ts';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';
import { runCli } from '../../support/cli.ts';

let caches: string;
beforeEach(async () => {
  caches = await mkdtemp(join(tmpdir(), 'ready-made-'));
});
afterEach(() => rm(caches, { recursive: true, force: true }));

/** Which cluster a new server runs on: initdb makes each one up (Postgres manual, pg_control_system). */
async function clusterOf(folder = caches): Promise<string> {
  const server = await startEmbedded('as asked', { caches: folder });
  try {
    const connection = await connect(server.url);
    const [[row] = []] = await connection.send(
      'SELECT system_identifier::text AS id FROM pg_control_system()',
    );
    await connection.close();
    return String(row?.id);
  } finally {
    await server.stop();
  }
}

const kept = (): Promise<string[]> => readdir(caches);

it('what initdb makes is kept for the next server, and nobody else may read it', async () => {
  const first = await clusterOf();
  const [file = '', ...more] = await kept();
  expect(file).toMatch(/^cluster-[0-9a-f]{16}$/);
  expect(more).toEqual([]);
  expect((await stat(join(caches, file))).mode & 0o777).toBe(0o600);
  expect(await clusterOf()).toBe(first);
  expect(await clusterOf()).toBe(first);
  expect(await kept()).toEqual([file]);
});

it('two servers on what is kept are two', async () => {
  await clusterOf();
  const [one, other] = await Promise.all([1, 2].map(() => startEmbedded('as asked', { caches })));
  try {
    const connection = await connect(one?.url ?? new URL('postgres:'));
    await connection.send('CREATE DATABASE only_here');
    await connection.close();
    const beside = await connect(other?.url ?? new URL('postgres:'));
    expect(await beside.send("SELECT 1 FROM pg_database WHERE datname = 'only_here'")).toEqual([[]]);
    await beside.close();
  } finally {
    await one?.stop();
    await other?.stop();
  }
});

it.each([
  ['was cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['has another byte', (bytes: Buffer) => bytes.map((byte, at) => (at === 1_000_000 ? byte ^ 1 : byte))],
  ['is empty', () => Buffer.alloc(0)],
])('a file that %s is recreated', async (_, harm) => {
  const first = await clusterOf();
  const [name = ''] = await kept();
  const file = join(caches, name);
  await writeFile(file, harm(await readFile(file)));
  const second = await clusterOf();
  expect(second).not.toBe(first);
  expect(await clusterOf()).toBe(second);
});

it('a folder that is none keeps nothing, and the server starts', async () => {
  const file = join(caches, 'file');
  await writeFile(file, '');
  expect(await clusterOf(file)).not.toBe(await clusterOf(file));
  expect(await kept()).toEqual(['file']);
});

const content = { bytes: Buffer.from('x'), size: 1 };

it('each file is laid out as it was taken up, to the last zero', async () => {
  const [from, to] = [join(caches, 'from'), join(caches, 'to')];
  const contents: Readonly<Record<string, Buffer>> = {
    'base/1': Buffer.from('the same'),
    'base/2': Buffer.from('the same'),
    'base/empty': Buffer.alloc(0),
    'base/zeros': Buffer.alloc(8192),
    'wal/log': Buffer.concat([Buffer.from([0, 1, 0, 2]), Buffer.alloc(16_000)]),
  };
  for (const [path, bytes] of Object.entries(contents)) {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), bytes);
  }
  const taken = takeUp(from, 'secret');
  const packed = taken && pack(taken);
  expect(packed?.length).toBeLessThan(8000);
  const made = packed && unpack(packed);
  expect(made?.password).toBe('secret');
  expect(made && layOut(made, to, undefined)).toBe(true);
  for (const [path, bytes] of Object.entries(contents)) expect(await readFile(join(to, path))).toEqual(bytes);
});

it('a cluster into which a link was put is not taken up', async () => {
  await writeFile(join(caches, 'secret'), 'what root may read');
  const data = join(caches, 'data');
  const files = new Map([['base/1', content]]);
  expect(layOut({ password: '', folders: ['base'], files }, data, undefined)).toBe(true);
  expect(takeUp(data, 'p')?.files).toEqual(files);
  await symlink(join(caches, 'secret'), join(data, 'base/2'));
  expect(takeUp(data, 'p')).toBeUndefined();
});

it('what cannot be laid out leaves nothing', async () => {
  const made = { password: '', folders: [], files: new Map([['in/no/folder', content]]) };
  expect(layOut(made, join(caches, 'data'), undefined)).toBe(false);
  expect(await kept()).toEqual([]);
});

it("the command line keeps it in the user's cache folder, where that is private", async () => {
  const env = { XDG_CACHE_HOME: caches };
  const doctor = ['doctor', '--server', 'embedded'];
  expect((await runCli(doctor, { env })).stdout).toContain('the embedded server');
  expect(
    (await readdir(join(caches, 'driftproof'))).filter((name) => name.startsWith('cluster-')),
  ).toHaveLength(1);
  await rm(join(caches, 'driftproof'), { recursive: true });
  await chmod(caches, 0o777);
  expect((await runCli(['verify', '--server', 'embedded', '--no-cost', '--rows', '0'], { env })).code).toBe(
    0,
  );
  expect(
    (await readdir(join(caches, 'driftproof')).catch(() => [])).filter((name) => name.startsWith('cluster-')),
  ).toEqual([]);
});

it('what is kept is told apart by what initdb reads, wherever that lies, and by the programs', async () => {
  const native = join(caches, 'native');
  const fileOf = async (
    files: Readonly<Record<string, string>>,
    platform: NodeJS.Platform = 'linux',
  ): Promise<string | undefined> => {
    await rm(native, { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(native, path)), { recursive: true });
      await writeFile(join(native, path), text);
    }
    return readyMadeFile(caches, native, platform);
  };
  const programs = { 'bin/initdb': 'i', 'bin/postgres': 'p' };
  const onWindows = { 'bin/initdb.exe': 'i', 'bin/postgres.exe': 'p' };
  const files = [
    await fileOf({ ...programs, 'share/postgresql/postgres.bki': 'a' }),
    await fileOf({ ...programs, 'share/postgresql/postgres.bki': 'b' }),
    await fileOf({ ...programs, 'bin/postgres': 'p2', 'share/postgresql/postgres.bki': 'a' }),
    await fileOf({ ...programs, 'share/postgres.bki': 'c' }, 'darwin'),
    await fileOf({ ...onWindows, 'share/postgres.bki': 'a' }, 'win32'),
  ];
  expect(files).not.toContain(undefined);
  expect(new Set(files).size).toBe(5);
  expect(await fileOf({ ...programs, 'share/readme.txt': '' })).toBeUndefined();
  expect(await fileOf({ 'share/postgres.bki': 'a' })).toBeUndefined();
});
