import { tmpdir } from 'node:os';
import { registerCleanup } from '../cleanup.ts';
import { holdsSockets, useSocket } from '../own-sockets.ts';
import type { Server } from '../running-server.ts';
import { serverAccount } from './account.ts';
import { startCluster, stopCluster } from './cluster.ts';
import { demolish, makeHome, removeHome } from './home.ts';
import { type Native, prepareNative } from './installation.ts';
import { sweepHomes } from './leftovers.ts';
import { makeCluster } from './make-cluster.ts';
import type { Running } from './postmaster.ts';

/**
 * Starts a Postgres from the npm package's native binaries, on a free port of the loopback interface,
 * in a directory of its own. It is a throwaway: nothing it writes is made safe against a crash.
 * `installed` has the binaries of another version than the package's; `caches` is a folder that nobody else can write to, in
 * which what initdb makes is kept for the next server.
 */
export async function startEmbedded(
  why = 'as asked',
  { installed, caches }: { installed?: Native; caches?: string | undefined } = {},
): Promise<Server> {
  const account = await serverAccount();
  await sweepHomes(account);
  const homes: string[] = [];
  const processes: Running[] = [];
  const atExit = (): void => demolish(homes, processes);
  process.once('exit', atExit);
  let keeping: Promise<void> | undefined;
  let leaveSocket = (): void => {};
  const stop = registerCleanup(async () => {
    await stopCluster({ processes });
    await keeping;
    await Promise.all(homes.map(removeHome));
    leaveSocket();
    process.off('exit', atExit);
  });
  const newHome = async (folder: string, fill?: (home: string) => void): Promise<string> => {
    const home = await makeHome(account, folder, fill);
    homes.push(home);
    return home;
  };
  try {
    const native = await prepareNative(account, () => newHome(tmpdir()), installed);
    const { cluster, password, kept } = await makeCluster({ native, account, processes }, newHome, caches);
    keeping = kept;
    const url = new URL(`postgres://postgres:${password}@127.0.0.1:${await startCluster(cluster)}/postgres`);
    if (holdsSockets(cluster.home)) leaveSocket = useSocket(url, cluster.home);
    return { kind: 'embedded', url, description: `the embedded server (${why})`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
