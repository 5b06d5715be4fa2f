import { fileNameOf, parseFileName } from '../../history/file-name.ts';
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
  if (!folder.files.includes(up))
    return [found('migration-file-missing', tag, `${tag}: ${up} does not exist`, inJournal(subject, entry))];
  return downsOf(subject, tag);
}

function downsOf(subject: Subject, tag: string): Finding[] {
  const { folder } = subject;
  const [first, second] = downNamesOf(folder, tag);
  if (first === undefined) {
    const down = fileNameOf(tag, 'down', folder.layout);
    const advice = `write ${down} to take back what ${fileNameOf(tag, 'up', folder.layout)} does`;
    return [
      found('migration-down-missing', tag, `${tag}: there is no down file`, { ...at(subject, down), advice }),
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

const unlistedMessage = ({ folder: { layout } }: Subject, path: string): string => {
  if (layout === 'folders') return `${path}: is not part of a migration folder, so Drizzle never runs it`;
  return path.endsWith('/migration.sql')
    ? `${path}: has the layout of drizzle-kit 1.x, but this folder has a journal, which does not name it`
    : `${path}: no journal entry names this file, so Drizzle never runs it`;
};
