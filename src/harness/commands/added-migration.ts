import { posix } from 'node:path';
import type { Json } from '../declared/patch.ts';
import type { FilesByPath } from '../declared/run-kit.ts';
import type { Folder } from '../history/folder.ts';
import { timeOf } from '../history/folder-layout.ts';
import { journalName } from '../history/journal.ts';
import { Problem } from '../model/problem.ts';

/** A migration that drizzle-kit has added to a folder. */
interface Added {
  readonly tag: string;
  readonly when: number;
  /** The journal with it; absent where the migrations are in a folder each. */
  readonly journal?: Journal;
}

/** What is known of a migration that was added, by the path of its up file. Throws a Problem where it is no later one. */
export function addedTo({ layout, journal: entries }: Folder, files: FilesByPath, up: string): Added {
  const last = entries.at(-1);
  if (layout === 'journal') {
    const tag = up.replace(/\.sql$/, '');
    const journal = withLater(files.get(journalName) ?? '', tag, last?.when ?? 0);
    return { tag, journal, when: journal.entries.find((entry) => entry.tag === tag)?.when ?? 0 };
  }
  const tag = posix.dirname(up);
  if (last && tag.localeCompare(last.tag) < 0)
    throw new Problem(
      `the clock is behind the last migration, ${last.tag}, and the new one would be run before it`,
      {
        advice: 'set the clock, or adopt once that time has come',
      },
    );
  return { tag, when: timeOf(tag) };
}

type Journal = {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
  readonly [key: string]: Json;
};

/** A clock that is behind the last migration would make the new one an earlier one. */
function withLater(text: string, tag: string, last: number): Journal {
  const journal: Journal = JSON.parse(text);
  return {
    ...journal,
    entries: journal.entries.map((entry) =>
      entry.tag === tag ? { ...entry, when: Math.max(entry.when, last + 1) } : entry,
    ),
  };
}
