import type { JournalEntry } from '../../history/journal.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { inJournal, type Subject } from './subject.ts';

const day = 86_400_000;

/** Is each migration dated after all before it, and none in the future? */
export const timesIncrease = (subject: Subject, now: number): Finding[] =>
  subject.folder.journal.flatMap((entry, index, journal) => [
    ...orderFinding(subject, entry, latestOf(journal.slice(0, index))),
    ...futureFinding(subject, entry, now),
  ]);

const latestOf = (entries: readonly JournalEntry[]): JournalEntry | undefined =>
  entries.reduce<JournalEntry | undefined>(
    (latest, entry) => (latest && latest.when >= entry.when ? latest : entry),
    undefined,
  );

function orderFinding(subject: Subject, entry: JournalEntry, latest: JournalEntry | undefined): Finding[] {
  const { tag, when } = entry;
  if (!latest || when > latest.when || Number.isNaN(when)) return [];
  const where = inJournal(subject, entry);
  if (when < latest.when)
    return [found('migration-when-order', tag, `${tag}: its "when" is before that of ${latest.tag}`, where)];
  const message = `${tag}: has the same "when" as ${latest.tag}`;
  if (subject.folder.layout === 'journal') return [found('migration-when-twice', tag, message, where)];
  return [
    found(
      'migration-when-twice',
      tag,
      `${tag}: has the same timestamp as ${latest.tag}, so the rest of the name decides which runs first`,
      {
        ...where,
        severity: 'warning',
        advice: 'give the second a later timestamp before it is deployed',
      },
    ),
  ];
}

function futureFinding(subject: Subject, entry: JournalEntry, now: number): Finding[] {
  const { tag, when } = entry;
  if (!(when > now + day)) return [];
  const message = `${tag}: its time, ${printTime(when)}, is in the future`;
  return [found('migration-when-future', tag, message, inJournal(subject, entry))];
}

/** A number beyond the year 275760 is not a date. */
export const printTime = (time: number): string =>
  Number.isNaN(new Date(time).getTime()) ? String(time) : new Date(time).toISOString();
