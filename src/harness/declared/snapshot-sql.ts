import { posix } from 'node:path';
import type { Project } from '../config/project.ts';
import { snapshotNameOf } from '../history/file-name.ts';
import type { Folder } from '../history/folder.ts';
import { parseJson } from '../history/journal.ts';
import { generateFrom } from './generator.ts';

/**
 * The SQL that makes what the snapshot of a migration holds, by the project's drizzle-kit. Nothing when there is no such
 * snapshot. Throws a Problem when drizzle-kit cannot read it.
 */
export async function snapshotSql(
  { shown, files, layout, text }: Folder,
  tag: string,
  project: Project,
): Promise<string[] | undefined> {
  const name = snapshotNameOf(tag, layout);
  if (name === undefined || !files.includes(name)) return undefined;
  return generateFrom(parseJson(await text(name), posix.join(shown, name)), project);
}
