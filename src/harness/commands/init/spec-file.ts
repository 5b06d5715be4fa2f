import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installedVersion } from '../../config/installed.ts';
import { ifInaccessible } from '../../model/file-errors.ts';
import type { Context } from '../context.ts';
import { pathFrom } from './folders.ts';
import { kept, leftOut, type Planned, planned, right } from './planned.ts';
import { languageOf } from './settings-file.ts';
import { type Surroundings, whoNeeds } from './surroundings.ts';

/** The version that driftproof/vitest is written for. */
const major = '4';

/** A spec file that turns the migrations into tests, where the project has vitest; named and placed as its other tests are. */
export async function specFile({ project }: Context, surroundings: Surroundings): Promise<Planned> {
  const what = 'a spec file for vitest';
  const home = whoNeeds('vitest', surroundings)?.folder;
  if (home === undefined) return leftOut(what, 'no package.json here names vitest');
  const version = installedVersion(createRequire(join(surroundings.home, 'package.json')), 'vitest');
  if (version === undefined) return leftOut(what, 'vitest is not installed');
  if (version.split('.')[0] !== major)
    return leftOut(what, `driftproof/vitest needs vitest ${major}, and ${version} is installed`);
  const folder = surroundings.manifests[0]?.folder ?? surroundings.home;
  const tests = await testsIn(folder);
  const calling = await firstWith(tests, folder, 'driftproof/vitest');
  if (calling) return right(surroundings.show(join(folder, calling)), 'it tests the migrations');
  const path = join(folder, nameOf(tests, languageOf(project.configFile, surroundings)));
  if (existsSync(path)) return kept(surroundings.show(path), 'a file of this name is there');
  const config = JSON.stringify(pathFrom(home, project.configFile)).replace(/^"(.*)"$/, quoted);
  const text = `import { testMigrations } from 'driftproof/vitest';\n\nawait testMigrations(${config});\n`;
  return planned(path, surroundings.show(path), text);
}

const quoted = (_: string, text: string): string => `'${text.replaceAll("'", "\\'")}'`;

/** What vitest takes for tests unless it is told otherwise (its manual, "include"). */
const pattern = '**/*.{test,spec}.?(c|m)[jt]s?(x)';

async function testsIn(folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob(pattern, {
    cwd: folder,
    ignore: ['**/node_modules/**', '**/dist/**', '**/.*/**'],
  });
  const depth = (path: string): number => path.split('/').length;
  return found.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

async function firstWith(
  files: readonly string[],
  folder: string,
  word: string,
): Promise<string | undefined> {
  for (const file of files)
    if ((await readFile(join(folder, file), 'utf8').catch(ifInaccessible(''))).includes(word)) return file;
  return undefined;
}

/** Beside the uppermost of the tests that are there, and called as it is. */
function nameOf([first = ''.concat('migrations.spec.x')]: readonly string[], language: string): string {
  const folder = dirname(first) === '.' ? '' : `${dirname(first)}/`;
  const word = /\.test\.[^.]+$/.test(first) ? 'test' : 'spec';
  return `${folder}migrations.${word}.${language === 'ts' ? 'ts' : 'js'}`;
}
