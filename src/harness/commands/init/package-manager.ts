import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../history/files.ts';
import { lockFiles, locks, type ManagerName, nearestWith } from './folders.ts';
import type { Surroundings } from './surroundings.ts';

/** Who installs a project's packages. */
export interface PackageManager {
  readonly name: ManagerName;
  /** The folder in which it installs. */
  readonly folder: string;
  /** The lock file's name; undefined where there is none. */
  readonly lock: string | undefined;
  /** The version, where package.json says it. */
  readonly named: boolean;
  /** The lock file's text, where it tells versions of the manager apart. */
  readonly format: string;
}

/**
 * The package manager of a project: by the nearest lock file, of several by what the package.json beside them names; by
 * that alone where there is none, and else npm.
 */
export async function packageManagerOf(surroundings: Surroundings): Promise<PackageManager> {
  const { home, top, manifests, show } = surroundings;
  const folder = nearestWith(lockFiles, home, top);
  const manifest = manifests.find((each) =>
    folder === undefined ? namedBy(each.packageManager) : each.folder === folder,
  );
  const name = namedBy(manifest?.packageManager);
  const place = folder ?? manifest?.folder ?? manifests.at(-1)?.folder ?? home;
  const there = locks.filter(([file]) => existsSync(join(place, file)));
  const [lock, locked] = there.find((each) => each[1] === name) ?? (name ? [] : (there[0] ?? []));
  const format =
    lock && /\.(yaml|lock)$/.test(lock) ? await readText(join(place, lock), show(join(place, lock))) : '';
  return { name: locked ?? name ?? 'npm', folder: place, lock, named: name !== undefined, format };
}

const namedBy = (packageManager: unknown): ManagerName | undefined =>
  locks.map(([, name]) => name).find((name) => String(packageManager).startsWith(`${name}@`));

/** The command that installs what the lock file says. */
export function installCommand({ name, lock, format }: PackageManager): string {
  if (!lock) return `${name} install`;
  if (name === 'npm') return 'npm ci';
  return `${name} install ${isBerry(format) ? '--immutable' : '--frozen-lockfile'}`;
}

/** What runs a program that is installed, and never one that is not. */
export const runners: Readonly<Record<ManagerName, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn run',
  bun: 'bun run',
};

/** The command that adds a package for development. */
export const addCommand = (name: ManagerName, what: string): string =>
  name === 'npm'
    ? `npm install --save-dev ${what}`
    : `${name} add ${name === 'bun' ? '--dev' : '-D'} ${what}`;

/** A lock file of Yarn 2 or later. */
export const isBerry = (format: string): boolean => /^__metadata:/m.test(format);
