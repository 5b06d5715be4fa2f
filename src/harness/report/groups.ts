import type { Culprit, Finding, Severity } from '../model/finding.ts';
import { type Report, unansweredIn } from '../model/report.ts';

/** Findings of one rule that have the same cause. */
export interface Group {
  readonly severity: Severity;
  /** What people read in place of the severity. */
  readonly called: Severity | 'could not tell';
  readonly rule: string;
  readonly culprit: Culprit;
  readonly findings: readonly Finding[];
}

const order = ['could not tell', 'breaking', 'warning', 'info'] as const satisfies readonly Group['called'][];

/** All findings of a report by cause and rule, the worst first; those of a group are in the report's order. */
export function groupsOf(report: Report): Group[] {
  const found = [
    ...unansweredIn(report).map((finding) => ({ finding, called: 'could not tell' as const })),
    ...report.verdicts.flatMap(({ findings }) =>
      findings.map((finding) => ({ finding, called: finding.severity })),
    ),
  ];
  const groups = new Map<string, Omit<Group, 'findings'> & { findings: Finding[] }>();
  for (const { finding, called } of found) {
    const { rule, culprit, severity } = finding;
    const key = JSON.stringify([called, culprit, rule]);
    const group = groups.get(key) ?? { severity, called, rule, culprit, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const culprits = [...new Set(found.map(({ finding }) => finding.culprit))];
  const rank = ({ called, culprit }: Group): number =>
    order.indexOf(called) * culprits.length + culprits.indexOf(culprit);
  return [...groups.values()].sort((one, other) => rank(one) - rank(other));
}

/** Findings by what they advise alike, in their order. */
export function byAdvice(findings: readonly Finding[]): [advice: string, findings: Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { shared } = adviceParts(finding);
    groups.set(shared, [...(groups.get(shared) ?? []), finding]);
  }
  return [...groups];
}

/** What is to be done of one finding alone, where there is such a thing, and what of all of its rule: "if it was: …; if not: …". */
export function adviceParts({ advice }: Finding): { readonly own?: string; readonly shared: string } {
  const at = advice.indexOf('; if not: ');
  return at < 0 ? { shared: advice } : { own: advice.slice(0, at), shared: advice.slice(at + 2) };
}
