import { posix } from 'node:path';
import type { Project } from '../config/project.ts';
import type { Folder } from '../history/folder.ts';
import { parseJson } from '../history/journal.ts';
import { generateFrom } from './generator.ts';

/**
 * The SQL that makes what a folder's last snapshot holds, by the project's drizzle-kit.
 * Nothing when there is no such snapshot.
 */
export async function snapshotSql(
  { shown, journal, files, layout, text }: Folder,
  project: Project,
): Promise<string[] | undefined> {
  const tag = journal.at(-1)?.tag ?? '';
  const name = layout === 'journal' ? `meta/${tag.split('_')[0]}_snapshot.json` : `${tag}/snapshot.json`;
  if (!files.includes(name)) return undefined;
  return generateFrom(parseJson(await text(name), posix.join(shown, name)), project);
}
