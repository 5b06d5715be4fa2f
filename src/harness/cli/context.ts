import type { Scope } from '../catalog/scope.ts';
import { loadProject, type Project } from '../declared/project.ts';
import { loadSettings } from '../declared/settings.ts';
import { type Folder, type Migration, readFolder, readMigrations } from '../history/history.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { Settings } from '../model/settings.ts';
import { openWorkshop, type Scratch, type Workshop } from '../postgres/scratch.ts';
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
  readonly settings: Settings;
  readonly scope: Scope;
  readonly folder: Folder;
}

/** Loads the project and its migrations folder. */
export async function openContext(io: Io, options: Options): Promise<Context> {
  const project = await loadProject(io.cwd, options.config);
  const settings = await loadSettings(project.configFile);
  const { schemas, tables, ledger } = project;
  const folder = await readFolder(project.out);
  return {
    settings,
    io,
    options,
    notes: notesOn(io, options),
    project,
    scope: { schemas, tables, ledger },
    folder,
  };
}

/** The folder's migrations. Throws a Problem when there are none. */
export async function migrationsOf({ folder }: Context): Promise<Migration[]> {
  const migrations = await readMigrations(folder);
  if (migrations.length > 0) return migrations;
  throw new Problem('its journal names no migration, so there is nothing to compare', { where: folder.path });
}

/** Starts a server and a workshop on it for as long as `use` runs, and says which it is. */
export async function withWorkshop<T>(
  { options, notes, settings }: Context,
  use: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const server = await startServer(options);
  try {
    notes.note(`scratch databases on ${server.description}`);
    return await inWorkshop(server, settings, use);
  } finally {
    await server.stop();
  }
}

async function inWorkshop<T>(
  server: Server,
  { prelude }: Settings,
  use: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const workshop = await openWorkshop(server);
  try {
    return await use({ ...workshop, create: () => createPrepared(workshop, prelude) });
  } finally {
    await workshop.close();
  }
}

/** A scratch database with what the settings' prelude brings. */
async function createPrepared(workshop: Workshop, prelude: readonly string[]): Promise<Scratch> {
  const database = await workshop.create();
  for (const sql of prelude)
    await database.run(sql).catch((cause) => {
      throw new Problem(`the prelude fails: ${firstLine(cause)}`, {
        advice: 'correct it in the driftproof settings',
        cause,
      });
    });
  return database;
}

/** The live database's URL: from `--url`, or from the environment, where `ps` does not show it. */
export function liveUrl({ options, io }: Context): string {
  const url = options.url ?? io.env.DRIFTPROOF_URL ?? io.env.DATABASE_URL;
  if (url) return url;
  throw new Problem('no database is named', { advice: 'set DRIFTPROOF_URL (or DATABASE_URL), or use --url' });
}
