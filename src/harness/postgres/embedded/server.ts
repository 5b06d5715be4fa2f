import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { leaveNothing } from '../leftovers.ts';
import type { Server } from '../server.ts';
import { serverAccount } from './account.ts';
import { initCluster, startCluster, stopCluster } from './cluster.ts';
import { demolish, makeHome, sweepHomes } from './home.ts';
import { prepareNative } from './installation.ts';

/**
 * Starts a Postgres from the npm package's native binaries, on a free port of the loopback interface,
 * in a directory of its own. It is a throwaway: nothing it writes is made safe against a crash.
 */
export async function startEmbedded(why = 'as asked'): Promise<Server> {
  await sweepHomes();
  const account = await serverAccount();
  const home = await makeHome(account);
  const processes: ChildProcess[] = [];
  const onExit = () => demolish(home, processes);
  process.once('exit', onExit);
  const stop = leaveNothing(async () => {
    await stopCluster({ processes });
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    process.off('exit', onExit);
  });
  try {
    const password = randomBytes(16).toString('hex');
    const cluster = { native: await prepareNative(home, account), home, account, processes };
    await initCluster(cluster, password);
    const url = new URL(`postgres://postgres:${password}@127.0.0.1:${await startCluster(cluster)}/postgres`);
    return { kind: 'embedded', url, description: `the embedded server (${why})`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
