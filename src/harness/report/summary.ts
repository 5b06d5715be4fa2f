import { findingsOf, type Report } from '../model/report.ts';

export interface Summary {
  readonly findings: number;
  readonly breaking: number;
  readonly warning: number;
  readonly info: number;
  readonly objects: number;
  readonly ms: number;
}

/** Counts a report. */
export function summarize(report: Report): Summary {
  const findings = findingsOf(report);
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    findings: findings.length,
    breaking: count('breaking'),
    warning: count('warning'),
    info: count('info'),
    objects: report.objects,
    ms: report.ms,
  };
}
