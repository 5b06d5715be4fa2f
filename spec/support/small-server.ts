import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { serverAccount } from '../../src/harness/postgres/embedded/account.ts';
import { initCluster, startCluster, stopCluster } from '../../src/harness/postgres/embedded/cluster.ts';
import { fastFolder, makeHome, removeHome } from '../../src/harness/postgres/embedded/home.ts';
import { prepareNative } from '../../src/harness/postgres/embedded/installation.ts';

/** A server with settings of its own. */
export interface SmallServer {
  readonly url: URL;
  stop(): Promise<void>;
}

/** Starts an embedded server whose settings differ from those of a throwaway. */
export async function startSmallServer(settings: Readonly<Record<string, string>>): Promise<SmallServer> {
  const account = await serverAccount();
  const homes: string[] = [];
  const processes: ChildProcess[] = [];
  const newHome = async (folder: string): Promise<string> => {
    const home = await makeHome(account, folder);
    homes.push(home);
    return home;
  };
  const native = await prepareNative(account, () => newHome(tmpdir()));
  const cluster = { native, home: await newHome(await fastFolder()), account, processes, settings };
  const password = randomBytes(16).toString('hex');
  await initCluster(cluster, password);
  return {
    url: new URL(`postgres://postgres:${password}@127.0.0.1:${await startCluster(cluster)}/postgres`),
    stop: async () => {
      await stopCluster(cluster);
      await Promise.all(homes.map(removeHome));
    },
  };
}
