import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { registerCleanup } from '../cleanup.ts';
import type { Server } from '../running-server.ts';
import { serverAccount } from './account.ts';
import { initCluster, startCluster, stopCluster } from './cluster.ts';
import { demolish, fastFolder, makeHome, removeHome } from './home.ts';
import { type Native, prepareNative } from './installation.ts';
import { sweepHomes } from './leftovers.ts';

/**
 * Starts a Postgres from the npm package's native binaries, on a free port of the loopback interface,
 * in a directory of its own. It is a throwaway: nothing it writes is made safe against a crash.
 * `installed` has the binaries of another version than the package's.
 */
export async function startEmbedded(why = 'as asked', installed?: Native): Promise<Server> {
  const account = await serverAccount();
  await sweepHomes(account);
  const homes: string[] = [];
  const processes: ChildProcess[] = [];
  process.once('exit', () => demolish(homes, processes));
  const stop = registerCleanup(async () => {
    await stopCluster({ processes });
    await Promise.all(homes.map(removeHome));
  });
  const newHome = async (folder: string): Promise<string> => {
    const home = await makeHome(account, folder);
    homes.push(home);
    return home;
  };
  try {
    const password = randomBytes(16).toString('hex');
    const native = await prepareNative(account, () => newHome(tmpdir()), installed);
    const cluster = { native, home: await newHome(await fastFolder()), account, processes };
    await initCluster(cluster, password);
    const url = new URL(`postgres://postgres:${password}@127.0.0.1:${await startCluster(cluster)}/postgres`);
    return { kind: 'embedded', url, description: `the embedded server (${why})`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
