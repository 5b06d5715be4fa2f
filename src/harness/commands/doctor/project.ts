import { cacheFolder } from '../../cache/cache-folder.ts';
import { kitOf, ormVersionOf } from '../../declared/kit.ts';
import { displayPath } from '../../history/files.ts';
import { readableMigrations } from '../../history/migrations.ts';
import type { Checkup } from '../../model/checkup.ts';
import { counted } from '../../model/counted.ts';
import { Problem } from '../../model/problem.ts';
import { extensionsCreatedIn } from '../../sql/extension-statements.ts';
import { type Context, migrationsOf } from '../context.ts';
import { answerOf, lookAt } from './looked.ts';

/** Its config, its migrations, its packages, and where is kept what is known from an earlier run. */
export const project = async (context: Context): Promise<readonly Checkup[]> => [
  await lookAt('project', () => displayPath(context.project.directory, context.project.configFile)),
  await lookAt('migrations', () => migrations(context)),
  await lookAt('drizzle-kit', () => kitOf(context.project).version),
  packageOrm(context),
  cache(context),
];

async function migrations({ folder }: Context): Promise<string> {
  const { shown, ...found } = await folder();
  const all = await migrationsOf({ shown, ...found });
  const without = all.filter(({ down }) => down === undefined).length;
  const downs = without === 0 ? '' : `; ${without} of them without a down file, which driftproof down drafts`;
  return `${counted(all.length, 'migration')} in ${shown}${downs}`;
}

function packageOrm({ project }: Context): Checkup {
  const version = ormVersionOf(project);
  if (version !== undefined) return { about: 'drizzle-orm', state: 'ok', says: version };
  return {
    about: 'drizzle-orm',
    state: 'missing',
    says: 'is not installed, and the schema imports it',
    advice: 'npm install drizzle-orm',
  };
}

function cache({ project, environment }: Context): Checkup {
  const folder = cacheFolder(project.configFile, environment.env);
  const about = 'cache';
  if (folder !== undefined) return { about, state: 'ok', says: displayPath(project.directory, folder) };
  return {
    about,
    state: 'unused',
    says: 'no folder for it that this user, and nobody else, can write to: nothing is kept from run to run',
  };
}

/** The extensions that the migrations and the prelude create. */
export async function extensionsOf({ folder, settings }: Context): Promise<readonly string[]> {
  const found = await answerOf(async () => (await readableMigrations(await folder())).migrations);
  const texts = found instanceof Problem ? [] : found.map(({ up }) => up.sql);
  const names = await Promise.all([...settings.prelude, ...texts].map(extensionsCreatedIn));
  return [...new Set(names.flat())].sort();
}
