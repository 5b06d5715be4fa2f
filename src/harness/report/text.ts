import { counted } from '../model/counted.ts';
import { mapTexts } from '../model/map-texts.ts';
import type { Report, ServerReport, Verdict } from '../model/report.ts';
import { withDiffs } from './body-diff.ts';
import { groupBlocks } from './finding-groups.ts';
import type { FormatOptions } from './format.ts';
import { type Paper, paperOf } from './paper.ts';
import { statusLines, stepLines } from './step-lines.ts';
import { summarize } from './summary.ts';
import { targetLines, targetServers } from './target-lines.ts';
import { withTargets } from './targets.ts';
import { visible, withoutCommands } from './visible.ts';

/** The report for people, its verdict first and last. Texts of others cannot break out of their place in it. */
export function text(report: Report, options: FormatOptions): string {
  const shown = mapTexts(withDiffs(withTargets(report)), visible);
  const paper = paperOf(options);
  const blocks = options.quiet ? [verdictLines(shown, paper)] : blocksOf(shown, paper, options);
  const lines = blocks.filter((block) => block.length > 0).map((block) => `${block.join('\n')}\n`);
  return withoutCommands(lines.join('\n'));
}

function blocksOf(report: Report, paper: Paper, { verbose = false }: FormatOptions): string[][] {
  const { colors, wrap } = paper;
  const groups = groupBlocks(report, paper, verbose).filter((block) => block.length > 0);
  const [verdicts, closing] = [questionLines(report, paper), wrap(closingLine(report, paper))];
  const isWrong = summarize(report).breaking + summarize(report).warning > 0;
  return [
    [
      colors.bold(`driftproof ${report.command}`),
      ...report.servers.flatMap((each) => wrap(serverLine(each))),
      ...targetServers(report, paper),
    ],
    verdicts,
    targetLines(report, paper, verbose),
    stepLines(report, paper, verbose),
    statusLines(report.migrationStatus ?? [], paper),
    ...groups,
    report.notCompared.flatMap((sentence) => wrap(`  ${sentence}`).map(colors.dim)),
    // After a pass the verdict is still on the same screen.
    [...(isWrong ? verdicts : []), ...closing],
  ];
}

const serverLine = ({ kind, facts, from }: ServerReport): string =>
  `  ${names[kind]}${from === undefined ? '' : ` (by ${from})`}: Postgres ${facts.version}, ${facts.encoding}, collation ${facts.collation}, TimeZone ${facts.timeZone}`;

const names: Record<ServerReport['kind'], string> = {
  embedded: 'scratch server (embedded)',
  container: 'scratch server (container)',
  url: 'scratch server (yours)',
  cache: 'expected (from the cache)',
  live: 'live database',
};

/** A line for each question, and one for all of them. */
const verdictLines = (report: Report, paper: Paper): string[] => [
  ...questionLines(report, paper),
  ...paper.wrap(closingLine(report, paper)),
];

const questionLines = ({ verdicts }: Report, paper: Paper): string[] =>
  verdicts.flatMap((verdict) => verdictLine(verdict, paper));

function verdictLine(verdict: Verdict, { colors, wrap }: Paper): string[] {
  const { question, compared } = verdict;
  return wrap(`${answerOf(verdict, colors)} ${colors.bold(question)}: ${compared}`);
}

function answerOf({ findings, unanswered = [] }: Verdict, { red, green }: Paper['colors']): string {
  if (unanswered.length > 0) return red('?');
  return findings.some(({ severity }) => severity !== 'info') ? red('✗') : green('✓');
}

function closingLine(report: Report, { colors }: Paper): string {
  const { unanswered, breaking, warning, info, objects, ms } = summarize(report);
  const counts = `${breaking} breaking, ${warning} warning, ${info} info · ${counted(objects, 'object')} · ${ms} ms`;
  if (unanswered > 0) return `${colors.red('could not tell')}: ${unanswered} without an answer; ${counts}`;
  const missing = (report.downs ?? []).filter(({ written }) => !written).length;
  if (breaking + warning > 0) return `${colors.red('findings')}: ${counts}`;
  if (missing > 0)
    return `${colors.red(`${counted(missing, 'down file')} ${missing === 1 ? 'is' : 'are'} missing`)}: ${counts}`;
  return `${colors.green('agrees')}: ${counts}`;
}
