/** What was measured at one size: milliseconds by who was timed. */
export interface Measured {
  readonly tables: number;
  readonly objects: number;
  readonly medians: Readonly<Record<string, number>>;
  /** Milliseconds that comparing two readings takes. */
  readonly compared: number;
  readonly mebibytes: number;
  readonly version: string;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const cellOf = (medians: Measured['medians'], name: string): string => {
  const ms = medians[name];
  if (ms === undefined) return 'not waited for';
  return `${ms.toFixed(0)} ms (${(ms / (medians['raw floor'] ?? 1)).toFixed(2)} ×)`;
};

/** The section of the page: medians, and how many times the floor's. */
export function sectionOf(
  measured: readonly Measured[],
  { machine, runs }: { readonly machine: string; readonly runs: number },
): string {
  const names = Object.keys(measured[0]?.medians ?? {});
  return [
    '## Reading',
    '',
    `Made by \`npm run bench:read\` on ${machine}, Postgres ${measured[0]?.version}: medians of ${runs}, in turns, connecting`,
    'included; in brackets, how many times the floor. The floor (`spec/bench/read/floor.ts`) is one query by hand for',
    'relations, columns, defaults, constraints and indexes as Postgres prints them, by one process of the server, as',
    'pg_dump and driftproof read; it leaves out all other kinds. pg_dump is a whole process, the others are calls.',
    'pushSchema has no call that only reads: it compares with an empty schema as well. What took more than fifty times',
    'the floor is not waited for at ten times the tables. 10,000 tables are read once, after one reading that is not counted.',
    '',
    line(['', ...measured.map(({ tables }) => `${tables.toLocaleString('en')} tables`)]),
    line(['---', ...measured.map(() => '--:')]),
    ...names.map((name) => line([name, ...measured.map(({ medians }) => cellOf(medians, name))])),
    line(['objects', ...measured.map(({ objects }) => objects.toLocaleString('en'))]),
    line(['comparing two readings', ...measured.map(({ compared }) => `${compared.toFixed(0)} ms`)]),
    line([
      'memory of a process that reads',
      ...measured.map(({ mebibytes }) => `${mebibytes.toFixed(0)} MiB`),
    ]),
  ].join('\n');
}
