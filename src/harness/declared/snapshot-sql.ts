import { posix } from 'node:path';
import type { Folder } from '../history/folder.ts';
import { parseJson } from '../history/journal.ts';
import { generateFrom } from './generator.ts';

/**
 * The SQL that makes what a folder's last snapshot holds (in the format of drizzle-kit 0.x).
 * Nothing when there is no such snapshot.
 */
export async function snapshotSql({
  shown,
  journal,
  files,
  layout,
  text,
}: Folder): Promise<string[] | undefined> {
  const name = `meta/${journal.at(-1)?.tag.split('_')[0]}_snapshot.json`;
  if (layout !== 'journal' || !files.includes(name)) return undefined;
  return generateFrom(parseJson(await text(name), posix.join(shown, name)));
}
