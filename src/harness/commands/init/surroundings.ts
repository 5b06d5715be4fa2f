import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { displayPath, readText } from '../../history/files.ts';
import { parseJson } from '../../history/journal.ts';
import type { Context } from '../context.ts';
import { lockFiles, nearestWith, upwards } from './folders.ts';

/** What is read of a package.json. */
export interface Manifest {
  /** The folder that it lies in. */
  readonly folder: string;
  readonly type?: unknown;
  readonly packageManager?: unknown;
  readonly engines?: { readonly node?: unknown };
  readonly volta?: { readonly node?: unknown };
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

/** What `init` knows of where a project lies. */
export interface Surroundings {
  /** The folder of the drizzle config. */
  readonly home: string;
  /** The git repository around it, or else the folder of the nearest lock file or package.json. */
  readonly top: string;
  readonly isRepository: boolean;
  /** Every package.json from `home` up to `top`, the nearest first. */
  readonly manifests: readonly Manifest[];
  /** A path as people write it. */
  readonly show: (path: string) => string;
}

/** Looks at the folders around a project's config. Throws a Problem for a package.json that is broken. */
export async function surroundingsOf({ project, environment }: Context): Promise<Surroundings> {
  const home = dirname(project.configFile);
  const show = (path: string): string => displayPath(environment.cwd, path);
  const root = nearestWith(['.git'], home);
  const top = root ?? nearestWith(lockFiles, home) ?? nearestWith(['package.json'], home) ?? home;
  const folders = upwards(home, top).filter((folder) => existsSync(join(folder, 'package.json')));
  const manifests = await Promise.all(folders.map((folder) => readManifest(folder, show)));
  return { home, top, isRepository: root !== undefined, manifests, show };
}

async function readManifest(folder: string, show: (path: string) => string): Promise<Manifest> {
  const place = join(folder, 'package.json');
  const given = parseJson(await readText(place, show(place)), show(place));
  return { ...(typeof given === 'object' ? given : {}), folder };
}

/** The nearest package.json that names a package as a dependency. */
export const whoNeeds = (
  name: string,
  { manifests }: Pick<Surroundings, 'manifests'>,
): Manifest | undefined =>
  manifests.find(({ dependencies, devDependencies }) => dependencies?.[name] ?? devDependencies?.[name]);
