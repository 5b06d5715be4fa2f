import { posix } from 'node:path';
import type { Project } from '../config/project.ts';
import { Problem } from '../model/problem.ts';
import { kitOf } from './kit.ts';
import { type Json, patched } from './patch.ts';
import type { Pulled } from './pull.ts';
import { type Env, type FilesByPath, writtenBy } from './run-kit.ts';

/** A migration without statements, as drizzle-kit has added it to a folder. */
export interface EmptyMigration {
  readonly files: FilesByPath;
  /** The path of its snapshot. */
  readonly snapshot: string;
}

/** A snapshot of the format 9, which says what a migration changes, and not what the schema is like then. */
type Changes = { readonly type: 'diff'; readonly id: string; readonly prevIds: readonly string[] };

/**
 * The snapshot of a migration that does what makes the difference between two databases. Throws a Problem where
 * drizzle-kit refuses the snapshots that are in the folder.
 */
export async function snapshotAfter(
  project: Project,
  env: Env,
  { files, snapshot }: EmptyMigration,
  { before, after }: { readonly before: Pulled; readonly after: Pulled },
): Promise<Json> {
  const empty = JSON.parse(files.get(snapshot) ?? '');
  if (empty.type !== 'diff') return patched(empty, before.snapshot, after.snapshot);
  const { id, prevIds }: Changes = empty;
  const whole = { version: '8', dialect: 'postgres', id, prevIds, renames: [] };
  const state = { ...whole, ddl: await stateAt(project, files, id) };
  const given = new Map([
    ...files,
    [snapshot, JSON.stringify(patched(state, before.snapshot, after.snapshot))],
  ]);
  // It makes the changes of what is like a snapshot of the format 8, which is all of a schema.
  const upgraded = await writtenBy(project, env, ['up'], { config: {}, folder: given });
  return JSON.parse(upgraded.get(snapshot) ?? '');
}

/** What the schema is like after a migration, by all snapshots before it. */
async function stateAt(project: Project, files: FilesByPath, id: string): Promise<Json> {
  const { reconstruct, version } = kitOf(project);
  if (!reconstruct)
    throw new Problem(`drizzle-kit ${version} writes snapshots that it does not read for others`, {
      advice: 'update drizzle-kit, or use driftproof repair, or write the migration by hand',
    });
  const snapshots = [...files].filter(([path]) => posix.basename(path) === 'snapshot.json');
  const byFolder = snapshots.map(([path, text]) => [posix.dirname(path), JSON.parse(text)] as const);
  return (await reconstruct(Object.fromEntries(byFolder), id)).ddl;
}
