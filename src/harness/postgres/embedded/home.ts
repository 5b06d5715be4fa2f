import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ifInaccessible } from '../../model/file-errors.ts';
import { isAlive } from '../alive.ts';
import type { Account } from './account.ts';

/** A server's own directory is called `driftproof-<host>-<pid of its run>-<random>`. */
const ours = `driftproof-${hostname().replace(/[^A-Za-z0-9]/g, '_')}-`;

/** Memory that looks like a folder; Linux has it. */
const memory = '/dev/shm';

/** Where a throwaway is made fastest: in memory, where there is plenty, or else in the folder for temporary files. */
export async function fastFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(ifInaccessible({ bavail: 0, bsize: 0 }));
  return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir();
}

/** Makes a directory of one embedded server, owned by the account that the server runs as. */
export async function makeHome(account: Account | undefined, folder: string): Promise<string> {
  const home = await mkdtemp(join(folder, `${ours}${process.pid}-`));
  if (account) await chown(home, account.uid, account.gid);
  await chmod(home, 0o700);
  return home;
}

/** Stops and removes the servers of runs on this host that are no longer alive. */
export async function sweepHomes(): Promise<void> {
  for (const folder of new Set([tmpdir(), memory])) {
    const names = await readdir(folder).catch(ifInaccessible<string[]>([]));
    for (const name of names.filter(
      (each) => each.startsWith(ours) && !isAlive(Number(each.split('-')[2])),
    )) {
      const home = join(folder, name);
      await shutDown(postmasterOf(home));
      await removeHome(home).catch(ifInaccessible(undefined));
    }
  }
}

/** Removes a directory in which a process may still be writing its last. */
export const removeHome = (home: string): Promise<void> => rm(home, removal);

const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

/** Ends all and removes the directories without waiting; for when there is no time to. */
export function demolish(homes: readonly string[], processes: readonly ChildProcess[]): void {
  for (const each of processes) each.kill('SIGQUIT');
  for (const home of homes) rmSync(home, removal);
}

/** The first line of `postmaster.pid` is the server's process id (Postgres source, miscadmin.h). */
function postmasterOf(home: string): number | undefined {
  try {
    const [pid, directory] = readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n');
    return directory?.startsWith(home) ? Number(pid) : undefined;
  } catch (error) {
    return ifInaccessible(undefined)(error);
  }
}

/**
 * Ends a server by an immediate shutdown: its postmaster, unless it is killed outright, gives back its shared memory
 * (Postgres manual, "Shutting Down the Server").
 */
async function shutDown(postmaster: number | undefined): Promise<void> {
  if (!postmaster || !isAlive(postmaster)) return;
  process.kill(postmaster, 'SIGQUIT');
  for (let waited = 0; waited < 10_000 && isAlive(postmaster); waited += 20) await sleep(20);
}
