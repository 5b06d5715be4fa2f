import pc from 'picocolors';
import { counted } from '../model/counted.ts';
import type { Finding, Severity, Source } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import type {
  MigrationState,
  Mode,
  Outcome,
  Report,
  ServerReport,
  StatusLine,
  StepReport,
  Verdict,
} from '../model/report.ts';
import { costLines } from './costs.ts';
import { summarize } from './summary.ts';
import { visible, withoutCommands } from './visible.ts';

export type Colors = ReturnType<typeof pc.createColors>;

/** The report for people. Texts of others cannot break out of their place in it. */
export const text = (report: Report, options: { readonly color: boolean }): string =>
  withoutCommands(print(mapTexts(report, visible), options));

function print(report: Report, { color }: { readonly color: boolean }): string {
  const colors = pc.createColors(color);
  const blocks = [
    [`${colors.bold(`driftproof ${report.command}`)}${report.servers.map(serverLine).join('')}`],
    [
      ...report.steps.flatMap((step) => [
        stepLine(step, widthOf(report.steps), colors),
        ...costLines(step.costs, colors.dim),
      ]),
      ...seedLines(report, colors),
    ],
    (report.migrationStatus ?? []).map((line) =>
      statusLine(line, widthOf(report.migrationStatus ?? []), colors),
    ),
    ...report.verdicts.map((verdict) => verdictLines(verdict, colors)),
    report.notCompared.map((sentence) => colors.dim(`  ${sentence}`)),
    [closingLine(report, colors)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

const serverLine = ({ kind, facts, from }: ServerReport): string =>
  `\n  ${names[kind]}${from === undefined ? '' : ` (by ${from})`}: Postgres ${facts.version}, ${facts.encoding}, collation ${facts.collation}, TimeZone ${facts.timeZone}`;

const names: Record<ServerReport['kind'], string> = {
  embedded: 'scratch server (embedded)',
  container: 'scratch server (container)',
  url: 'scratch server (yours)',
  cache: 'expected (from the cache)',
  live: 'live database',
};

const widthOf = (lines: readonly { readonly tag: string }[]): number =>
  Math.max(...lines.map(({ tag }) => nameOf(tag).length));

/** A line begins with it: what could be taken for a line of ours is quoted. */
const nameOf = (tag: string): string => (/^\w[\w.-]*$/.test(tag) ? tag : `"${tag}"`);

function stepLine(
  { tag, mode, up, down, reapply, rows, irreversible, ms }: StepReport,
  width: number,
  colors: Colors,
): string {
  const back =
    irreversible === undefined
      ? [`down leaves no trace ${mark(down, colors)}`, `reapply ${mark(reapply, colors)}`]
      : [`irreversible: ${irreversible || 'no reason given'}`];
  const parts = [`up ${mark(up, colors)}`, ...back, `keeps rows ${mark(rows, colors)}`];
  return `  ${nameOf(tag).padEnd(width)}  ${parts.join('  ')}  ${colors.dim(`${String(ms).padStart(5)} ms${mode === null ? '' : modes[mode]}`)}`;
}

/** How to repeat a run whose rows have found something. */
const seedLines = ({ steps, rows }: Report, colors: Colors): string[] =>
  rows && steps.some((step) => step.rows === 'fails')
    ? [colors.dim(`  to repeat with the same rows: --rows ${rows.perTable} --seed ${rows.seed}`)]
    : [];

const modes: Record<Mode, string> = {
  drizzle: '',
  'per-migration': '  in a transaction of its own',
  'per-statement': '  statement by statement',
};

const statusLine = ({ tag, state }: StatusLine, width: number, colors: Colors): string =>
  `  ${nameOf(tag).padEnd(width)}  ${states[state](colors)}`;

const states: Record<MigrationState, (colors: Colors) => string> = {
  applied: ({ green }) => green('applied'),
  pending: ({ cyan }) => cyan('pending'),
  'out-of-order': ({ red }) => red('out of order: will never be applied'),
  'reapplied-next-deploy': ({ red }) => red('applied, will be applied again by the next deployment'),
  'applied-twice': ({ yellow }) => yellow('applied more than once'),
  edited: ({ yellow }) => yellow('applied, edited since'),
  'line-ends-edited': ({ cyan }) => cyan('applied, with other line endings'),
  squashed: ({ yellow }) => yellow('applied, as the migrations that it replaces'),
  unknown: ({ yellow }) => yellow('applied, unknown here'),
};

const mark = (outcome: Outcome, colors: Colors): string =>
  ({
    ok: colors.green('✓'),
    fails: colors.red('✗'),
    'not tried': colors.dim('not tried'),
    'not reached': colors.dim('–'),
  })[outcome];

function verdictLines(verdict: Verdict, colors: Colors): string[] {
  const { question, findings, unanswered = [], compared } = verdict;
  return [
    `${answerOf(verdict, colors)} ${colors.bold(question)}: ${compared}`,
    ...unanswered.flatMap((finding) => findingLines(finding, colors, 'could not tell')),
    ...findings.flatMap((finding) => findingLines(finding, colors)),
  ];
}

function answerOf({ findings, unanswered = [] }: Verdict, colors: Colors): string {
  if (unanswered.length > 0) return colors.red('?');
  return findings.some(({ severity }) => severity !== 'info') ? colors.red('✗') : colors.green('✓');
}

/** Why a part has no answer, on one line: where, what, and what to do. */
export const printUnanswered = ({ source, message, advice }: Finding): string =>
  `${source ? `${placeOf(source)}: ` : ''}${message}; ${advice}`;

const placeOf = ({ file, line }: Source): string => `${file}${line === undefined ? '' : `:${line}`}`;

/** A finding for people: what is wrong, where, and what to do. */
export function findingLines(
  { rule, severity, message, culprit, source, advice }: Finding,
  colors: Colors,
  called: string = severity,
): string[] {
  const place = source ? `, see ${placeOf(source)}` : '';
  return [
    `  ${paint(severity, colors)(called)} ${message}`,
    `    ${colors.dim(`${rule}, culprit: ${culprit}${place}`)}`,
    `    ${colors.dim(`→ ${advice}`)}`,
  ];
}

const paint = (severity: Severity, colors: Colors): ((text: string) => string) =>
  ({ breaking: colors.red, warning: colors.yellow, info: colors.cyan })[severity];

function closingLine(report: Report, colors: Colors): string {
  const { unanswered, breaking, warning, info, objects, ms } = summarize(report);
  const counts = `${breaking} breaking, ${warning} warning, ${info} info`;
  if (unanswered > 0)
    return `${colors.red('could not tell')}: ${unanswered} without an answer; ${counts} · ${counted(objects, 'object')} · ${ms} ms`;
  const verdict = breaking + warning === 0 ? colors.green('agrees') : colors.red('findings');
  return `${verdict}: ${counts} · ${counted(objects, 'object')} · ${ms} ms`;
}
