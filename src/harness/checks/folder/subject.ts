import { posix } from 'node:path';
import { parseFileName } from '../../history/file-name.ts';
import { type Folder, tagsOf } from '../../history/folder.ts';
import { type JournalEntry, journalName } from '../../history/journal.ts';
import type { ParsedSql } from '../../sql/sql-file.ts';
import { conflictLine } from '../../sql/text-positions.ts';
import type { Particulars } from '../rules/found.ts';

/** A file of SQL in the folder, read and parsed. */
export interface SqlText {
  /** From the folder. */
  readonly path: string;
  readonly text: string;
  readonly parsed: ParsedSql;
}

/** The migrations folder as the checks see it. */
export interface Subject {
  readonly folder: Folder;
  readonly tags: ReadonlySet<string>;
  /** The text of every file of SQL without conflict markers, by its path from the folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** The text of every snapshot, by its path from the folder. */
  readonly snapshots: ReadonlyMap<string, string>;
  /** Files with merge conflict markers, with the line of the first one. */
  readonly conflicts: ReadonlyMap<string, number>;
}

/** The same, with its SQL parsed. */
export interface ParsedSubject extends Subject {
  readonly sql: ReadonlyMap<string, SqlText>;
}

const isSnapshot = (path: string): boolean => /(^|[/_])snapshot\.json$/.test(path);

/** Reads the texts of a folder. Throws a Problem when one cannot be read. */
export async function readSubject(folder: Folder): Promise<Subject> {
  const paths = folder.files.filter((path) => path.endsWith('.sql') || isSnapshot(path));
  const texts = await Promise.all(paths.map(async (path) => [path, await folder.text(path)] as const));
  const conflicts = new Map<string, number>();
  const sql = new Map<string, string>();
  const snapshots = new Map<string, string>();
  for (const [path, text] of texts) {
    const line = conflictLine(text);
    if (line !== undefined) conflicts.set(path, line);
    else if (isSnapshot(path)) snapshots.set(path, text);
    else sql.set(path, text);
  }
  return { folder, tags: tagsOf(folder), texts: sql, snapshots, conflicts };
}

/** Parses what {@link readSubject} has read. */
export async function parseSubject(subject: Subject): Promise<ParsedSubject> {
  const sql = new Map<string, SqlText>();
  for (const [path, text] of subject.texts)
    sql.set(path, { path, text, parsed: await (await subject.folder.sql(path)).parsed() });
  return { ...subject, sql };
}

/** The place of a file of the folder. */
export const at = ({ folder }: Subject, path: string, line?: number): Particulars => ({
  file: posix.join(folder.shown, path),
  line,
});

/** Where the folder names a migration: its line of the journal, or its folder. */
export const inJournal = (subject: Subject, { tag, line }: JournalEntry): Particulars =>
  subject.folder.layout === 'journal' ? at(subject, journalName, line) : at(subject, tag);

/** The name of a finding's object: the migration's tag, or the path of a file that belongs to no migration. */
export function nameOf({ folder, tags }: Subject, path: string): string {
  const tag = parseFileName(path, tags, folder.layout)?.tag;
  return tag !== undefined && tags.has(tag) ? tag : path;
}

/** Whether a file belongs to a migration that the folder names. */
export const isListed = (subject: Subject, path: string): boolean => nameOf(subject, path) !== path;
