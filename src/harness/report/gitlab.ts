import { createHash } from 'node:crypto';
import type { Severity } from '../model/finding.ts';
import { findingsOf } from '../model/report.ts';
import { type FailureFormat, printFailure, titleOf } from './failure.ts';
import { fingerprinted } from './fingerprint.ts';
import type { Format } from './format.ts';
import { shownAt } from './places.ts';
import { ruleUrl } from './rule-page.ts';
import { withTargets } from './targets.ts';
import { visibleJson } from './visible.ts';

const severities: Record<Severity, string> = { breaking: 'critical', warning: 'minor', info: 'info' };

/** A code quality report of GitLab: a list of findings by file and line. */
export const gitlab: Format = (report) => {
  const issues = fingerprinted(findingsOf(withTargets(report))).map(([fingerprint, finding]) => {
    const { file, line } = shownAt(finding.source);
    return {
      description: `${finding.message}; ${finding.advice}`,
      check_name: finding.rule,
      content: { body: ruleUrl(finding.rule) },
      fingerprint,
      severity: severities[finding.severity],
      location: { path: file, lines: { begin: line } },
    };
  });
  return print(issues);
};

/** Why there is no report, as the one issue, which is known again while it stays the same. */
export const gitlabFailure: FailureFormat = (command, failure) => {
  const { file, line } = shownAt();
  const description = `${titleOf(command)} could not tell: ${printFailure(failure)}`;
  return print([
    {
      description,
      check_name: 'could-not-tell',
      fingerprint: createHash('sha256').update(description).digest('hex'),
      severity: 'blocker',
      location: { path: file, lines: { begin: line } },
    },
  ]);
};

const print = (issues: readonly object[]): string => `${visibleJson(JSON.stringify(issues, null, 2))}\n`;
