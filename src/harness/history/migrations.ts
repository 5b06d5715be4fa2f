import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Problem } from '../model/problem.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import { fileNameOf } from './file-name.ts';
import { downNamesOf, type Folder } from './folder.ts';
import { irreversibleReason } from './irreversible.ts';
import { type JournalEntry, journalName } from './journal.ts';

/** One migration with its up file, and its down file if it has one. */
export interface Migration {
  readonly tag: string;
  readonly when: number;
  readonly up: SqlFile;
  readonly down: SqlFile | undefined;
  /** sha256 of the up file's text in hex, as Drizzle's migrator stores it (drizzle-orm, migrator.ts). */
  readonly hash: string;
  /** Its name in a ledger of Drizzle 1.x; absent in a history of 0.x, whose ledger has no names. */
  readonly name?: string;
  /** Why it cannot be taken back, if its down file says so; its down is then never run. */
  readonly irreversible?: string;
}

/** A migration of its files. */
export function migrationOf(
  said: Pick<Migration, 'tag' | 'when' | 'name'>,
  up: SqlFile,
  down: SqlFile | undefined,
): Migration {
  const irreversible = down && irreversibleReason(down.sql);
  return {
    ...said,
    up,
    down,
    hash: hashOf(up.sql),
    ...(irreversible === undefined ? {} : { irreversible }),
  };
}

/** The migrations of a folder in the order of its journal. Throws a Problem when one has no up file. */
export const readMigrations = (folder: Folder): Promise<Migration[]> =>
  Promise.all(folder.journal.map((entry) => readMigration(folder, entry)));

/** The migrations of a folder up to the first that cannot be read. */
export interface ReadableMigrations {
  readonly migrations: readonly Migration[];
  /** The tags of those from there on, and what was thrown; absent when all can be read. */
  readonly unread?: { readonly tags: readonly [string, ...string[]]; readonly error: unknown };
}

/** Reads the migrations of a folder in the order of its journal, as far as they can be read. */
export async function readableMigrations(folder: Folder): Promise<ReadableMigrations> {
  const migrations: Migration[] = [];
  for (const [at, entry] of folder.journal.entries())
    try {
      migrations.push(await readMigration(folder, entry));
    } catch (error) {
      const after = folder.journal.slice(at + 1).map(({ tag }) => tag);
      return { migrations, unread: { tags: [entry.tag, ...after], error } };
    }
  return { migrations };
}

async function readMigration(folder: Folder, { tag, when }: JournalEntry): Promise<Migration> {
  const { layout } = folder;
  const up = fileNameOf(tag, 'up', layout);
  if (!folder.files.includes(up))
    throw new Problem('the journal names this migration, but the file does not exist', {
      where: posix.join(folder.shown, up),
      advice: `restore the file, or remove its entry from ${journalName}`,
    });
  const [down] = downNamesOf(folder, tag);
  return migrationOf(
    { tag, when, ...(layout === 'folders' ? { name: tag } : {}) },
    await folder.sql(up),
    down === undefined ? undefined : await folder.sql(down),
  );
}

/** The hash of a file's text that Drizzle's migrator stores. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');
