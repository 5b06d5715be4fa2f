import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { fileNameOf, fileNamesOf, type Layout, parseFileName } from './file-name.ts';
import { displayPath, listTree, readText } from './files.ts';
import { folderEntries, layoutOf } from './folder-layout.ts';
import { irreversibleReason } from './irreversible.ts';
import { type JournalEntry, journalName, readJournal } from './journal.ts';

/** A file of SQL, and where it lies. */
export interface SqlFile {
  readonly path: string;
  readonly sql: string;
}

/** One step of a schema's life, with the way back if there is one. */
export interface Migration {
  readonly tag: string;
  readonly when: number;
  readonly up: SqlFile;
  readonly down: SqlFile | undefined;
  /** sha256 of the up file's text in hex, as Drizzle's migrator stores it (drizzle-orm, migrator.ts). */
  readonly hash: string;
  /** What a ledger of Drizzle 1.x calls it; absent in a history of 0.x, whose ledger has no names. */
  readonly name?: string;
  /** Why it cannot be taken back, where its down file says so; its down is then never run. */
  readonly irreversible?: string;
}

/** A migrations folder as it lies on disk, whether it is consistent or not. */
export interface Folder {
  readonly path: string;
  readonly layout: Layout;
  /** The migrations it names, in the order in which Drizzle takes them. */
  readonly journal: readonly JournalEntry[];
  /** Every file in it and below, as paths from it with forward slashes, sorted. */
  readonly files: readonly string[];
}

/** Reads what a migrations folder holds. Throws a Problem when it cannot be read or its journal is broken. */
export async function readFolder(path: string): Promise<Folder> {
  const files = await listTree(path);
  const layout = layoutOf(files);
  if (!layout)
    throw new Problem('there is no such file, nor a folder with a migration.sql', {
      where: displayPath(join(path, journalName)),
      advice: 'check "out" in the config, or generate a migration',
    });
  const journal = layout === 'journal' ? await readJournal(path) : folderEntries(files);
  return { path, layout, journal, files };
}

/** The migrations of a folder in the order of its journal. Throws a Problem when one has no up file. */
export async function readMigrations(folder: Folder): Promise<Migration[]> {
  const files = new Set(folder.files);
  return Promise.all(folder.journal.map((entry) => readMigration(folder, files, entry)));
}

/** The migrations of a folder up to the first that cannot be read. */
export interface ReadableMigrations {
  readonly migrations: readonly Migration[];
  /** The tags of those from there on, and what was thrown; absent when all can be read. */
  readonly unread?: { readonly tags: readonly [string, ...string[]]; readonly error: unknown };
}

/** Reads the migrations of a folder in the order of its journal, as far as they can be read. */
export async function readableMigrations(folder: Folder): Promise<ReadableMigrations> {
  const files = new Set(folder.files);
  const migrations: Migration[] = [];
  for (const [at, entry] of folder.journal.entries())
    try {
      migrations.push(await readMigration(folder, files, entry));
    } catch (error) {
      const after = folder.journal.slice(at + 1).map(({ tag }) => tag);
      return { migrations, unread: { tags: [entry.tag, ...after], error } };
    }
  return { migrations };
}

async function readMigration(
  folder: Folder,
  files: ReadonlySet<string>,
  { tag, when }: JournalEntry,
): Promise<Migration> {
  const { layout } = folder;
  const upName = fileNameOf(tag, 'up', layout);
  if (!files.has(upName))
    throw new Problem('the journal names this migration, but there is no such file', {
      where: displayPath(join(folder.path, upName)),
      advice: `restore the file, or take its entry out of ${journalName}`,
    });
  const downName = downNamesOf(folder, tag)[0];
  const [up, down] = await Promise.all([
    read(folder, upName),
    downName === undefined ? undefined : read(folder, downName),
  ]);
  const named = layout === 'folders' ? { name: tag } : {};
  const irreversible = down && irreversibleReason(down.sql);
  return {
    tag,
    when,
    up,
    down,
    hash: hashOf(up.sql),
    ...named,
    ...(irreversible === undefined ? {} : { irreversible }),
  };
}

/** The hash that Drizzle's migrator stores of a file's text. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/** The down files that a migration has, the preferred one first. */
export function downNamesOf(folder: Folder, tag: string): string[] {
  const tags = tagsOf(folder);
  return fileNamesOf(tag, 'down', folder.layout).filter(
    (name) => folder.files.includes(name) && parseFileName(name, tags, folder.layout)?.direction === 'down',
  );
}

/** The tags a folder's journal names. */
export const tagsOf = ({ journal }: Folder): Set<string> => new Set(journal.map(({ tag }) => tag));

async function read(folder: Folder, name: string): Promise<SqlFile> {
  const path = join(folder.path, name);
  return { path, sql: await readText(path) };
}
