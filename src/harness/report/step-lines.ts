import type { MigrationState, Mode, Outcome, Report, StatusLine, StepReport } from '../model/report.ts';
import { costLines } from './costs.ts';
import type { Colors } from './finding-lines.ts';
import type { Paper } from './paper.ts';

/** A table with a line for each migration that was run; what its statements cost below it, when all is shown. */
export function stepLines(report: Report, paper: Paper, verbose: boolean): string[] {
  const { steps } = report;
  if (steps.length === 0) return [];
  const { colors, wrap } = paper;
  const rows = verbose ? steps.map(rowOf) : together(steps);
  const width = Math.max('migration'.length, ...rows.map(({ name }) => name.length));
  const cells = rows.map(({ step }) => outcomesOf(step));
  const widths = checks.map((check, at) =>
    Math.max(check.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const padded = (row: readonly string[], paint: (text: string) => string): string =>
    row.map((cell, at) => `${paint(cell)}${' '.repeat((widths[at] ?? 0) - cell.length)}`).join('  ');
  const columns = [width, ...widths].reduce((sum, each) => sum + each + 2, timeWidth);
  const timeOf = (ms: number): string =>
    columns > paper.width ? '' : `  ${colors.dim(`${String(ms).padStart(5)} ms`)}`;
  return [
    colors.dim(`  ${'migration'.padEnd(width)}  ${padded(checks, (cell) => cell)}`).trimEnd(),
    ...rows.flatMap(({ name, ms, step }, at) => [
      ...wrap(
        `  ${name.padEnd(width)}  ${padded(cells[at] ?? [], (cell) => painted(cell, colors))}${timeOf(ms)}`.trimEnd(),
      ),
      ...remarksOn(step).flatMap((remark) => wrap(`    ${remark}`).map(colors.dim)),
      ...(verbose ? costLines(step.costs, paper) : []),
    ]),
    ...seedLines(report, colors),
  ];
}

/** How many columns a time takes, with what is left of a wrapped line. */
const timeWidth = 12;

/** A line of the table: a migration, or the first of several of which the same is to be said. */
interface Row {
  readonly name: string;
  readonly ms: number;
  readonly step: StepReport;
}

const rowOf = (step: StepReport): Row => ({ name: nameOf(step.tag), ms: step.ms, step });

/** Migrations that are only applied, one after another, share a line. */
function together(steps: readonly StepReport[]): Row[] {
  const runs: StepReport[][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run?.[0] && isOnlyApplied(run[0]) && isOnlyApplied(step)) run.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || run.length < 3) return run.map(rowOf);
    const ms = run.reduce((sum, step) => sum + step.ms, 0);
    return [{ name: `${nameOf(first.tag)} … ${nameOf(last.tag)}`, ms, step: first }];
  });
}

const isOnlyApplied = (step: StepReport): boolean =>
  step.up === 'ok' &&
  step.down === 'not tried' &&
  step.reapply === 'not tried' &&
  remarksOn(step).length === 0;

const checks = ['up', 'down', 'reapply', 'rows'];

const outcomesOf = ({ up, down, reapply, rows, irreversible }: StepReport): string[] => {
  const back = irreversible === undefined ? [marks[down], marks[reapply]] : ['none', 'none'];
  return [marks[up], ...back, marks[rows]];
};

const marks: Record<Outcome, string> = { ok: '✓', fails: '✗', 'not tried': 'not tried', 'not reached': '–' };

const painted = (cell: string, { green, red, dim }: Colors): string =>
  cell === marks.ok ? green(cell) : cell === marks.fails ? red(cell) : dim(cell);

/** What is unusual about a migration, one line each. */
const remarksOn = ({ mode, irreversible }: StepReport): string[] => [
  ...(mode === null || modes[mode] === '' ? [] : [`runs ${modes[mode]}`]),
  ...(irreversible === undefined ? [] : [`irreversible: ${irreversible || 'no reason given'}`]),
];

const modes: Record<Mode, string> = {
  drizzle: '',
  'per-migration': 'in a transaction of its own',
  'per-statement': 'statement by statement',
};

/** How to repeat a run whose rows have found something. */
const seedLines = ({ steps, rows }: Report, colors: Colors): string[] =>
  rows && steps.some((step) => step.rows === 'fails')
    ? [colors.dim(`  to repeat with the same rows: --rows ${rows.perTable} --seed ${rows.seed}`)]
    : [];

/** A line for each migration and what a database has done with it. */
export const statusLines = (lines: readonly StatusLine[], { colors, wrap }: Paper): string[] =>
  lines.flatMap(({ tag, state }) =>
    wrap(`  ${nameOf(tag).padEnd(widthOf(lines))}  ${states[state](colors)}`),
  );

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

const widthOf = (lines: readonly { readonly tag: string }[]): number =>
  Math.max('migration'.length, ...lines.map(({ tag }) => nameOf(tag).length));

/** A line begins with it: what could be taken for a line of ours is quoted. */
const nameOf = (tag: string): string => (/^\w[\w.-]*$/.test(tag) ? tag : `"${tag}"`);
