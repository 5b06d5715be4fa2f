import { counted } from '../model/counted.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { WithDiff } from './body-diff.ts';
import { paint, placeOf } from './finding-lines.ts';
import { adviceParts, byAdvice, type Group, groupsOf } from './groups.ts';
import type { Paper } from './paper.ts';
import { ruleUrl } from './rule-page.ts';
import { saidOfAll } from './said-of-all.ts';

/**
 * A block of lines for each rule that found something, the worst first, with the page that explains it; infos are
 * counted in the last, unless all are shown.
 */
export function groupBlocks(report: Report, paper: Paper, verbose: boolean): string[][] {
  const groups = groupsOf(report);
  const shown = groups.filter(({ called }) => verbose || called !== 'info');
  const hidden = groups.filter((group) => !shown.includes(group));
  return [...shown.map((group) => groupLines(group, paper)), hiddenLines(hidden, paper)];
}

function groupLines({ severity, called, rule, culprit, findings }: Group, paper: Paper): string[] {
  const { colors, wrap } = paper;
  const times = findings.length === 1 ? '' : ` × ${findings.length}`;
  return [
    ...wrap(
      `${paint(severity, colors)(called)} ${colors.bold(rule)}${times} ${colors.dim(`culprit: ${culprit}`)}`,
    ),
    ...byAdvice(findings).flatMap(([advice, some]) => [
      ...(togetherLines(some, paper) ?? some.flatMap((finding) => findingBlock(finding, paper))),
      ...wrap(`  → ${advice}`).map(colors.dim),
    ]),
    ...wrap(`  ${ruleUrl(rule)}`).map(colors.dim),
  ];
}

function togetherLines(findings: readonly Finding[], { wrap }: Paper): string[] | undefined {
  const together = saidOfAll(findings);
  return together === undefined ? undefined : wrap(`  ${together}`);
}

function findingBlock(finding: WithDiff, { colors, wrap }: Paper): string[] {
  const { message, source, diff = [] } = finding;
  const { own } = adviceParts(finding);
  return [
    ...wrap(`  ${message}`),
    ...diff.flatMap((line) => {
      const color = line.startsWith('-') ? colors.red : line.startsWith('+') ? colors.green : colors.dim;
      return wrap(`    | ${line}`).map(color);
    }),
    ...(source ? wrap(`    ${placeOf(source)}`).map(colors.dim) : []),
    ...(own ? wrap(`    → ${own}`).map(colors.dim) : []),
  ];
}

function hiddenLines(hidden: readonly Group[], { colors, wrap }: Paper): string[] {
  if (hidden.length === 0) return [];
  const count = hidden.reduce((sum, { findings }) => sum + findings.length, 0);
  const rules = counted(hidden.length, 'rule');
  return wrap(`  ${counted(count, 'info')} of ${rules}: --verbose shows them`).map(colors.dim);
}
