import { existsSync } from 'node:fs';
import type { Scope } from '../catalog/scope.ts';
import { allRules } from '../checks/rules/registry.ts';
import { readBaseline } from '../config/baseline-file.ts';
import { loadSettings } from '../config/load-settings.ts';
import { loadProject, type Project } from '../config/project.ts';
import { ledgerName } from '../history/default-ledger.ts';
import { displayPath, listTree } from '../history/files.ts';
import { type Folder, readFolder } from '../history/folder.ts';
import { type Migration, readMigrations } from '../history/migrations.ts';
import type { Baseline } from '../model/baseline.ts';
import { once } from '../model/once.ts';
import { ifProblem, Problem } from '../model/problem.ts';
import { keepSecrets, keepSecretsIn } from '../model/secrets.ts';
import type { Settings } from '../model/settings.ts';
import { checkChoice } from '../postgres/server.ts';
import type { Environment } from './environment.ts';
import type { Notes } from './notes.ts';
import { type Options, timeoutMsOf } from './options.ts';
import { onPlatform } from './platform-of-live.ts';

/** What every command needs. */
export interface Context {
  readonly environment: Environment;
  readonly options: Options;
  readonly notes: Notes;
  readonly project: Project;
  readonly settings: Settings;
  /** What is known of the project, where it has a baseline. */
  readonly baseline: Baseline | undefined;
  readonly scope: Scope;
  /** The target of the settings whose URL is that of the options. */
  readonly target?: string;
  /** The project's migrations folder, read once. Throws as {@link folderOf} does. */
  readonly folder: () => Promise<Folder>;
}

/** Loads the project and its settings. */
export async function openContext(
  environment: Environment,
  options: Options,
  notes: Notes,
): Promise<Context> {
  const { cwd, env } = environment;
  keepSecrets([env.PGPASSWORD]);
  keepSecretsIn([...Object.values(env), options.url, options.server]);
  if (options.server) checkChoice(options);
  const project = await loadProject(cwd, options.config, timeoutMsOf(options));
  const settings = await loadSettings(project, [...allRules.keys()]);
  const baseline = await readBaseline(project);
  const { schemas, tables } = project;
  const scope = { schemas, tables, ledger: ledgerName(settings.ledger) ?? project.ledger };
  const folder = once(() => folderOf(project));
  const context = { environment, options, notes, project, settings, baseline, scope, folder };
  return settings.platform ? onPlatform(context, settings.platform) : context;
}

/** Reads a project's migrations folder. Throws a Problem when it cannot be read, or when nobody named one and there is none. */
async function folderOf({ out, namesOut, configFile, directory }: Project): Promise<Folder> {
  if (namesOut || existsSync(out)) return readFolder(out, displayPath(directory, out));
  throw new Problem(
    'does not set "out", and there is no folder "drizzle" beside it, so there are no migrations',
    {
      where: displayPath(directory, configFile),
      advice: 'set "out"; without migrations, drift can compare a database with the schema alone',
    },
  );
}

/** Why a project has no migrations at all, as one that pushes its schema; nothing when it has some, be they broken. */
export async function whyNoHistory({ project, folder }: Context): Promise<string | undefined> {
  const files = existsSync(project.out) ? await listTree(project.out).catch(ifProblem(undefined)) : [];
  if (!files || files.some((file) => file.endsWith('.sql'))) return undefined;
  try {
    refuseEmpty(await folder());
    return undefined;
  } catch (why) {
    if (why instanceof Problem) return why.message;
    throw why;
  }
}

/** A folder's migrations. Throws a Problem when there are none. */
export async function migrationsOf(folder: Folder): Promise<Migration[]> {
  refuseEmpty(folder);
  return readMigrations(folder);
}

/** Throws a Problem for a folder without a migration. */
export function refuseEmpty({ journal, shown }: Folder): void {
  if (journal.length > 0) return;
  throw new Problem('the journal lists no migrations, so there is nothing to compare', { where: shown });
}
