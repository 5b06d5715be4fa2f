import type { Layout } from './file-name.ts';
import { type JournalEntry, journalName } from './journal.ts';

const inOwnFolder = /^([^/]+)\/(migration\.sql|snapshot\.json)$/;

/** The layout of a migrations folder, by the paths in it; undefined when it is not a migrations folder. */
export function layoutOf(files: readonly string[]): Layout | undefined {
  if (files.includes(journalName)) return 'journal';
  return files.some((file) => inOwnFolder.test(file)) ? 'folders' : undefined;
}

/**
 * The migrations in a folder each, in the order of drizzle-orm 1.x (migrator.ts): by name, with localeCompare.
 * A folder's time is in the first fourteen digits of its name.
 */
export function folderEntries(files: readonly string[]): JournalEntry[] {
  const tags = new Set(files.flatMap((file) => inOwnFolder.exec(file)?.[1] ?? []));
  return [...tags].sort((a, b) => a.localeCompare(b)).map((tag, idx) => ({ idx, tag, when: timeOf(tag) }));
}

/** As `formatToMillis` (drizzle-orm 1.x, migrator.utils.ts): `20250131093000_name` in UTC; NaN for another name. */
export function timeOf(tag: string): number {
  const [year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/
    .exec(tag)
    ?.slice(1)
    .map(Number) ?? [Number.NaN];
  return Date.UTC(Number(year), Number(month) - 1, day, hour, minute, second);
}
