/** How one tool fared with one row. */
export type Outcome = 'found' | 'nothing' | 'gave up';

/** One row of the corpus, or one control, and how each tool fared. */
export interface Measured {
  readonly sentence: string;
  /** The kind that was tampered with; none for a control. */
  readonly kind?: string;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** What a tool says of a database that nobody touched. */
export interface Baseline {
  readonly tool: string;
  readonly on: string;
  readonly says: string;
}

export interface Measurements {
  readonly server: string;
  readonly tools: readonly { readonly name: string; readonly version: string }[];
  readonly baselines: readonly Baseline[];
  readonly drifts: readonly Measured[];
  readonly controls: readonly Measured[];
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] => [
  line(head),
  line(head.map((_, at) => (at === 0 ? '---' : '--:'))),
  ...rows.map(line),
];

const count = (rows: readonly Measured[], tool: string, outcome: Outcome): number =>
  rows.filter(({ outcomes }) => outcomes[tool] === outcome).length;

/** A number of rows, and how many of the others the tool gave no answer for. */
function cell(rows: readonly Measured[], tool: string): string {
  const [found, gaveUp] = [count(rows, tool, 'found'), count(rows, tool, 'gave up')];
  return gaveUp === 0 ? String(found) : `${found} (${gaveUp} without an answer)`;
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** The measurements as a page. */
export function report({ server, tools, baselines, drifts, controls }: Measurements): string {
  const names = tools.map(({ name }) => name);
  const kinds = [...new Set(drifts.map(({ kind }) => kind ?? ''))].sort();
  const byKind = kinds.map((kind) => {
    const rows = drifts.filter((row) => row.kind === kind);
    return [kind, rows.length, ...names.map((name) => cell(rows, name))];
  });
  return [
    '# Drifts found, and controls reported, by driftproof and others',
    '',
    'Made by `npm run bench:peers`; do not edit.',
    '',
    `The corpus of \`spec/harness/corpus\` on Postgres ${server}: ${drifts.length} databases, each with one drift, and`,
    `${controls.length} with a change that changes nothing. A tool has found a drift when it says of the database anything that`,
    'it does not say of an untouched one; a question about a rename counts. drizzle-kit compares with the schema file, the others',
    'with an untouched database, so what only a migration makes by hand is out of its reach.',
    '',
    ...table(
      ['', 'of', ...tools.map(({ name, version }) => `${name} ${version}`)],
      [
        ['**drifts found**', drifts.length, ...names.map((name) => `**${count(drifts, name, 'found')}**`)],
        ['recall', '', ...names.map((name) => percent(count(drifts, name, 'found'), drifts.length))],
        ['drifts without an answer', drifts.length, ...names.map((name) => count(drifts, name, 'gave up'))],
        [
          '**controls reported**',
          controls.length,
          ...names.map((name) => `**${count(controls, name, 'found')}**`),
        ],
        [
          'controls without an answer',
          controls.length,
          ...names.map((name) => count(controls, name, 'gave up')),
        ],
      ],
    ),
    '',
    '## What each says of an untouched database',
    '',
    'As it is, `pushSchema` ends the process on a composite primary key, and asks whether to truncate tables that hold rows:',
    'for the figures above and below, the bench puts in the parameters that it drops and lets tables seem empty.',
    'migra ends at a constraint of a foreign table: the bench keeps those from it.',
    '',
    ...table(
      ['', 'application', 'sink'],
      [...new Set(baselines.map(({ tool }) => tool))].map((name) => [
        name,
        ...['application', 'sink'].map((on) => saysOf(baselines, name, on)),
      ]),
    ),
    '',
    '## Drifts found, by what was tampered with',
    '',
    ...table(['', 'of', ...names], byKind),
    '',
    '## Controls reported',
    '',
    ...names.flatMap((name) => [
      `${name}: ${
        controls
          .filter(({ outcomes }) => outcomes[name] === 'found')
          .map(({ sentence }) => sentence)
          .join('; ') || 'none'
      }.`,
      '',
    ]),
    '## Drifts not found',
    '',
    ...names.flatMap((name) => missedBy(name, drifts)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** Every drift that a tool says nothing of, by its sentence; folded, since a list may be long. */
function missedBy(tool: string, drifts: readonly Measured[]): string[] {
  const missed = drifts.filter(({ outcomes }) => outcomes[tool] !== 'found');
  if (missed.length === 0) return [`${tool}: none.`, ''];
  const items = missed.map(
    ({ sentence, outcomes }) => `- ${sentence}${outcomes[tool] === 'gave up' ? ' (no answer)' : ''}`,
  );
  return ['<details>', `<summary>${tool}: ${missed.length}</summary>`, '', ...items, '', '</details>', ''];
}

const saysOf = (baselines: readonly Baseline[], tool: string, on: string): string =>
  baselines.find((each) => each.tool === tool && each.on === on)?.says ?? '';
