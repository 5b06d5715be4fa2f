import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Project } from '../../config/project.ts';
import { displayPath, readText } from '../../history/files.ts';
import type { Folder } from '../../history/folder.ts';
import { journalName, parseJson } from '../../history/journal.ts';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Finding } from '../../model/finding.ts';
import { ifProblem } from '../../model/problem.ts';
import { found } from '../rules/found.ts';

/** How many levels of folders below the config's are searched. */
const depth = 3;

const notOurs = /^(\.|node_modules$|dist$|build$|coverage$)/;
const isConfig = (name: string): boolean => /^drizzle.*\.config\.|^drizzle\.config.*\./.test(name);

/** Is the folder that the config's `out` names the only one near the config? */
export async function noFolderElsewhere(
  { path: out, shown }: Folder,
  { configFile, directory }: Pick<Project, 'configFile' | 'directory'>,
): Promise<Finding[]> {
  const show = (path: string): string => displayPath(directory, path);
  const home = dirname(resolve(configFile));
  const others = (await journalsBelow(home, depth)).filter((folder) => folder !== resolve(out));
  if (others.length === 0) return [];
  const claimed = await otherConfigs(configFile);
  const isForPostgres = await Promise.all(others.map(hasPostgresJournal));
  return others
    .filter((_, index) => isForPostgres[index])
    .filter((folder) => !claimed.some((text) => text.includes(relative(home, folder).replaceAll('\\', '/'))))
    .map((folder) =>
      found(
        'migration-folder-elsewhere',
        show(folder),
        `${show(folder)}: a migrations folder, but "out" names ${shown}`,
        { file: show(join(folder, journalName)) },
      ),
    );
}

/** Folders with a journal, except those of projects that have a config of their own. */
async function journalsBelow(folder: string, levels: number): Promise<string[]> {
  if (existsSync(join(folder, journalName))) return [folder];
  if (levels === 0) return [];
  // A folder that cannot be read is nobody's migrations folder.
  const entries = await readdir(folder, { withFileTypes: true }).catch(ifInaccessible([]));
  if (levels < depth && entries.some(({ name }) => isConfig(name))) return [];
  const folders = entries.filter((entry) => entry.isDirectory() && !notOurs.test(entry.name));
  const lists = await Promise.all(folders.map(({ name }) => journalsBelow(join(folder, name), levels - 1)));
  return lists.flat();
}

/** The texts of the other configs beside this one: each may have a folder of its own. */
async function otherConfigs(configFile: string): Promise<string[]> {
  const home = dirname(configFile);
  const names = (await readdir(home)).filter((name) => isConfig(name) && name !== basename(configFile));
  return Promise.all(names.map((name) => readText(join(home, name))));
}

/** A journal that cannot be read is assumed to be one. */
async function hasPostgresJournal(folder: string): Promise<boolean> {
  const file = join(folder, journalName);
  try {
    const { dialect = 'postgresql' } = parseJson(await readText(file), file) as { dialect?: unknown };
    return ['postgresql', 'pg'].includes(String(dialect));
  } catch (error) {
    return ifProblem(true)(error);
  }
}
