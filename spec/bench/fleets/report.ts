/** What was measured of so many databases, or of so many tenants in one. */
export interface Measured {
  readonly what: 'databases' | 'tenants';
  readonly count: number;
  readonly ms: number;
  readonly mebibytes: number;
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The section of the page: what several take, beside one. */
export function sectionOf(
  measured: readonly Measured[],
  { machine, runs, tables }: { readonly machine: string; readonly runs: number; readonly tables: number },
): string {
  const oneOf = (what: Measured['what']): number =>
    measured.find((each) => each.what === what && each.count === 1)?.ms ?? Number.NaN;
  return [
    '## Fleets',
    '',
    `Made by \`npm run bench:fleets\` on ${machine}: \`drift\` of several [targets](fleets.md) as one process, medians of ${runs} after`,
    `one that keeps what the migrations build. All are on one server, ${tables} tables each; every tenth has a table that somebody made.`,
    'Beside one: how many times what one takes, and how much less than as many runs. Tenants are read some at a time, the next ones while',
    'those before them are compared.',
    '',
    line(['', 'ms', 'ms each', 'of one', 'of as many runs', 'peak MiB']),
    line(['---', '--:', '--:', '--:', '--:', '--:']),
    ...measured.map(({ what, count, ms, mebibytes }) =>
      line([
        `${count.toLocaleString('en')} ${count === 1 ? what.slice(0, -1) : what}`,
        ms.toFixed(0),
        (ms / count).toFixed(1),
        `${(ms / oneOf(what)).toFixed(1)} ×`,
        `1 / ${((count * oneOf(what)) / ms).toFixed(0)}`,
        mebibytes.toFixed(0),
      ]),
    ),
  ].join('\n');
}
