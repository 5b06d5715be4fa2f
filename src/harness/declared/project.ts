import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { displayPath } from '../history/files.ts';
import { defaultLedger, type LedgerName } from '../history/ledger.ts';
import { Problem } from '../model/problem.ts';
import { loadModule } from './load.ts';

/** What a `drizzle.config.ts` names, with its defaults filled in and its paths made absolute. */
export interface Project {
  readonly configFile: string;
  /** Patterns or paths of the schema files, absolute. */
  readonly schema: readonly string[];
  /** The migrations folder. */
  readonly out: string;
  readonly ledger: LedgerName;
  readonly casing: 'snake_case' | 'camelCase' | undefined;
  /** `schemaFilter`: only these schemas are compared; all when empty. */
  readonly schemas: readonly string[];
  /** `tablesFilter`: glob patterns, `!` negates; all tables when empty. */
  readonly tables: readonly string[];
}

interface DrizzleConfig {
  readonly dialect?: unknown;
  readonly schema?: string | readonly string[];
  readonly out?: string;
  readonly casing?: Project['casing'];
  readonly migrations?: Partial<LedgerName>;
  readonly schemaFilter?: string | readonly string[];
  readonly tablesFilter?: string | readonly string[];
}

/** Config names in the order drizzle-kit looks for them. */
const configNames = ['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.json'];

/** Loads the project of a config file, or of the nearest one upwards from `directory`. Throws a Problem. */
export async function loadProject(directory: string, config: string | undefined): Promise<Project> {
  const configFile = config === undefined ? findConfig(directory) : resolve(directory, config);
  const where = displayPath(configFile);
  if (!existsSync(configFile))
    throw new Problem('there is no such config file', { where, advice: 'check --config' });
  const exports = await loadModule(configFile);
  return toProject(configFile, (exports.default ?? exports) as DrizzleConfig, where);
}

function findConfig(from: string): string {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const found = configNames.map((name) => join(directory, name)).find((path) => existsSync(path));
    if (found) return found;
    if (directory === dirname(directory)) break;
  }
  const what = 'there is no drizzle.config.ts here or in a folder above';
  throw new Problem(what, { where: displayPath(from) || '.', advice: 'name one with --config' });
}

function toProject(configFile: string, config: DrizzleConfig, where: string): Project {
  if (config.dialect !== 'postgresql')
    throw new Problem(`the dialect is ${JSON.stringify(config.dialect)}`, {
      where,
      advice: 'only "postgresql" is supported',
    });
  const place = (path: string): string => locate(dirname(configFile), path);
  const schema = list(config.schema).map(place);
  if (schema.length === 0) throw new Problem('names no schema file', { where, advice: 'set "schema"' });
  return {
    configFile,
    schema,
    out: place(config.out ?? 'drizzle'),
    ledger: { ...defaultLedger, ...config.migrations },
    casing: config.casing,
    schemas: list(config.schemaFilter),
    tables: list(config.tablesFilter),
  };
}

const list = (value: string | readonly string[] | undefined): readonly string[] => [value ?? []].flat();

/** drizzle-kit resolves paths from the working directory, which is mostly the config's folder: that one is tried first. */
function locate(folder: string, path: string): string {
  const besideConfig = resolve(folder, path);
  const fromHere = resolve(path);
  return !existsSync(besideConfig) && existsSync(fromHere) ? fromHere : besideConfig;
}

/** The files that a project's `schema` names: files, folders (their own files only) and globs. Throws a Problem. */
export async function schemaFiles({ configFile, schema }: Project): Promise<string[]> {
  const patterns = schema.map((path) => (isFolder(path) ? `${path}/*` : path).replaceAll('\\', '/'));
  const found = await glob(patterns, { absolute: true, onlyFiles: true });
  const files = found.filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts')).sort();
  if (files.length > 0) return files;
  throw new Problem(`no schema file matches ${schema.map(displayPath).join(', ')}`, {
    where: displayPath(configFile),
    advice: 'check "schema"',
  });
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
