import type { Finding, Severity } from '../model/finding.ts';
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
  'migration-column-slots': {
    severity: 'info',
    means: 'how often one database can take a migration: dropped columns keep their slots',
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
