import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { fileNameOf, parseFileName } from './file-name.ts';
import { displayPath, listFolder, readText } from './files.ts';
import { type JournalEntry, readJournal } from './journal.ts';

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
}

/** A migrations folder as it lies on disk, whether it is consistent or not. */
export interface Folder {
  readonly path: string;
  readonly journal: readonly JournalEntry[];
  /** Names in the folder, sorted. */
  readonly files: readonly string[];
  /** Names in its `meta` folder, sorted. */
  readonly snapshots: readonly string[];
}

/** Reads what a migrations folder holds. Throws a Problem when it cannot be read or its journal is broken. */
export async function readFolder(path: string): Promise<Folder> {
  const files = await listFolder(path);
  const journal = await readJournal(path);
  const meta = await listFolder(join(path, 'meta'));
  return { path, journal, files, snapshots: meta.filter((name) => name.endsWith('_snapshot.json')) };
}

/** The migrations of a folder in the order of its journal. Throws a Problem when one has no up file. */
export async function readMigrations(folder: Folder): Promise<Migration[]> {
  const files = new Set(folder.files);
  return Promise.all(folder.journal.map((entry) => readMigration(folder, files, entry)));
}

async function readMigration(
  folder: Folder,
  files: Set<string>,
  { tag, when }: JournalEntry,
): Promise<Migration> {
  const [upName, downName] = [fileNameOf(tag, 'up'), fileNameOf(tag, 'down')];
  if (!files.has(upName))
    throw new Problem('the journal names this migration, but there is no such file', {
      where: displayPath(join(folder.path, upName)),
      advice: 'restore the file, or take its entry out of meta/_journal.json',
    });
  const hasDown = files.has(downName) && parseFileName(downName, tagsOf(folder))?.direction === 'down';
  const [up, down] = await Promise.all([read(folder, upName), hasDown ? read(folder, downName) : undefined]);
  return { tag, when, up, down, hash: createHash('sha256').update(up.sql).digest('hex') };
}

/** The tags a folder's journal names. */
export const tagsOf = ({ journal }: Folder): Set<string> => new Set(journal.map(({ tag }) => tag));

async function read(folder: Folder, name: string): Promise<SqlFile> {
  const path = join(folder.path, name);
  return { path, sql: await readText(path) };
}
