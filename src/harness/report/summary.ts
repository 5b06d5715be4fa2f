import { findingsOf, type Report, unansweredIn } from '../model/report.ts';

export interface Summary {
  /** Parts without an answer, which count as findings too. */
  readonly unanswered: number;
  readonly findings: number;
  readonly breaking: number;
  readonly warning: number;
  readonly info: number;
  /** Findings that the baseline knows, which count as none. */
  readonly known: number;
  /** Findings of rules that are off, which count as none. */
  readonly off: number;
  readonly objects: number;
  readonly ms: number;
}

/** Counts a report. */
export function summarize(report: Report): Summary {
  const findings = findingsOf(report);
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    unanswered: unansweredIn(report).length,
    findings: findings.length,
    breaking: count('breaking'),
    warning: count('warning'),
    info: count('info'),
    known: report.known ?? 0,
    off: report.off ?? 0,
    objects: report.objects,
    ms: report.ms,
  };
}
