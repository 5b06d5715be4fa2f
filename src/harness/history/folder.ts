import { join, posix } from 'node:path';
import { onceEach } from '../model/once.ts';
import { Problem } from '../model/problem.ts';
import { type SqlFile, sqlFile } from '../sql/sql-file.ts';
import { fileNamesOf, type Layout, parseFileName } from './file-name.ts';
import { listTree, readText } from './files.ts';
import { folderEntries, layoutOf } from './folder-layout.ts';
import { type JournalEntry, journalName, readJournal } from './journal.ts';

/** A migrations folder as it lies on disk, whether it is consistent or not. No file of it is read twice. */
export interface Folder {
  readonly path: string;
  /** Its path as people write it. */
  readonly shown: string;
  readonly layout: Layout;
  /** The migrations it names, in the order in which Drizzle takes them. */
  readonly journal: readonly JournalEntry[];
  /** Every file in it and below, as paths from it with forward slashes, sorted. */
  readonly files: readonly string[];
  /** One of them as a text. Throws a Problem that names it when it cannot be read. */
  readonly text: (file: string) => Promise<string>;
  /** One of them as SQL. Throws as `text` does. */
  readonly sql: (file: string) => Promise<SqlFile>;
}

/** Reads what a migrations folder holds. Throws a Problem when it cannot be read or its journal is broken. */
export async function readFolder(path: string, shown = path): Promise<Folder> {
  const files = await listTree(path, shown);
  const layout = layoutOf(files);
  if (!layout)
    throw new Problem('no such file, and no folder with a migration.sql', {
      where: posix.join(shown, journalName),
      advice: 'check "out" in the config, or generate a migration',
    });
  const journal = layout === 'journal' ? await readJournal(path, shown) : folderEntries(files);
  const text = onceEach((file: string) => readText(join(path, file), posix.join(shown, file)));
  const sql = onceEach(async (file: string) => sqlFile(posix.join(shown, file), await text(file)));
  return { path, shown, layout, journal, files, text, sql };
}

/** The down files that a migration has, the preferred one first. */
export function downNamesOf(folder: Folder, tag: string): string[] {
  const tags = tagsOf(folder);
  return fileNamesOf(tag, 'down', folder.layout).filter(
    (name) => folder.files.includes(name) && parseFileName(name, tags, folder.layout)?.direction === 'down',
  );
}

/** The tags a folder's journal names. */
export const tagsOf = ({ journal }: Folder): Set<string> => new Set(journal.map(({ tag }) => tag));
