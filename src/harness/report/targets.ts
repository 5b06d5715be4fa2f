import type { Finding } from '../model/finding.ts';
import { concerns, type TargetReport } from '../model/fleet.ts';
import { findingsOf, type Report, unansweredIn } from '../model/report.ts';

/** What came of a target. */
export interface Told {
  readonly target: TargetReport;
  readonly answer: 'agrees' | 'findings' | 'could not tell';
  readonly unanswered: number;
  readonly breaking: number;
  readonly warning: number;
  readonly info: number;
}

const ranks: readonly Told['answer'][] = ['could not tell', 'findings', 'agrees'];

/** All targets of a report, the worst first; none where it is not of several. */
export function toldTargets(report: Report): Told[] {
  const [findings, unanswered] = [findingsOf(report), unansweredIn(report)];
  return (report.targets ?? [])
    .map((target) => toldOf(target, findings, unanswered))
    .sort((a, b) => ranks.indexOf(a.answer) - ranks.indexOf(b.answer));
}

function toldOf(target: TargetReport, findings: readonly Finding[], unanswered: readonly Finding[]): Told {
  const [own, open] = [findings, unanswered].map((some) =>
    some.filter((each) => each.targets?.includes(target.name)),
  );
  const count = (severity: string): number => (own ?? []).filter((each) => each.severity === severity).length;
  const counts = { breaking: count('breaking'), warning: count('warning'), info: count('info') };
  const answer = open?.length
    ? 'could not tell'
    : counts.breaking + counts.warning > 0
      ? 'findings'
      : 'agrees';
  return { target, answer, unanswered: open?.length ?? 0, ...counts };
}

export const marks: Readonly<Record<Told['answer'], string>> = {
  agrees: '✓',
  findings: '✗',
  'could not tell': '?',
};

/** How many names are told one by one. */
const mostNames = 5;

/** Names of targets for people: some, and how many more. */
export const shortly = (names: readonly string[], most = mostNames): string =>
  names.length <= most + 1
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

/** The same, or that it is all of several. */
export const whereOf = ({ targets = [] }: Finding, { targets: all = [] }: Report): string | undefined => {
  if (targets.length === 0) return undefined;
  return targets.length === all.length && all.length > 1
    ? `in all ${all.length} targets`
    : `in ${shortly(targets)}`;
};

/** A report whose messages say in which targets it is so. */
export function withTargets(report: Report): Report {
  if (!report.targets) return report;
  const told = (finding: Finding): Finding => {
    const where = whereOf(finding, report);
    return where === undefined ? finding : { ...finding, message: `${finding.message} (${where})` };
  };
  return {
    ...report,
    verdicts: report.verdicts.map(({ findings, unanswered = [], ...verdict }) => ({
      ...verdict,
      findings: findings.map(told),
      unanswered: unanswered.map(told),
    })),
  };
}

/** What was found in one target, as a report of that alone. */
export const reportOfTarget = (report: Report, { name }: TargetReport): Report => ({
  ...report,
  verdicts: report.verdicts.map(({ findings, unanswered = [], ...verdict }) => ({
    ...verdict,
    findings: findings.filter((each) => concerns(each, name)),
    unanswered: unanswered.filter((each) => concerns(each, name)),
  })),
});

/** How many breaking findings and so on, without those of which there are none. */
export const countsOf = ({ breaking, warning, info, unanswered }: Told): string =>
  Object.entries({
    'without an answer': unanswered,
    breaking: Math.max(0, breaking - unanswered),
    warning,
    info,
  })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');

/** Which servers the targets are on. */
export function serversOf({ targets = [] }: Report): string | undefined {
  const counts = new Map<string, number>();
  for (const { live } of targets) if (live) counts.set(live.version, (counts.get(live.version) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  const versions = [...counts].sort(([, a], [, b]) => b - a);
  return versions.map(([version, count]) => `${count} × Postgres ${version}`).join(', ');
}
