import { type ChildProcess, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chown, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '../../src/harness/postgres/embedded/account.ts';
import {
  type Cluster,
  initCluster,
  startCluster,
  stopCluster,
} from '../../src/harness/postgres/embedded/cluster.ts';
import { fastFolder, makeHome, removeHome } from '../../src/harness/postgres/embedded/home.ts';
import { prepareNative } from '../../src/harness/postgres/embedded/installation.ts';

/** A server of ours, and a hot standby that follows it. */
export interface Pair {
  readonly primary: URL;
  readonly standby: URL;
  stop(): Promise<void>;
}

/**
 * Makes a pair without pg_basebackup, which the embedded package lacks: a standby is a copy of a data directory whose
 * server was shut down in order, with `standby.signal` in it and the address of the primary.
 */
export async function startPair(): Promise<Pair> {
  const account = await serverAccount();
  const homes: string[] = [];
  const processes: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await stopCluster({ processes });
    await Promise.all(homes.map(removeHome));
  };
  const newHome = async (folder: string): Promise<string> => {
    const home = await makeHome(account, folder);
    homes.push(home);
    return home;
  };
  try {
    const native = await prepareNative(account, () => newHome(tmpdir()));
    const newCluster = async (): Promise<Cluster> => ({
      native,
      home: await newHome(await fastFolder()),
      account,
      processes,
    });
    const [first, second] = [await newCluster(), await newCluster()];
    const password = randomBytes(16).toString('hex');
    const urlAt = (port: number) => new URL(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
    await initCluster(first, password);
    await startCluster(first);
    await shutDown(processes);
    spawnSync('cp', ['-a', dataOf(first), dataOf(second)], { stdio: 'inherit' });
    const primary = urlAt(await startCluster(first));
    await follow(second, primary);
    return { primary, standby: urlAt(await startCluster(second)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const dataOf = ({ home }: Cluster): string => join(home, 'data');

/** A fast shutdown ends with a checkpoint, so that the copy is whole. */
async function shutDown(processes: readonly ChildProcess[]): Promise<void> {
  const postmaster = processes.at(-1);
  if (!postmaster) throw new Error('no server was started');
  const ended = once(postmaster, 'exit');
  postmaster.kill('SIGINT');
  await ended;
}

/** Its queries are ended at once when they stand in the way of what the primary did. */
async function follow(cluster: Cluster, { hostname, port, username, password }: URL): Promise<void> {
  const address = `host=${hostname} port=${port} user=${username} password=${password}`;
  const signal = join(dataOf(cluster), 'standby.signal');
  await appendFile(
    join(dataOf(cluster), 'postgresql.auto.conf'),
    `primary_conninfo = '${address}'\nmax_standby_streaming_delay = 0\n`,
  );
  await writeFile(signal, '');
  if (cluster.account) await chown(signal, cluster.account.uid, cluster.account.gid);
}
