import { posix } from 'node:path';
import { type Direction, type FileName, fileNameOf, parseFileName } from '../../history/file-name.ts';
import { downNamesOf } from '../../history/folder.ts';
import type { JournalEntry } from '../../history/journal.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { at, inJournal, isListed, type Subject } from './subject.ts';

/** Has every migration its files, and every file its migration? */
export const filesAndJournalAgree = (subject: Subject): Finding[] => [
  ...subject.folder.journal.flatMap((entry, index) => filesOf(subject, entry, index)),
  ...strays(subject),
];

function filesOf(subject: Subject, entry: JournalEntry, index: number): Finding[] {
  const { folder } = subject;
  const { tag } = entry;
  if (folder.journal.findIndex((other) => other.tag === tag) < index)
    return [
      found('migration-tag-twice', tag, `${tag}: the journal names it twice`, inJournal(subject, entry)),
    ];
  const up = fileNameOf(tag, 'up', folder.layout);
  if (folder.files.includes(up)) return downsOf(subject, tag);
  const elsewhere = misplacedFor(subject, tag, 'up');
  const advice = elsewhere && `move ${elsewhere} to ${up}, where Drizzle looks for it`;
  const place = inJournal(subject, entry);
  return [found('migration-file-missing', tag, `${tag}: ${up} does not exist`, { ...place, advice })];
}

function downsOf(subject: Subject, tag: string): Finding[] {
  const { folder } = subject;
  const [first, second] = downNamesOf(folder, tag);
  if (first === undefined) {
    const down = fileNameOf(tag, 'down', folder.layout);
    const elsewhere = misplacedFor(subject, tag, 'down');
    const advice = elsewhere
      ? `move ${elsewhere} to ${down}, where driftproof looks for it`
      : 'write it, or let driftproof down --write draft it';
    return [
      found('migration-down-missing', tag, `${tag}: has no down file`, { ...at(subject, down), advice }),
    ];
  }
  if (second === undefined) return [];
  return [
    found(
      'migration-down-twice',
      tag,
      `${tag}: has two down files, ${first} and ${second}`,
      at(subject, second),
    ),
  ];
}

/** A down file goes with its up file: where that is unlisted too, one finding says so. */
function strays(subject: Subject): Finding[] {
  const { files, layout } = subject.folder;
  return files
    .filter((path) => path.endsWith('.sql') && !isListed(subject, path))
    .filter((path) => !isMisplaced(subject, path))
    .flatMap((path) => {
      const name = parseFileName(path, subject.tags, layout);
      if (name?.direction !== 'down')
        return [found('migration-unlisted', path, unlistedMessage(subject, path), at(subject, path))];
      if (files.includes(fileNameOf(name.tag, 'up', layout))) return [];
      return [
        found('migration-down-alone', path, `${path}: there is no migration ${name.tag}`, at(subject, path)),
      ];
    });
}

/** A file in a subfolder that would belong to a migration of the journal if it were not in one, or were not in the layout of 1.x. */
function misplaced({ folder: { layout }, tags }: Subject, path: string): FileName | undefined {
  if (layout === 'folders' || !path.includes('/')) return undefined;
  const name = parseFileName(posix.basename(path.replace(/\/migration\.sql$/, '.sql')), tags);
  return name && tags.has(name.tag) ? name : undefined;
}

const misplacedFor = (subject: Subject, tag: string, direction: Direction): string | undefined =>
  subject.folder.files.find((path) => {
    const name = misplaced(subject, path);
    return name?.tag === tag && name.direction === direction;
  });

/** Whether a migration lacks a file, and this is that file in another place. */
function isMisplaced(subject: Subject, path: string): boolean {
  const { tag, direction } = misplaced(subject, path) ?? {};
  if (tag === undefined || direction === undefined || misplacedFor(subject, tag, direction) !== path)
    return false;
  const { folder } = subject;
  return direction === 'up'
    ? !folder.files.includes(fileNameOf(tag, 'up', folder.layout))
    : downNamesOf(folder, tag).length === 0;
}

const unlistedMessage = ({ folder: { layout } }: Subject, path: string): string => {
  if (layout === 'folders') return `${path}: is not part of a migration folder, so Drizzle never runs it`;
  return path.endsWith('/migration.sql')
    ? `${path}: has the layout of drizzle-kit 1.x, but this folder has a journal, which does not name it`
    : `${path}: no journal entry names this file, so Drizzle never runs it`;
};
