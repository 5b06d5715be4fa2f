import type { Severity } from '../model/finding.ts';
import { findingsOf } from '../model/report.ts';
import { fingerprinted } from './fingerprint.ts';
import type { Format } from './format.ts';
import { shownAt } from './places.ts';
import { visibleJson } from './visible.ts';

const severities: Record<Severity, string> = { breaking: 'critical', warning: 'minor', info: 'info' };

/** A code quality report of GitLab: a list of findings by file and line. */
export const gitlab: Format = (report) => {
  const issues = fingerprinted(findingsOf(report)).map(([fingerprint, finding]) => {
    const { file, line } = shownAt(finding.source);
    return {
      description: `${finding.message}; ${finding.advice}`,
      check_name: finding.rule,
      fingerprint,
      severity: severities[finding.severity],
      location: { path: file, lines: { begin: line } },
    };
  });
  return `${visibleJson(JSON.stringify(issues, null, 2))}\n`;
};
