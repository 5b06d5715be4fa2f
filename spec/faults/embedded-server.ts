import { type ChildProcess, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../src/harness/postgres/alive.ts';
import { serverAccount } from '../../src/harness/postgres/embedded/account.ts';
import {
  type Cluster,
  initCluster,
  startCluster,
  stopCluster,
} from '../../src/harness/postgres/embedded/cluster.ts';
import { fastFolder, makeHome, removeHome } from '../../src/harness/postgres/embedded/home.ts';
import { prepareNative } from '../../src/harness/postgres/embedded/installation.ts';
import { durable, type FaultServer, smallSize } from './server.ts';

/** An embedded server; its small file system is one in memory, which only root may mount. */
export async function startEmbeddedServer(): Promise<FaultServer> {
  const account = await serverAccount();
  const nativeHome = await makeHome(account, tmpdir());
  const home = await makeHome(account, await fastFolder());
  const native = await prepareNative(account, async () => nativeHome);
  const processes: ChildProcess[] = [];
  const cluster: Cluster = { native, home, account, processes, settings: durable };
  const password = randomBytes(16).toString('hex');
  const at = (port: number) => new URL(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
  const small = await mountSmall(cluster);
  await initCluster(cluster, password);
  let url = at(await startCluster(cluster));
  return {
    kind: 'embedded',
    get url() {
      return url;
    },
    small,
    kill: () => killServer(processes.at(-1)),
    restart: async () => {
      url = at(await startCluster(cluster));
    },
    stop: async () => {
      await stopCluster(cluster);
      if ('folder' in small) spawnSync('umount', [small.folder]);
      await Promise.all([home, nativeHome].map(removeHome));
    },
  };
}

/** Postgres's children lead sessions of their own, so a signal to the postmaster's group does not reach them. */
async function killServer(postmaster: ChildProcess | undefined): Promise<void> {
  if (!postmaster?.pid) throw new Error('no server was started');
  const ended = once(postmaster, 'exit');
  const children = childrenOf(postmaster.pid);
  for (const pid of [postmaster.pid, ...children]) kill(pid);
  await ended;
}

const childrenOf = (parent: number): number[] =>
  spawnSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/ +/).map(Number))
    .flatMap(([pid, ppid]) => (pid && ppid === parent ? [pid] : []));

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It had ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function mountSmall({ home, account }: Cluster): Promise<FaultServer['small']> {
  const folder = join(home, 'small');
  if (process.getuid?.() !== 0) return { why: 'only root may mount a small file system' };
  await unmountLeftovers();
  await mkdir(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${smallSize}`, 'tmpfs', folder]);
  if (mounted.status !== 0) return { why: 'a small file system cannot be mounted here' };
  if (account) await chown(folder, account.uid, account.gid);
  return { folder };
}

/** A run that was killed leaves its file system mounted, and then its folder cannot be removed. */
async function unmountLeftovers(): Promise<void> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  for (const [, folder = '', pid] of mounts.matchAll(/ (\S+\/driftproof-\w+-(\d+)-\w+\/small) /g))
    if (!isAlive(Number(pid))) spawnSync('umount', ['--lazy', folder]);
}
