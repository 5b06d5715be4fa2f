import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { homePrefix } from '../../../src/harness/postgres/embedded/home.ts';
import { sweepHomes } from '../../../src/harness/postgres/embedded/leftovers.ts';

const isRoot = process.getuid?.() === 0;
const somebody = { uid: 65533, gid: 65533 };

const made: string[] = [];
const processes: ChildProcess[] = [];
let home: string;

/** Runs of other specs sweep the folder of temporary files: this one is ours. */
const usual = process.env.TMPDIR;
beforeAll(async () => {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'leftovers-'));
});
afterAll(async () => {
  await rm(tmpdir(), { recursive: true, force: true });
  if (usual === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usual;
});

/** A directory that looks like the one of a run that is dead. */
beforeEach(async () => {
  const dead = spawnSync('true').pid;
  home = await mkdtemp(join(tmpdir(), `${homePrefix}${dead}-`));
  made.push(home);
});
afterEach(async () => {
  for (const each of processes.splice(0)) each.kill('SIGKILL');
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Starts a process that nobody should end. */
async function victim(argv0 = 'sleep', args: readonly string[] = ['60'], user = {}): Promise<ChildProcess> {
  const script = 'setTimeout(() => {}, 60_000)';
  const child = spawn(process.execPath, ['-e', script, '--', ...args], { argv0, stdio: 'ignore', ...user });
  processes.push(child);
  await once(child, 'spawn');
  await aMoment();
  return child;
}

async function plantPid(text: string): Promise<void> {
  await mkdir(join(home, 'data'), { recursive: true });
  await writeFile(join(home, 'data/postmaster.pid'), text);
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

/** Time enough for a signal to arrive. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 200));

describe('a process that a planted postmaster.pid names is not ended', () => {
  it('when it is no server', async () => {
    const child = await victim();
    await plantPid(`${child.pid}\n${home}/data\n`);
    await sweepHomes(undefined);
    await aMoment();
    expect(isRunning(child)).toBe(true);
    expect(existsSync(home)).toBe(false);
  });

  it('when it is a server on another directory', async () => {
    const child = await victim('/usr/bin/postgres', ['-D', '/var/lib/postgresql/data']);
    await plantPid(`${child.pid}\n${home}/data\n`);
    await sweepHomes(undefined);
    await aMoment();
    expect(isRunning(child)).toBe(true);
  });

  it.skipIf(!isRoot)('when it belongs to another than the directory does', async () => {
    const child = await victim('/usr/bin/postgres', ['-D', join(home, 'data')], somebody);
    await plantPid(`${child.pid}\n${home}/data\n`);
    await sweepHomes(undefined);
    await aMoment();
    expect(isRunning(child)).toBe(true);
  });

  it('when the file is a link to one of another server', async () => {
    const child = await victim('/usr/bin/postgres', ['-D', join(home, 'data')]);
    await mkdir(join(home, 'data'));
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    made.push(elsewhere);
    await writeFile(join(elsewhere, 'pid'), `${child.pid}\n${home}/data\n`);
    await symlink(join(elsewhere, 'pid'), join(home, 'data/postmaster.pid'));
    await sweepHomes(undefined);
    await aMoment();
    expect(isRunning(child)).toBe(true);
  });

  it.each(['-1', '0', '1', '-2', '1e1', 'NaN', '', ' 2', '99999999999999'])('when it is %j', async (pid) => {
    await plantPid(`${pid}\n${home}/data\n`);
    await sweepHomes(undefined);
    expect(existsSync(home)).toBe(false);
  });
});

it('while a server on that directory is', async () => {
  const child = await victim('/usr/bin/postgres', ['-D', join(home, 'data')]);
  await plantPid(`${child.pid}\n${home}/data\n`);
  await sweepHomes(undefined);
  expect(isRunning(child)).toBe(false);
  expect(existsSync(home)).toBe(false);
});

describe('a directory is left as it is', () => {
  it('when others can enter it', async () => {
    const child = await victim('/usr/bin/postgres', ['-D', join(home, 'data')]);
    await plantPid(`${child.pid}\n${home}/data\n`);
    await chmod(home, 0o755);
    await sweepHomes(undefined);
    await aMoment();
    expect(existsSync(home)).toBe(true);
    expect(isRunning(child)).toBe(true);
  });

  it.skipIf(!isRoot)('when it belongs to somebody else', async () => {
    await chown(home, somebody.uid, somebody.gid);
    await sweepHomes(undefined);
    expect(existsSync(home)).toBe(true);
  });

  it.skipIf(!isRoot)('unless that is the account that our servers run as', async () => {
    await chown(home, somebody.uid, somebody.gid);
    await sweepHomes(somebody);
    expect(existsSync(home)).toBe(false);
  });

  it('when it is a link to another', async () => {
    const target = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    made.push(target);
    await writeFile(join(target, 'kept'), '');
    const link = `${home}x`;
    await symlink(target, link);
    made.push(link);
    await sweepHomes(undefined);
    expect(existsSync(join(target, 'kept'))).toBe(true);
    expect(existsSync(link)).toBe(true);
  });

  it.each([['-5-a'], ['0-a'], ['x-a'], ['1e9-a'], ['99999999999-a']])(
    'when its name ends in %s',
    async (end) => {
      const odd = join(tmpdir(), `${homePrefix}${end}`);
      await mkdir(odd, { mode: 0o700 });
      made.push(odd);
      await sweepHomes(undefined);
      expect(existsSync(odd)).toBe(true);
    },
  );
});
