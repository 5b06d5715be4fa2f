import { dirname, relative } from 'node:path';
import type { Project } from '../config/project.ts';
import { type Env, type FilesByPath, writtenBy } from './run-kit.ts';

/** How drizzle-kit is to begin the names of migrations: as that of the last one (its documentation, "migrations.prefix"). */
function prefixOf(tag: string): string {
  if (/^\d{14}_/.test(tag)) return 'timestamp';
  return /^\d{10}_/.test(tag) ? 'unix' : 'index';
}

/** A migrations folder as drizzle-kit leaves it after it has added a migration without statements. */
export const withEmptyMigration = (
  project: Project,
  env: Env,
  name: string,
  lastTag: string,
): Promise<FilesByPath> => {
  const cwd = dirname(project.configFile);
  const { casing, out } = project;
  const schema = project.schema.map((path) => relative(cwd, path));
  const config = { schema, ...(casing ? { casing } : {}), migrations: { prefix: prefixOf(lastTag) } };
  return writtenBy(project, env, ['generate', '--custom', `--name=${name}`], { config, folder: out });
};
