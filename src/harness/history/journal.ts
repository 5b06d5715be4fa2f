import { join, posix } from 'node:path';
import { Problem } from '../model/problem.ts';
import { conflictLine } from '../sql/text-positions.ts';
import { readText } from './files.ts';

/** One entry of `meta/_journal.json` (drizzle-kit 0.x), or the same from the name of a migration's folder (1.x). */
export interface JournalEntry {
  readonly idx: number;
  /** Milliseconds since 1970: Drizzle's migrator runs an entry only when this is later than the newest applied one. */
  readonly when: number;
  readonly tag: string;
  /** The line of the entry's tag in the journal. */
  readonly line?: number;
}

/** The journal's path in a migrations folder. */
export const journalName = 'meta/_journal.json';

/** Reads the journal of a migrations folder, which people know as `shown`. Throws a Problem when it is missing or is not a journal. */
export async function readJournal(folder: string, shown: string): Promise<JournalEntry[]> {
  const file = posix.join(shown, journalName);
  const text = await readText(join(folder, journalName), file);
  const entries: unknown = (parseJson(text, file) as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries))
    throw new Problem('is not a journal: it has no list "entries"', { where: file });
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
        ? `is not valid JSON: ${(cause as Error).message}`
        : `contains unresolved merge conflict markers, from line ${conflict} on`;
    throw new Problem(what, {
      where: file,
      advice: 'fix the file or restore it from version control',
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
  throw new Problem(`entry ${at} must have the numbers "idx" and "when" and the string "tag"`, {
    where: file,
  });
}

/** The line of each `"tag":`, in order. */
const tagLines = (text: string): number[] =>
  text.split('\n').flatMap((line, at) => [...line.matchAll(/"tag"\s*:/g)].map(() => at + 1));
