import type { Finding, Severity } from '../../model/finding.ts';
import { migrationFinding } from './migration-finding.ts';

/** Every rule about what migrations do when they are run; those about the files as they lie there are in history/. */
export const runningRules = {
  'migration-step-fails': {
    severity: 'breaking',
    means: 'a down, or an up after it, that the server refuses',
  },
  'migration-runs-outside-transaction': {
    severity: 'breaking',
    means: 'works statement by statement only: if it fails half way, what ran before is kept (a down: info)',
  },
  'migration-needs-own-transaction': {
    severity: 'warning',
    means:
      "Drizzle's migrator, which runs all that is pending in one transaction, cannot build an empty database",
  },
  'migration-fails-on-rows': {
    severity: 'breaking',
    means: 'an up that works on empty tables and fails on rows: the smallest are shown',
  },
  'migration-changes-rows': {
    severity: 'breaking',
    means: 'an up that deletes rows, or changes or cuts values of columns that stay',
  },
  'migration-down-fails-on-rows': {
    severity: 'breaking',
    means: 'a down, or an up after it, that works on empty tables and fails on rows',
  },
  'migration-down-changes-rows': {
    severity: 'breaking',
    means: 'a down that does not bring back every row and value from before its up',
  },
  'migration-down-leaves-rows': {
    severity: 'warning',
    means: 'a down that leaves rows in older tables which its up put there',
  },
  'migration-down-loses': {
    severity: 'info',
    means: 'what a down loses as it must: the values of the tables and columns that its up added',
  },
  'migration-drops-values': {
    severity: 'info',
    means: 'what an up that is never taken back drops together with its values',
  },
  'migration-column-slots': {
    severity: 'info',
    means: 'how often one database can take a migration: dropped columns keep their slots',
  },
  'migration-rewrites-table': {
    severity: 'info',
    means: 'a statement writes a table that stood before anew, and nobody reads it meanwhile',
  },
  'migration-rebuilds-index': {
    severity: 'info',
    means: 'a statement builds an index that stood before anew, under a lock that blocks',
  },
  'migration-blocks-reads': {
    severity: 'info',
    means: 'a statement goes through a table under a lock that blocks reads and writes',
  },
  'migration-blocks-writes': {
    severity: 'info',
    means: 'a statement goes through a table under a lock that blocks writes',
  },
  'migration-lock-held-long': {
    severity: 'info',
    means: 'a lock that blocks is kept while later statements go through other tables',
  },
  'migration-backfills': {
    severity: 'info',
    means: 'rows are inserted, updated or deleted, the more the larger the table is',
  },
  'migration-empties-table': {
    severity: 'info',
    means: 'TRUNCATE of a table that stood before',
  },
  'migration-breaks-running-code': {
    severity: 'info',
    means: 'an up takes away or changes what code finds that was written for what stood before',
  },
} as const satisfies Record<string, { readonly severity: Severity; readonly means: string }>;

export type RunningRule = keyof typeof runningRules;

interface Particulars {
  readonly advice: string;
  /** An absolute path. */
  readonly file: string;
  readonly line?: number;
  readonly severity?: Severity;
}

/** A finding about a migration that was run. */
export const ranInto = (
  rule: RunningRule,
  tag: string,
  message: string,
  { severity, ...place }: Particulars,
): Finding =>
  migrationFinding(rule, severity ?? runningRules[rule].severity, tag, message, {
    ...place,
    culprit: 'migration',
  });
