/** What was measured at one size: milliseconds by who was timed. */
export interface Measured {
  readonly tables: number;
  readonly medians: Readonly<Record<string, number>>;
}

/** A row of the table, and what its limit is made of: so many times the sum of other rows. */
export interface Goal {
  readonly row: string;
  readonly words: string;
  readonly times: number;
  readonly of: readonly string[];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const sumOf = (medians: Measured['medians'], names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (medians[name] ?? Number.NaN), 0);

/** The section of the page: medians, and how they relate to what they may take at most. */
export function sectionOf(
  measured: readonly Measured[],
  goals: readonly Goal[],
  { machine, runs }: { readonly machine: string; readonly runs: number },
): string {
  const names = Object.keys(measured[0]?.medians ?? {});
  const ms = (value = Number.NaN) => value.toFixed(0);
  return [
    '## drift',
    '',
    `Made by \`npm run bench:drift\` on ${machine}: medians of ${runs} in milliseconds, in turns; whole processes but for the`,
    'floor, which is the query by hand of [reading](#reading) with its connection, and the server, which is the embedded one.',
    'The histories are made by `spec/bench/made-history`, one migration for each table, applied by Drizzle itself.',
    '',
    line(['', ...measured.map(({ tables }) => `${tables.toLocaleString('en')} tables`)]),
    line(['---', ...measured.map(() => '--:')]),
    ...names.map((name) => line([name, ...measured.map(({ medians }) => ms(medians[name]))])),
    '',
    line(['goal', 'at most', ...measured.map(({ tables }) => `${tables.toLocaleString('en')} tables`)]),
    line(['---', '---', ...measured.map(() => '--:')]),
    ...goals.map(({ row, words, times, of }) =>
      line([
        row,
        words,
        ...measured.map(
          ({ medians }) => `${((medians[row] ?? Number.NaN) / sumOf(medians, of)).toFixed(2)} × of ${times}`,
        ),
      ]),
    ),
  ].join('\n');
}
