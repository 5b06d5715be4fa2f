import type { Finding } from '../../../src/harness/model/finding.ts';
import type { Report } from '../../../src/harness/model/report.ts';

const facts = { versionNumber: 180004, version: '18.4', encoding: 'UTF8', collation: 'C', timeZone: 'UTC' };

/** A finding of a rule, made by hand. */
export const findingOf = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'warning',
  object: { kind: 'index', schema: 'public', name: 'i' },
  culprit: 'database',
  message: `message of ${rule}`,
  advice: `advice on ${rule}`,
  ...more,
});

/** What a report of several targets has besides. */
export const fleet: Partial<Report> = {
  targets: ['berlin', 'rome'].map((name) => ({
    name,
    compared: 'the database as of 0002_c',
    live: facts,
    objects: 3,
    ms: 5,
  })),
  targetsInAll: 3,
};

/** A report with findings, made by hand. */
export const reportOf = (findings: readonly Finding[], more: Partial<Report> = {}): Report => ({
  command: 'drift',
  servers: [{ kind: 'live', facts, from: '--url' }],
  verdicts: [{ question: 'migrations ↔ database', findings, compared: 'the database as of 0002_c' }],
  steps: [],
  notCompared: [],
  objects: 3,
  ms: 5,
  ...more,
});
