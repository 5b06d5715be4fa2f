import { isCounted, numberOf } from '../../history/file-name.ts';
import { timeOf } from '../../history/folder-layout.ts';
import type { JournalEntry } from '../../history/journal.ts';
import type { Finding } from '../../model/finding.ts';
import { found } from '../rules/found.ts';
import { inJournal, type Subject } from './subject.ts';

/** Do the numbers count up from the first without a gap, each used once, and does the journal's idx agree? */
export function numbersCountUp(subject: Subject): Finding[] {
  const { layout, journal } = subject.folder;
  if (layout === 'folders') return journal.flatMap((entry) => nameFinding(subject, entry));
  const counted = journal.filter(
    ({ tag }, index) => isCounted(tag) && journal.findIndex((entry) => entry.tag === tag) === index,
  );
  const used = new Set(counted.map(number));
  return counted.flatMap((entry, index) => {
    const before = counted[index - 1];
    const finding = before && numberFinding(subject, before, entry, used.has(number(before) + 1));
    return finding ?? idxFinding(subject, before, entry) ?? [];
  });
}

function nameFinding(subject: Subject, entry: JournalEntry): Finding[] {
  const { tag } = entry;
  const isTime = /^\d{14}_./.test(tag) && timeDigits(timeOf(tag)) === tag.slice(0, 14);
  return isTime
    ? []
    : [
        found(
          'migration-name',
          tag,
          `${tag}: its name does not begin with a timestamp`,
          inJournal(subject, entry),
        ),
      ];
}

const timeDigits = (time: number): string => new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);

const number = ({ tag }: JournalEntry): number => numberOf(tag) ?? 0;

/** A number that is elsewhere in the journal is not missing. */
function numberFinding(
  subject: Subject,
  before: JournalEntry,
  entry: JournalEntry,
  hasNext: boolean,
): Finding | undefined {
  const { tag } = entry;
  const where = inJournal(subject, entry);
  const step = number(entry) - number(before);
  if (step === 0)
    return found('migration-number-twice', tag, `${tag}: has the same number as ${before.tag}`, where);
  if (step < 0)
    return found('migration-number-order', tag, `${tag}: the journal lists it after ${before.tag}`, where);
  if (step > 1 && !hasNext)
    return found(
      'migration-number-gap',
      tag,
      `${tag}: its number does not follow that of ${before.tag}`,
      where,
    );
  return undefined;
}

/** Where the distance between idx and number changes: what follows from there is the same mistake. */
function idxFinding(
  subject: Subject,
  before: JournalEntry | undefined,
  entry: JournalEntry,
): Finding | undefined {
  const { tag, idx } = entry;
  const distance = before ? before.idx - number(before) : 0;
  if (idx - number(entry) === distance) return undefined;
  return found(
    'migration-number-idx',
    tag,
    `${tag}: its idx in the journal is ${idx}`,
    inJournal(subject, entry),
  );
}
