import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ifInaccessible } from '../../model/file-errors.ts';
import { isAlive } from '../alive.ts';
import type { Account } from './account.ts';
import { homePrefix, memory, removeHome } from './home.ts';
import { postmasterOf } from './postmaster.ts';
import { runsPostgres } from './runs-postgres.ts';

/**
 * Stops and removes the servers of runs on this host that are no longer alive. Everybody may put a directory of such a name
 * where they lie: it is ours when it belongs to us, or to the account that our servers run as, and nobody else can enter it.
 */
export async function sweepHomes(account: Account | undefined): Promise<void> {
  for (const folder of new Set([tmpdir(), memory])) {
    const names = await readdir(folder).catch(ifInaccessible<string[]>([]));
    for (const name of names.filter(isOfDeadRun)) {
      const home = join(folder, name);
      const found = await lstat(home).catch(ifInaccessible(undefined));
      if (!found || !isOurs(found, account)) continue;
      await shutDown(home, found.uid);
      await removeHome(home).catch(ifInaccessible(undefined));
    }
  }
}

/** The run's process id is in the name. */
function isOfDeadRun(name: string): boolean {
  const [, pid] =
    /^(\d{1,10})-\w+$/.exec(name.startsWith(homePrefix) ? name.slice(homePrefix.length) : '') ?? [];
  return pid !== undefined && Number(pid) > 0 && !isAlive(Number(pid));
}

const isOurs = (found: Stats, account: Account | undefined): boolean =>
  found.isDirectory() &&
  (process.getuid === undefined ||
    ((found.mode & 0o077) === 0 && [process.getuid(), account?.uid].includes(found.uid)));

/**
 * Ends the server of a directory by an immediate shutdown: its postmaster, unless it is killed outright, gives back its
 * shared memory (Postgres manual, "Shutting Down the Server"). What is in the file is believed only of a process that
 * belongs to the directory's owner and is a server on that directory.
 */
async function shutDown(home: string, uid: number): Promise<void> {
  const data = join(home, 'data');
  const pid = await postmasterOf(data);
  if (pid === undefined || !(await runsPostgres(pid, data, uid))) return;
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 20) await sleep(20);
}
