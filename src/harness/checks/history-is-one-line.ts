import { join } from 'node:path';
import { fileNameOf, parseFileName } from '../history/file-name.ts';
import { readText } from '../history/files.ts';
import { type Folder, tagsOf } from '../history/history.ts';
import { type JournalEntry, parseJson } from '../history/journal.ts';
import type { Finding } from '../model/finding.ts';
import { migrationFinding } from './migration-finding.ts';

/** Is the migrations folder one consistent line? Needs no database. */
export const historyIsOneLine = async (folder: Folder): Promise<Finding[]> => [
  ...missingFiles(folder),
  ...strayFiles(folder),
  ...numbers(folder),
  ...times(folder),
  ...downs(folder),
  ...(await emptyFiles(folder)),
  ...(await snapshotChain(folder)),
];

const journalFile = ({ path }: Folder): string => join(path, 'meta', '_journal.json');

/** Every migration the journal names has its file. */
const missingFiles = (folder: Folder): Finding[] =>
  folder.journal
    .filter(({ tag }) => !folder.files.includes(fileNameOf(tag, 'up')))
    .map(({ tag }) =>
      migrationFinding(
        'migration-file-missing',
        'breaking',
        tag,
        `${tag}: the journal names it, but there is no file`,
        {
          advice: "restore the file: Drizzle's migrator stops at it; or take the entry out of the journal",
          file: join(folder.path, fileNameOf(tag, 'up')),
        },
      ),
    );

/** Every SQL file is named by the journal, or is the way back of one that is. */
function strayFiles(folder: Folder): Finding[] {
  const tags = tagsOf(folder);
  return folder.files
    .filter((file) => file.endsWith('.sql') && !tags.has(parseFileName(file, tags)?.tag ?? ''))
    .map((file) =>
      migrationFinding(
        'migration-unlisted',
        'warning',
        file,
        `${file}: no entry of the journal names this file`,
        {
          advice: "Drizzle's migrator never runs it: generate it anew, move it elsewhere or delete it",
          file: join(folder.path, file),
        },
      ),
    );
}

/** The numbers count up from the first without a gap, and each is used once. */
const numbers = (folder: Folder): Finding[] =>
  pairs(folder.journal).flatMap(([before, { tag, idx }]) => {
    const [expected, actual] = [numberOf(before) + 1, Number.parseInt(tag, 10)];
    const about = {
      advice: 'renumber it, in its files, the journal and the snapshots',
      file: journalFile(folder),
    };
    if (actual === numberOf(before))
      return [
        migrationFinding(
          'migration-number-twice',
          'breaking',
          tag,
          `${tag}: ${before.tag} has that number`,
          about,
        ),
      ];
    if (actual !== expected || idx !== before.idx + 1)
      return [
        migrationFinding(
          'migration-number-gap',
          'warning',
          tag,
          `${tag}: does not follow ${before.tag}`,
          about,
        ),
      ];
    return [];
  });

const numberOf = ({ tag }: JournalEntry): number => Number.parseInt(tag, 10);

const pairs = <T>(list: readonly T[]): [T, T][] => list.slice(1).map((item, at) => [list[at] as T, item]);

/** Drizzle runs an entry only when its `when` lies after the newest one it has run (pg-core/dialect.ts). */
const times = (folder: Folder): Finding[] =>
  pairs(folder.journal)
    .filter(([before, after]) => after.when <= before.when)
    .map(([before, { tag }]) =>
      migrationFinding(
        'migration-when-order',
        'breaking',
        tag,
        `${tag}: its "when" does not lie after that of ${before.tag}`,
        {
          advice:
            'a database that has run the earlier one never runs this: set a later "when" in the journal',
          file: journalFile(folder),
        },
      ),
    );

/** Every migration has a way back. */
const downs = (folder: Folder): Finding[] =>
  folder.journal
    .filter(({ tag }) => !folder.files.includes(fileNameOf(tag, 'down')))
    .map(({ tag }) =>
      migrationFinding('migration-down-missing', 'breaking', tag, `${tag}: there is no down file`, {
        advice: `write ${fileNameOf(tag, 'down')}, which takes back what ${fileNameOf(tag, 'up')} does`,
        file: join(folder.path, fileNameOf(tag, 'down')),
      }),
    );

/** A file that holds nothing but space and comments does nothing. */
async function emptyFiles(folder: Folder): Promise<Finding[]> {
  const tags = tagsOf(folder);
  const listed = folder.files.filter((file) => tags.has(parseFileName(file, tags)?.tag ?? ''));
  const found = await Promise.all(
    listed.map(async (file) => {
      const path = join(folder.path, file);
      if (!isEmptySql(await readText(path))) return [];
      const advice = 'write its statements, or delete the migration';
      return [
        migrationFinding('migration-empty', 'breaking', file, `${file}: holds no statement`, {
          advice,
          file: path,
        }),
      ];
    }),
  );
  return found.flat();
}

const isEmptySql = (sql: string): boolean =>
  sql
    .replace(/--.*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/[\s;]/g, '') === '';

/** Each migration has a snapshot, which names the one before it as its parent: drizzle-kit builds the next on it. */
async function snapshotChain(folder: Folder): Promise<Finding[]> {
  const findings: Finding[] = [];
  let parent: unknown;
  for (const { tag } of folder.journal) {
    const name = `${tag.split('_')[0]}_snapshot.json`;
    const file = join(folder.path, 'meta', name);
    if (!folder.snapshots.includes(name)) {
      const advice =
        'restore it from version control: drizzle-kit generates the next migration from the newest one';
      findings.push(
        migrationFinding('migration-snapshot-missing', 'warning', tag, `${tag}: there is no ${name}`, {
          advice,
          file,
        }),
      );
      parent = undefined;
      continue;
    }
    const { id, prevId } = parseJson(await readText(file), file) as { id?: unknown; prevId?: unknown };
    if (parent !== undefined && prevId !== parent) {
      const advice = 'two branches were merged: drop the later migration and generate it anew';
      findings.push(
        migrationFinding(
          'migration-snapshot-chain',
          'breaking',
          tag,
          `${tag}: its snapshot does not follow the one before`,
          { advice, file },
        ),
      );
    }
    parent = id;
  }
  return findings;
}
