import { join, posix } from 'node:path';
import { Problem } from '../model/problem.ts';
import { conflictLine } from '../sql/text.ts';
import { readText } from './files.ts';

/** One entry of `meta/_journal.json`, as drizzle-kit 0.x writes it; or what a migration's folder says in 1.x. */
export interface JournalEntry {
  readonly idx: number;
  /** Milliseconds since 1970: Drizzle's migrator runs an entry only when this is later than the newest it has run. */
  readonly when: number;
  readonly tag: string;
  /** The line of the journal on which the entry's tag stands. */
  readonly line?: number;
}

/** The journal's path in a migrations folder. */
export const journalName = 'meta/_journal.json';

/** Reads the journal of a migrations folder, which people know as `shown`. Throws a Problem when it is missing or is not a journal. */
export async function readJournal(folder: string, shown: string): Promise<JournalEntry[]> {
  const file = posix.join(shown, journalName);
  const text = await readText(join(folder, journalName), file);
  const entries: unknown = (parseJson(text, file) as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw new Problem('a journal has a list called "entries"', { where: file });
  const lines = tagLines(text);
  return entries.map((entry, at) => toEntry(entry, at, file, lines[at]));
}

/** Parses a JSON file's text. Throws a Problem that names the file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const conflict = conflictLine(text);
    const what =
      conflict === undefined
        ? `is not JSON: ${(cause as Error).message}`
        : `holds the markers of an unfinished merge, from line ${conflict} on`;
    throw new Problem(what, {
      where: file,
      advice: 'mend the file or restore it from version control',
      cause,
    });
  }
}

function toEntry(
  entry: Partial<JournalEntry> | null,
  at: number,
  file: string,
  line: number | undefined,
): JournalEntry {
  const { idx, when, tag } = entry ?? {};
  if (typeof idx === 'number' && typeof when === 'number' && typeof tag === 'string')
    return { idx, when, tag, ...(line === undefined ? {} : { line }) };
  throw new Problem(`entry ${at} needs the numbers "idx" and "when" and the text "tag"`, {
    where: file,
  });
}

/** The line of each `"tag":`, in order. */
const tagLines = (text: string): number[] =>
  text.split('\n').flatMap((line, at) => [...line.matchAll(/"tag"\s*:/g)].map(() => at + 1));
