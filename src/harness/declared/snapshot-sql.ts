import { join } from 'node:path';
import { readText } from '../history/files.ts';
import { parseJson } from '../history/journal.ts';
import type { Folder } from '../history/migrations.ts';
import { generateFrom } from './generator.ts';

/**
 * The SQL that makes what a folder's last snapshot holds (in the format of drizzle-kit 0.x).
 * Nothing when there is no such snapshot.
 */
export async function snapshotSql({ path, journal, files, layout }: Folder): Promise<string[] | undefined> {
  const name = `meta/${journal.at(-1)?.tag.split('_')[0]}_snapshot.json`;
  if (layout !== 'journal' || !files.includes(name)) return undefined;
  const file = join(path, name);
  return generateFrom(parseJson(await readText(file), file));
}
