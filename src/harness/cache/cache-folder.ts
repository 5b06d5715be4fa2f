import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ifInaccessible } from '../model/file-errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for what is kept from run to run, made if it is not there: in the node_modules of the project that `from`
 * belongs to, or else in the user's cache folder. Undefined when another user could write to both: what is kept would be
 * theirs, and code of theirs would be run.
 */
export const cacheFolder = (from: string, env: Environment = {}): string | undefined => {
  const packages = inPackages(from);
  return packages !== undefined && makePrivate(packages) ? packages : userCacheFolder(env);
};

/**
 * The user's own cache folder (XDG Base Directory Specification), made if it is not there; undefined when another user could
 * write to it.
 */
export function userCacheFolder(env: Environment = {}): string | undefined {
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'driftproof');
  return makePrivate(folder) ? folder : undefined;
}

function inPackages(from: string): string | undefined {
  for (let directory = from; directory !== dirname(directory); directory = dirname(directory)) {
    const packages = join(directory, 'node_modules');
    if (existsSync(packages)) return join(packages, '.cache', 'driftproof');
  }
  return undefined;
}

/** Makes a folder, and says whether nobody but its user and root can change what lies in it, or put another in its place. */
export function makePrivate(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const real = realpathSync(folder);
    return isOwn(real) && ancestorsOf(real).every(isGuarded);
  } catch (error) {
    return ifInaccessible(false)(error);
  }
}

const ancestorsOf = (path: string): string[] =>
  path === dirname(path) ? [] : [dirname(path), ...ancestorsOf(dirname(path))];

/** Windows gives each user folders of their own, and its files no owner that Node knows. */
const user = process.getuid?.();

const writableByOthers = 0o022;
/** In a folder with this bit, such as /tmp, nobody can rename or remove what belongs to another. */
const sticky = 0o1000;

function isOwn(path: string): boolean {
  const { uid, mode } = lstatSync(path);
  return user === undefined || (uid === user && (mode & writableByOthers) === 0);
}

/** Whoever may write to a folder can put another in the place of what lies in it. */
function isGuarded(path: string): boolean {
  const { uid, mode } = lstatSync(path);
  if (user === undefined) return true;
  return (uid === user || uid === 0) && ((mode & writableByOthers) === 0 || (mode & sticky) !== 0);
}
