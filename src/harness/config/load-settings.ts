import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { displayPath, readText } from '../history/files.ts';
import { parseJson } from '../history/journal.ts';
import { Problem } from '../model/problem.ts';
import type { Settings } from '../model/settings.ts';
import { defaultOf, loadModule } from './load-module.ts';
import type { Project } from './project.ts';
import { settingsShape } from './settings-shape.ts';
import { checked } from './shapes.ts';

const names = ['driftproof.config.ts', 'driftproof.config.js', 'driftproof.config.json'];

/**
 * Reads `driftproof.config.ts`, or `.js` or `.json`, beside a project's drizzle config, or else the key `driftproof` of the package.json
 * there; empty settings when there is neither. `rules` are the ids that findings can have. Throws a Problem that names
 * what is not as it should be, or would have no effect.
 */
export async function loadSettings(
  { configFile, directory, timeoutMs }: Pick<Project, 'configFile' | 'directory' | 'timeoutMs'>,
  rules: readonly string[],
): Promise<Settings> {
  const folder = dirname(configFile);
  const show = (name: string): string => displayPath(directory, join(folder, name));
  const inManifest = await settingsInManifest(folder, show);
  const name = await settingsFile(folder, show);
  if (name && inManifest !== undefined)
    throw new Problem(`the key "driftproof" has no effect beside ${show(name)}`, {
      where: show('package.json'),
      advice: 'keep the settings in one place',
    });
  const given = name ? (await settingsIn(join(folder, name), show(name), timeoutMs)).given : inManifest;
  return toSettings(folder, show(name ?? 'package.json'), given, rules);
}

/** Where a project's settings stand, as {@link loadSettings} finds them; undefined where it has none. */
export async function settingsPlace({
  configFile,
  directory,
}: Pick<Project, 'configFile' | 'directory'>): Promise<string | undefined> {
  const folder = dirname(configFile);
  const show = (name: string): string => displayPath(directory, join(folder, name));
  const inManifest = await settingsInManifest(folder, show);
  const name = inManifest === undefined ? await settingsFile(folder, show) : 'package.json';
  return name && show(name);
}

type Show = (name: string) => string;

async function settingsInManifest(folder: string, show: Show): Promise<unknown> {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const shown = show('package.json');
  return (parseJson(await readText(file, shown), shown) as { driftproof?: unknown } | null)?.driftproof;
}

/** What a file says; in an object, since it may be a promise. */
async function settingsIn(
  file: string,
  shown: string,
  timeoutMs: number | undefined,
): Promise<{ readonly given: unknown }> {
  if (!file.endsWith('.json')) return { given: defaultOf(await loadModule(file, shown, timeoutMs)) };
  const given = parseJson(await readText(file, shown), shown);
  if (typeof given !== 'object' || given === null || !('$schema' in given)) return { given };
  // It is for editors.
  const { $schema: _, ...settings } = given;
  return { given: settings };
}

/** The name of the one file of settings in a folder. */
async function settingsFile(folder: string, show: Show): Promise<string | undefined> {
  const found = (await readdir(folder)).filter((name) => /^driftproof\.config\.\w+$/.test(name)).sort();
  const file = names.find((name) => found.includes(name));
  const unread = found.find((name) => name !== file);
  if (unread === undefined) return file;
  const advice = file ? `keep the settings in ${file} alone` : `call it ${names[0]}`;
  throw new Problem('has no effect', { where: show(unread), advice });
}

async function toSettings(
  folder: string,
  file: string,
  given: unknown = {},
  rules: readonly string[],
): Promise<Settings> {
  const { prelude, rows, ...others } = checked(settingsShape(rules), given, file);
  if (others.compare.owners === 'all' && others.role === undefined)
    throw new Problem('"all" compares owners by name, and nothing names the role that runs migrations', {
      where: `${file}, compare.owners`,
      advice: 'name it in "role"',
    });
  const read = (text: string): Promise<string> => readSql(folder, text);
  const rowsOf = async ([tag, text]: [string, string]) => [tag, await read(text)] as const;
  return {
    ...others,
    file,
    prelude: await Promise.all(prelude.map(read)),
    rows: Object.fromEntries(await Promise.all(Object.entries(rows).map(rowsOf))),
  };
}

/** A text that ends in `.sql` is the path of a file, any other is SQL. */
const readSql = (folder: string, text: string): Promise<string> =>
  text.trim().endsWith('.sql') ? readText(resolve(folder, text.trim())) : Promise.resolve(text);
