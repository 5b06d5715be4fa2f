import type { Median } from './in-turns.ts';

export const warm = 'nothing found, expected state kept';
export const oneFound = 'the same with one finding';
export const foundAgain = 'the same, found again';
export const cold = 'nothing kept: own server, replay';

/** What was measured at one size, by who was timed. */
export interface Measured {
  readonly tables: number;
  readonly medians: Readonly<Record<string, Median>>;
}

interface Run {
  readonly machine: string;
  readonly runs: number;
  /** Seconds after which a run was stopped, and after which a row was not run again. */
  readonly limit: number;
  readonly budget: number;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The medians alone. */
export const msOf = (medians: Measured['medians']): Record<string, number> =>
  Object.fromEntries(Object.entries(medians).map(([name, { ms }]) => [name, ms]));

/** The section of the page. */
export function sectionOf(measured: readonly Measured[], run: Run): string {
  const names = [...new Set(measured.flatMap(({ medians }) => Object.keys(medians)))];
  return [
    '## drift',
    '',
    `Made by \`npm run bench:drift\` on ${run.machine}: medians of ${run.runs} in milliseconds, in turns; whole processes but for the`,
    'floor, which is the query by hand of [reading](#reading) with its connection, and the server, which is the embedded one.',
    `A row that has taken ${run.budget} s is not run again: in brackets how often it was; a run is stopped after ${run.limit} s, and what`,
    'needs what it would have kept is not waited for. One finding is a table that somebody made, found for the first time, and again. The',
    'histories are made by `spec/bench/made-history`, one migration for each table or for each ten of a thousand, applied by',
    'Drizzle itself.',
    '',
    line(['', ...measured.map(({ tables }) => `${tables.toLocaleString('en')} tables`)]),
    line(['---', ...measured.map(() => '--:')]),
    ...names.map((name) => line([name, ...measured.map(({ medians }) => cellOf(medians[name], run))])),
  ].join('\n');
}

function cellOf(median: Median | undefined, { runs, limit }: Run): string {
  if (!median) return 'not waited for';
  if (!Number.isFinite(median.ms)) return `> ${limit * 1000}`;
  return `${median.ms.toFixed(0)}${median.runs < runs ? ` (${median.runs})` : ''}`;
}
