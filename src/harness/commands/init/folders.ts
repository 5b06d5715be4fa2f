import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A folder and those above it, up to `top`. */
export const upwards = (folder: string, top?: string): string[] =>
  folder === top || folder === dirname(folder) ? [folder] : [folder, ...upwards(dirname(folder), top)];

/** The nearest folder that holds one of some files, from `folder` up to `top`. */
export const nearestWith = (names: readonly string[], folder: string, top?: string): string | undefined =>
  upwards(folder, top).find((each) => names.some((name) => existsSync(join(each, name))));

/** A path from a folder above it, with forward slashes; undefined for that folder itself. */
export const pathFrom = (folder: string, path: string): string | undefined =>
  relative(folder, path).replaceAll('\\', '/') || undefined;

export type ManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Whoever uses another than npm has often left a lock file of npm's behind. */
export const locks: readonly (readonly [file: string, name: ManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

export const lockFiles: readonly string[] = locks.map(([file]) => file);
