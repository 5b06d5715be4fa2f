import { existsSync, lchownSync, rmSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, statfs } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Account } from './account.ts';
import type { Running } from './postmaster.ts';

/** A server's own directory is called `driftproof-<host>-<pid of its run>-<random>`. */
export const homePrefix = `driftproof-${hostname().replace(/[^A-Za-z0-9]/g, '_')}-`;

/** Memory that looks like a folder; Linux has it. */
export const memory = '/dev/shm';

/** Where a throwaway is made fastest: in memory, where there is plenty, or else in the folder for temporary files. */
export async function fastFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(memory).catch(ifInaccessible({ bavail: 0, bsize: 0 }));
  return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir();
}

/**
 * Makes a directory of one embedded server, owned by the account that the server runs as. What it is filled with is there
 * before that account can enter it.
 */
export async function makeHome(
  account: Account | undefined,
  folder: string,
  fill?: (home: string) => void,
): Promise<string> {
  const home = await mkdtemp(join(folder, `${homePrefix}${process.pid}-`));
  await chmod(home, 0o700);
  fill?.(home);
  if (account) await chown(home, account.uid, account.gid);
  return home;
}

/** Removes a directory in which a process may still be writing its last. */
export async function removeHome(home: string): Promise<void> {
  takeBack(home);
  await rm(home, removal);
}

/**
 * Root takes a directory from the account of its server before removing it: whoever else has that account could put
 * links into it meanwhile.
 */
function takeBack(home: string): void {
  if (process.getuid?.() === 0 && existsSync(home)) lchownSync(home, 0, 0);
}

const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

/** Ends all and removes the directories without waiting; for when there is no time to. */
export function demolish(homes: readonly string[], processes: readonly Running[]): void {
  for (const each of processes) each.kill('SIGQUIT');
  for (const home of homes) {
    takeBack(home);
    rmSync(home, removal);
  }
}
