import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { defaultLedger } from '../history/default-ledger.ts';
import { displayPath } from '../history/files.ts';
import type { LedgerName } from '../history/ledger.ts';
import { Problem } from '../model/problem.ts';
import { type DrizzleConfig, drizzleShape } from './drizzle-shape.ts';
import { defaultOf, loadWatched } from './load-module.ts';
import { managedRoles, providerOf } from './managed-roles.ts';
import { checked } from './shapes.ts';

/** What a `drizzle.config.ts` names, with its defaults filled in and its paths made absolute. */
export interface Project {
  readonly configFile: string;
  /** Where the user works, from which paths are told. */
  readonly directory: string;
  /** Patterns or paths of the schema files, absolute. */
  readonly schema: readonly string[];
  /** The migrations folder. */
  readonly out: string;
  readonly ledger: LedgerName;
  readonly casing: 'snake_case' | 'camelCase' | undefined;
  /** `schemaFilter`: names or glob patterns, `!` negates; all schemas are compared when empty. */
  readonly schemas: readonly string[];
  /** `tablesFilter`: glob patterns, `!` negates; all tables when empty. */
  readonly tables: readonly string[];
  /** `entities.roles`: which roles are compared; undefined where the config does not ask for it. */
  readonly managesRole: ((name: string) => boolean) | undefined;
  /** `entities.roles.provider`: whose roles are not compared. */
  readonly provider: string | undefined;
  /** Whether the config sets "out"; else it is drizzle-kit's default. */
  readonly namesOut: boolean;
  /** How long, in milliseconds, its code may take to load; a minute when absent. */
  readonly timeoutMs?: number | undefined;
  /** `dbCredentials` as the config has it; undefined where it could only be loaded without what it says. */
  readonly credentials: unknown;
  /** Variables of the environment that the config read and did not find, and why it does not load without them. */
  readonly absent: readonly string[];
  readonly problem: Problem | undefined;
}

/** Only patterns need it, and most configs name files. */
const globs = (): typeof import('tinyglobby') => createRequire(import.meta.url)('tinyglobby');

/** Config names in the order drizzle-kit looks for them. */
const configNames = ['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.json'];

/** Loads the project of a config file, or of the nearest one upwards from `directory`. Its code may take no longer than `timeoutMs`, in milliseconds. Throws a Problem. */
export async function loadProject(
  directory: string,
  config: string | undefined,
  timeoutMs?: number,
): Promise<Project> {
  const configFile = config === undefined ? findConfig(directory) : resolve(directory, config);
  const where = displayPath(directory, configFile);
  if (!existsSync(configFile))
    throw new Problem('config file not found', { where, advice: 'check --config' });
  if (!statSync(configFile).isFile())
    throw new Problem('is a folder, not a file', { where, advice: 'name the config file' });
  const { exports, absent, problem } = await loadWatched(configFile, where, timeoutMs);
  const given = checked(drizzleShape, defaultOf(exports), where);
  const credentials = problem ? undefined : given.dbCredentials;
  return { ...toProject(configFile, given, where, directory), timeoutMs, credentials, absent, problem };
}

function findConfig(from: string): string {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const found = configNames.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (found) return found;
    if (directory === dirname(directory)) break;
  }
  const what = 'no drizzle.config.ts found here or in a folder above';
  throw new Problem(what, { where: '.', advice: 'name one with --config' });
}

function toProject(configFile: string, config: DrizzleConfig, where: string, here: string) {
  const place = (path: string): string => locate(dirname(configFile), here, path);
  const schema = list(config.schema).map(place);
  if (schema.length === 0) throw new Problem('does not set "schema"', { where, advice: 'set "schema"' });
  return {
    configFile,
    directory: here,
    schema,
    out: place(config.out ?? 'drizzle'),
    managesRole: managedRoles(config.entities?.roles),
    provider: providerOf(config.entities?.roles),
    namesOut: config.out !== undefined,
    ledger: {
      schema: config.migrations?.schema ?? defaultLedger.schema,
      table: config.migrations?.table ?? defaultLedger.table,
    },
    casing: config.casing,
    schemas: list(config.schemaFilter),
    tables: [...list(config.tablesFilter), ...tablesOf(config.extensionsFilters)],
  };
}

const list = (value: string | readonly string[] | undefined): readonly string[] => [value ?? []].flat();

/** Tables that `extensionsFilters` excludes, as patterns (drizzle-kit's documentation of the option). */
const tablesOf = (extensions: readonly string[] = []): string[] =>
  extensions.includes('postgis') ? ['!geography_columns', '!geometry_columns', '!spatial_ref_sys'] : [];

/** drizzle-kit resolves paths from the working directory, usually the config's folder: the latter is tried first. */
function locate(folder: string, here: string, path: string): string {
  const [besideConfig, fromHere] = [resolve(folder, path), resolve(here, path)];
  return !existsSync(fixedPart(besideConfig)) && existsSync(fixedPart(fromHere)) ? fromHere : besideConfig;
}

/** A path that exists is taken literally, whatever its characters mean in a pattern: `app/[id]/schema.ts`. */
const isPattern = (path: string): boolean =>
  !existsSync(path) && globs().isDynamicPattern(path.replaceAll('\\', '/'));

/** The leading folders of a pattern without wildcards; a path that is not a pattern, unchanged. */
function fixedPart(path: string): string {
  if (!isPattern(path)) return path;
  const parts = path.split(/[\\/]/);
  return (
    parts
      .slice(
        0,
        parts.findIndex((part) => globs().isDynamicPattern(part)),
      )
      .join('/') || '/'
  );
}

/** The files that a project's `schema` names: files, folders (their own files only) and globs. Throws a Problem. */
export async function schemaFiles(project: Project): Promise<string[]> {
  const { configFile, directory, schema } = project;
  const where = displayPath(directory, configFile);
  const lost = schema.find((path) => !isPattern(path) && !existsSync(path));
  if (lost !== undefined)
    throw new Problem(`schema file ${displayPath(directory, lost)} does not exist`, {
      where,
      advice: 'check "schema"',
    });
  const lists = await Promise.all(schema.map(filesOf));
  const files = [...new Set(lists.flat())].sort();
  if (files.length > 0) return files;
  throw new Problem(`no schema file matches ${schemaShown(project)}`, {
    where,
    advice: 'check "schema"',
  });
}

/** What the config calls `schema`, as people write it. */
export const schemaShown = ({ directory, schema }: Project): string =>
  schema.map((path) => displayPath(directory, path)).join(', ');

async function filesOf(path: string): Promise<string[]> {
  if (isPattern(path))
    return (await globs().glob(path.replaceAll('\\', '/'), { absolute: true, onlyFiles: true })).filter(
      isModule,
    );
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter(isModule)
    .map((name) => join(path, name));
}

const isModule = (file: string): boolean => /\.[cm]?[jt]s$/.test(file) && !/\.d\.[cm]?ts$/.test(file);
