import type { JournalEntry } from '../../history/journal.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { inJournal, type Subject } from './subject.ts';

const day = 86_400_000;

/** Does each migration lie in time after all before it, and none in the future? */
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
    return [
      found('migration-when-order', tag, `${tag}: its "when" lies before that of ${latest.tag}`, where),
    ];
  const message = `${tag}: has the "when" of ${latest.tag}`;
  if (subject.folder.layout === 'journal') return [found('migration-when-twice', tag, message, where)];
  return [
    found(
      'migration-when-twice',
      tag,
      `${tag}: has the time of ${latest.tag}, so the rest of the name decides which runs first`,
      {
        ...where,
        severity: 'warning',
        advice: 'name the second a second later, before anybody deploys it',
      },
    ),
  ];
}

function futureFinding(subject: Subject, entry: JournalEntry, now: number): Finding[] {
  const { tag, when } = entry;
  if (!(when > now + day)) return [];
  const message = `${tag}: its time, ${printTime(when)}, has not come yet`;
  return [found('migration-when-future', tag, message, inJournal(subject, entry))];
}

/** Beyond the year 275760 a number is no date. */
export const printTime = (time: number): string =>
  Number.isNaN(new Date(time).getTime()) ? String(time) : new Date(time).toISOString();
