import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Layout } from '../../../../src/harness/history/file-name.ts';

/** A small project: the text of each file by its path. */
export type Files = Record<string, string>;

/** An entry of a journal, or of a list of folders. */
export interface Entry {
  idx: number;
  when: number;
  tag: string;
}

const origin = '00000000-0000-0000-0000-000000000000';

const steps = [
  ['users', 'CREATE TABLE users (id uuid PRIMARY KEY, name text);', 'DROP TABLE users;'],
  ['mood', "CREATE TYPE mood AS ENUM ('sad', 'ok');", 'DROP TYPE mood;'],
  ['index', 'CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
] as const;

/** The noon of a day of January 2025, in milliseconds. */
export const noon = (day: number): number => Date.UTC(2025, 0, day, 12);

/** The tags of the good folders, in order. */
export const tags: Record<Layout, readonly [string, string, string]> = {
  journal: ['0000_users', '0001_mood', '0002_index'],
  folders: ['20250101120000_users', '20250102120000_mood', '20250103120000_index'],
};

/** The text of a journal; the tag of entry `k` stands on line `9 + 7k`. */
export const journalText = (entries: readonly Entry[]): string =>
  JSON.stringify(
    {
      version: '7',
      dialect: 'postgresql',
      entries: entries.map(({ idx, when, tag }) => ({ idx, version: '7', when, tag, breakpoints: true })),
    },
    null,
    2,
  );

/** The entries of the good journal. */
export const entries = (): Entry[] => tags.journal.map((tag, idx) => ({ idx, when: noon(idx + 1), tag }));

/** The text of a snapshot, whose id is a word. */
export const snapshot = (id: string, ...parents: readonly string[]): string =>
  JSON.stringify({ id, prevId: parents[0] ?? origin });

/** The text of a snapshot of drizzle-kit 1.x. */
export const snapshot8 = (id: string, ...parents: readonly string[]): string =>
  JSON.stringify({ version: '8', id, prevIds: parents.length === 0 ? [origin] : parents });

/** Three migrations with nothing wrong, in either layout. */
export const good: Record<Layout, () => Files> = {
  journal: () => ({
    'meta/_journal.json': journalText(entries()),
    ...Object.fromEntries(
      steps.flatMap(([name, up, down], idx) => [
        [`000${idx}_${name}.sql`, `${up}\n`],
        [`000${idx}_${name}_down.sql`, `${down}\n`],
        [
          `meta/000${idx}_snapshot.json`,
          snapshot(name, ...steps.slice(idx - 1, idx).map(([before]) => before)),
        ],
      ]),
    ),
  }),
  folders: () =>
    Object.fromEntries(
      steps.flatMap(([name, up, down], idx) => [
        [`${tags.folders[idx]}/migration.sql`, `${up}\n`],
        [`${tags.folders[idx]}/down.sql`, `${down}\n`],
        [
          `${tags.folders[idx]}/snapshot.json`,
          snapshot8(name, ...steps.slice(idx - 1, idx).map(([before]) => before)),
        ],
      ]),
    ),
};

/** Writes folders of files, which are removed when the spec file is done. */
export function useFolders(): (files: Files) => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async (files) => {
    const folder = await mkdtemp(join(tmpdir(), 'history-'));
    made.push(folder);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return folder;
  };
}
