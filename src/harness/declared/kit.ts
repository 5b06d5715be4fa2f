import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installedVersion } from '../config/installed.ts';
import type { Project } from '../config/project.ts';
import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { Json } from './patch.ts';

/** What of drizzle-kit is used: 0.x exports it as `drizzle-kit/api`, 1.x as `drizzle-kit/api-postgres`. */
export interface Kit {
  readonly version: string;
  /** From 1.x on without `casing`, which is said in the schema there. */
  generateDrizzleJson(
    exports: Record<string, unknown>,
    previous?: string,
    schemas?: string[],
    casing?: string,
  ): KitSnapshot | Promise<KitSnapshot>;
  generateMigration(before: KitSnapshot, after: KitSnapshot): Promise<string[]>;
  /** What a schema is like after a migration, of the snapshots by their folders; only where these hold changes. */
  reconstruct?(snapshots: Readonly<Record<string, Json>>, id: string): Promise<{ readonly ddl: Json }>;
}

/** A drizzle-kit's own format. */
export type KitSnapshot = object & { readonly id: string };

const supported = '0.30, 0.31 and 1.0 from its release candidates on';

/**
 * Loads the drizzle-kit that a project's config file would import, which alone understands the project's drizzle-orm;
 * ours where it has none. Throws a Problem that names a version which is not supported, or is not drizzle-orm's.
 */
export function kitOf({ configFile, directory }: Pick<Project, 'configFile' | 'directory'>): Kit {
  const own = createRequire(configFile);
  const require = requireOf(configFile);
  const kit = installedVersion(require, 'drizzle-kit');
  const orm = installedVersion(own, 'drizzle-orm');
  const where = displayPath(directory, configFile);
  if (!kit)
    throw new Problem('there is no drizzle-kit, which reads the schema', {
      where,
      advice: 'npm install --save-dev drizzle-kit',
    });
  if (!isSupported(kit))
    throw new Problem(`its drizzle-kit is ${kit}`, { where, advice: `supported are ${supported}` });
  if (orm && isFirst(orm) !== isFirst(kit))
    throw new Problem(`drizzle-kit ${kit} does not read schemas of drizzle-orm ${orm}`, {
      where,
      advice: `install the drizzle-kit of that version; supported are ${supported}`,
    });
  return { version: kit, ...load(require, kit) };
}

/** Where drizzle-kit is found from: the project, or else where we are. */
function requireOf(configFile: string): NodeJS.Require {
  const own = createRequire(configFile);
  return installedVersion(own, 'drizzle-kit') ? own : createRequire(import.meta.url);
}

/** The version of the drizzle-orm that a project's schema imports; undefined where there is none. */
export const ormVersionOf = ({ configFile }: Pick<Project, 'configFile'>): string | undefined =>
  installedVersion(createRequire(configFile), 'drizzle-orm');

/** The command line of the same drizzle-kit. */
export const kitProgram = ({ configFile }: Pick<Project, 'configFile'>): string =>
  join(dirname(requireOf(configFile).resolve('drizzle-kit')), 'bin.cjs');

function load(require: NodeJS.Require, version: string): Omit<Kit, 'version'> {
  try {
    return require(isFirst(version) ? 'drizzle-kit/api' : 'drizzle-kit/api-postgres');
  } catch (cause) {
    throw new Problem(`drizzle-kit ${version} cannot be loaded: ${firstLine(cause)}`, { cause });
  }
}

/** Whether a version is of the first generation, 0.x. */
const isFirst = (version: string): boolean => version.startsWith('0.');

const isSupported = (version: string): boolean =>
  /^0\.3[01]\./.test(version) || /^1\.\d+\.\d+(-rc\..*)?$/.test(version);
