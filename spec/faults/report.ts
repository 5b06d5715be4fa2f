import type { Tally } from './campaign.ts';
import { isInside } from './place.ts';
import type { FaultServer } from './server.ts';
import type { Left } from './state.ts';
import { isWell } from './trial.ts';

/** A line of the table. */
interface Line {
  readonly what: string;
  readonly step: string;
  readonly where: string;
  readonly tallies: readonly Tally[];
}

/** What tells lines apart: the fault, what it was done to, and whether it struck within a statement. */
const lineOf = ({ fault, ground, history, place }: Tally): Omit<Line, 'tallies'> => ({
  what: fault.name,
  step:
    history === '0008'
      ? '0008'
      : ground.mode === 'per-statement'
        ? 'made, without a transaction'
        : 'made, in a transaction',
  where: isInside(place) ? 'inside' : 'between',
});

function linesOf(tallies: readonly Tally[]): Line[] {
  const lines = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const key = JSON.stringify(lineOf(tally));
    lines.set(key, [...(lines.get(key) ?? []), tally]);
  }
  return [...lines].map(([key, list]) => ({ ...JSON.parse(key), tallies: list }));
}

const columns: readonly Left[] = ['before', 'after', 'at a statement', 'between'];

const row = ({ what, step, where, tallies }: Line): string => {
  const left = columns.map((column) => tallies.filter(({ outcome }) => outcome.left === column).length);
  const invalid = tallies.filter(({ outcome }) => outcome.invalid > 0).length;
  const followed = tallies.filter(({ outcome }) => isWell(outcome)).length;
  return `| ${[what, step, where, tallies.length, ...left, invalid, followed].join(' | ')} |`;
};

/** What is wrong with one, and where it was. */
export const wordsOf = ({ fault, ground, place, outcome }: Tally): string =>
  [
    `${ground.migration.tag} ${ground.direction}, ${fault.name} ${JSON.stringify(place)}:`,
    ground.messages[place.message]?.sql.trim(),
    `left ${outcome.left}, said: ${outcome.said ?? 'nothing'}`,
    ...outcome.wrong,
  ].join('\n  ');

/** The table of a campaign, in Markdown. */
export const tableOf = (tallies: readonly Tally[]): string =>
  [
    `| injected | into | statements | times | ${columns.join(' | ')} | of these with an INVALID index | then up and down right |`,
    `| --- | --- | --- | --: | ${columns.map(() => '--:').join(' | ')} | --: | --: |`,
    ...linesOf(tallies).map(row),
  ].join('\n');

/** The page of a campaign. */
export const pageOf = (
  { kind, small }: FaultServer,
  tallies: readonly Tally[],
  every: number,
): string => `# Faults (${kind})

\`npm run faults -- --server ${kind}\` takes each step of 0008 and of a made history (every kind of statement, tens of
thousands of rows) and strikes before each message that the runner sends, and inside the long ones and the commits. What is
left (every object of the catalog, a hash of all rows of each table, the ledger) is compared with what was there before the
step and what is there after it. *At a statement* is a step that no transaction holds: it has stopped between two
statements, and the note beside the ledger says which. Then the step is taken again, and back: *right* is what
leads to exactly the state after it and exactly the one before it. The server's settings are durable
(fsync, synchronous_commit, full_page_writes on), and its processes are killed, not the machine.${
  every > 1 ? `\nThis run tried one of ${every} places.` : ''
}${'why' in small ? `\nNo disk was filled: ${small.why}.` : ''}

${tableOf(tallies)}

${tallies.length} faults, ${tallies.filter(({ outcome }) => !isWell(outcome)).length} not well.
`;
