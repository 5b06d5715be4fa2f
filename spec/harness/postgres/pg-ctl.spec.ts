import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../../src/harness/postgres/alive.ts';
import { connect } from '../../../src/harness/postgres/connection.ts';
import { serverAccount } from '../../../src/harness/postgres/embedded/account.ts';
import {
  byPgCtl,
  type Cluster,
  initCluster,
  startCluster,
  stopCluster,
} from '../../../src/harness/postgres/embedded/cluster.ts';
import { makeHome, removeHome } from '../../../src/harness/postgres/embedded/home.ts';
import { prepareNative } from '../../../src/harness/postgres/embedded/installation.ts';
import { postmasterOf } from '../../../src/harness/postgres/embedded/postmaster.ts';

async function newCluster(settings: Readonly<Record<string, string>> = {}): Promise<[Cluster, string]> {
  const account = await serverAccount();
  const newHome = async (): Promise<string> => {
    const home = await makeHome(account, tmpdir());
    onTestFinished(() => removeHome(home));
    return home;
  };
  const native = await prepareNative(account, newHome);
  const cluster: Cluster = { native, home: await newHome(), account, processes: [], settings };
  onTestFinished(() => stopCluster(cluster));
  return [cluster, await initCluster(cluster)];
}

it('a server that pg_ctl starts, as on Windows, is ready, has our settings, and ends with us', async () => {
  const [cluster, password] = await newCluster();
  const port = await startCluster(cluster, byPgCtl);
  const connection = await connect(new URL(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`));
  expect(await connection.send("SELECT current_setting('fsync') AS fsync")).toEqual([[{ fsync: 'off' }]]);
  await connection.close();
  const pid = (await postmasterOf(`${cluster.home}/data`)) ?? 0;
  expect(isAlive(pid)).toBe(true);
  await stopCluster(cluster);
  expect(isAlive(pid)).toBe(false);
});

it('one that pg_ctl cannot start says why', async () => {
  const [cluster] = await newCluster({ max_connections: 'many' });
  await expect(startCluster(cluster, byPgCtl)).rejects.toThrow(
    /the embedded server does not start: .*FATAL: {2}invalid value for parameter "max_connections": "many"/,
  );
});
