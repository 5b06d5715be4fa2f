import type { RuleId } from '../../../../src/harness/checks/rules/registry.ts';
import type { Layout } from '../../../../src/harness/history/file-name.ts';
import type { Severity } from '../../../../src/harness/model/finding.ts';
import { type Entry, entries, type Files, journalText } from './folder.ts';

/** What is wrong with a folder, how it comes about, and what must be said of it: rule, name, file and line. */
export interface Row {
  readonly name: string;
  readonly layout: Layout;
  readonly spoil: (files: Files) => void;
  readonly found: readonly (readonly [rule: RuleId, object: string, file: string, line?: number])[];
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
}

/** Changes the journal of a good folder. */
export const inJournal =
  (change: (entries: Entry[]) => void) =>
  (files: Files): void => {
    const changed = entries();
    change(changed);
    files['meta/_journal.json'] = journalText(changed);
  };

/** Adds a fourth migration, with all that belongs to it, to a good folder. */
export const fourth =
  (up: string, down = 'SELECT 1;') =>
  (files: Files): void => {
    inJournal((list) => list.push({ idx: 3, when: Date.UTC(2025, 0, 4, 12), tag: '0003_more' }))(files);
    files['0003_more.sql'] = up;
    files['0003_more_down.sql'] = down;
    files['meta/0003_snapshot.json'] = JSON.stringify({ id: 'more', prevId: 'index' });
  };
