import type { CpuSeconds } from './cpu.ts';
import { median } from './time.ts';

/** Seconds of one trying of one history: of psql alone, and of each checkout. */
export interface Measured {
  readonly history: string;
  readonly trying: string;
  readonly psql: readonly number[] | undefined;
  readonly checkouts: readonly (readonly number[])[];
  /** What the last run of the last checkout used of the processors, where that can be seen. */
  readonly cpu?: CpuSeconds;
}

export interface Report {
  /** What the machine, the server and node are. */
  readonly machine: string;
  /** What each checkout is called, the last one being this one. */
  readonly names: readonly string[];
  readonly runs: number;
  readonly limit: number;
  readonly budget: number;
  readonly measured: readonly Measured[];
  /** How long psql takes for so many migrations up, down and up again. */
  readonly bothWays?: { readonly migrations: number; readonly seconds: number } | undefined;
}

/** The measurements as a section of the page. */
export function sectionOf({ machine, names, runs, limit, budget, measured, bothWays }: Report): string {
  const head = [
    '',
    '',
    'psql',
    ...names,
    ...(names.length > 1 ? ['ratio'] : []),
    '× psql',
    'CPU of node',
    'of Postgres',
  ];
  return [
    '## verify',
    '',
    `Made by \`npm run bench:verify\` on ${machine}.`,
    `Whole processes, server start and all, in turns: medians of ${runs} in seconds, or of the runs in brackets where they took ${budget} s; stopped after ${limit} s.`,
    'psql replays the same migrations once on a server that runs already. The histories are made by',
    '`spec/bench/made-history`, seed 1. The last columns are seconds of CPU time of the last run, of which two cores have two for each',
    'second.',
    '',
    line(head),
    line(head.map((_, at) => (at < 2 ? '---' : '--:'))),
    ...measured.map((each) => line(cellsOf(each, { count: names.length, limit, runs }))),
    ...(bothWays
      ? [
          '',
          `psql alone runs each of the ${bothWays.migrations} migrations with downs up, down and up again in ${seconds(bothWays.seconds, limit)} s.`,
        ]
      : []),
  ].join('\n');
}

function cellsOf(
  { history, trying, psql, checkouts, cpu }: Measured,
  { count, limit, runs }: { readonly count: number; readonly limit: number; readonly runs: number },
): string[] {
  const medians = checkouts.map(median);
  const now = medians.at(-1) ?? Number.NaN;
  const first = medians[0] ?? Number.NaN;
  return [
    history,
    trying,
    psql ? seconds(median(psql), limit) : '',
    ...medians.map((each, at) => `${seconds(each, limit)}${often(checkouts[at], runs)}`),
    ...(count > 1
      ? [Number.isFinite(first) ? (now / first).toFixed(2) : `< ${(now / limit).toFixed(2)}`]
      : []),
    psql ? (now / median(psql)).toFixed(1) : '',
    cpu?.node.toFixed(1) ?? '',
    cpu?.postgres.toFixed(1) ?? '',
  ];
}

const often = (own: readonly number[] = [], runs: number): string =>
  own.length < runs ? ` (${own.length})` : '';

const seconds = (value: number, limit: number): string =>
  Number.isFinite(value) ? value.toFixed(1) : `> ${limit}`;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
