import type { Scope } from '../catalog/scope.ts';
import { loadProject, type Project } from '../declared/project.ts';
import { type Folder, type Migration, readFolder, readMigrations } from '../history/history.ts';
import { Problem } from '../model/problem.ts';
import { openWorkshop, type Workshop } from '../postgres/scratch.ts';
import { type Server, startServer } from '../postgres/server.ts';
import type { Io } from './io.ts';
import { type Notes, notesOn } from './notes.ts';
import type { Options } from './options.ts';

/** What every command needs. */
export interface Context {
  readonly io: Io;
  readonly options: Options;
  readonly notes: Notes;
  readonly project: Project;
  readonly scope: Scope;
  readonly folder: Folder;
}

/** Loads the project and its migrations folder. */
export async function openContext(io: Io, options: Options): Promise<Context> {
  const project = await loadProject(io.cwd, options.config);
  const { schemas, tables, ledger } = project;
  const folder = await readFolder(project.out);
  return { io, options, notes: notesOn(io, options), project, scope: { schemas, tables, ledger }, folder };
}

/** The folder's migrations. Throws a Problem when there are none. */
export async function migrationsOf({ folder }: Context): Promise<Migration[]> {
  const migrations = await readMigrations(folder);
  if (migrations.length > 0) return migrations;
  throw new Problem('its journal names no migration, so there is nothing to compare', { where: folder.path });
}

/** Starts a server and a workshop on it for as long as `use` runs, and says which it is. */
export async function withWorkshop<T>(
  { options, notes }: Context,
  use: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const server = await startServer(options);
  try {
    notes.note(`scratch databases on ${server.description}`);
    return await inWorkshop(server, use);
  } finally {
    await server.stop();
  }
}

async function inWorkshop<T>(server: Server, use: (workshop: Workshop) => Promise<T>): Promise<T> {
  const workshop = await openWorkshop(server);
  try {
    return await use(workshop);
  } finally {
    await workshop.close();
  }
}

/** The live database's URL: from `--url`, or from the environment, where `ps` does not show it. */
export function liveUrl({ options, io }: Context): string {
  const url = options.url ?? io.env.DRIFTPROOF_URL ?? io.env.DATABASE_URL;
  if (url) return url;
  throw new Problem('no database is named', { advice: 'set DRIFTPROOF_URL (or DATABASE_URL), or use --url' });
}
