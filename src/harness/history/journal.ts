import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { readText } from './files.ts';

/** One entry of `meta/_journal.json`, as drizzle-kit writes it. */
export interface JournalEntry {
  readonly idx: number;
  /** Milliseconds since 1970: Drizzle's migrator runs an entry only when this is later than the newest it has run. */
  readonly when: number;
  readonly tag: string;
}

/** Reads the journal of a migrations folder. Throws a Problem when it is missing or is not a journal. */
export async function readJournal(folder: string): Promise<JournalEntry[]> {
  const file = join(folder, 'meta', '_journal.json');
  const entries: unknown = (parseJson(await readText(file), file) as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw new Problem('a journal has a list called "entries"', { where: file });
  return entries.map((entry, at) => toEntry(entry, at, file));
}

export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const conflict = /^(<{7}|={7}|>{7})/m.test(text);
    const what = conflict
      ? 'holds the markers of an unfinished merge'
      : `is not JSON: ${(cause as Error).message}`;
    throw new Problem(what, {
      where: file,
      advice: 'mend the file or restore it from version control',
      cause,
    });
  }
}

function toEntry(entry: Partial<JournalEntry> | null, at: number, file: string): JournalEntry {
  const { idx, when, tag } = entry ?? {};
  if (typeof idx === 'number' && typeof when === 'number' && typeof tag === 'string')
    return { idx, when, tag };
  throw new Problem(`entry ${at} needs the numbers "idx" and "when" and the text "tag"`, { where: file });
}
