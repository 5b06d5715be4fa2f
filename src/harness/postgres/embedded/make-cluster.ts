import { join } from 'node:path';
import { type Cluster, initCluster } from './cluster.ts';
import { fastFolder } from './home.ts';
import { keepReadyMade, layOut, readReadyMade, readyMadeFile, takeUp } from './ready-made.ts';
import { checkRoom } from './room.ts';

/** A cluster on which no server runs yet. */
export interface NewCluster {
  readonly cluster: Cluster;
  /** Of its superuser `postgres`. */
  readonly password: string;
  /** Settled when it is kept for the next run, where it is. */
  readonly kept?: Promise<void>;
}

type NewHome = (folder: string, fill: (home: string) => void) => Promise<string>;

/** Lays out what an earlier run has kept in `caches`; where there is nothing, initdb makes a cluster, and it is kept. */
export async function makeCluster(
  parts: Omit<Cluster, 'home' | 'settings'>,
  newHome: NewHome,
  caches: string | undefined,
): Promise<NewCluster> {
  const file = caches && (await readyMadeFile(caches, parts.native));
  const made = file && (await readReadyMade(file));
  const place = await fastFolder();
  await checkRoom(place);
  let laidOut = false;
  const home = await newHome(place, (folder) => {
    laidOut = made ? layOut(made, join(folder, 'data'), parts.account) : false;
  });
  const cluster = { ...parts, home };
  if (made && laidOut) return { cluster, password: made.password };
  const password = await initCluster(cluster);
  const taken = file ? takeUp(join(home, 'data'), password) : undefined;
  return { cluster, password, ...(file && taken ? { kept: keepReadyMade(file, taken) } : {}) };
}
