import { allControls } from '../harness/corpus/controls/all.ts';
import { meaningless14, meaningless16, meaningless17, type Outcome } from './pair.ts';
import type { SuiteResult } from './suite.ts';

export interface PairResult extends Outcome {
  readonly expected: number;
  readonly live: number;
  readonly seconds: number;
}

type Cells = readonly (string | number)[];

/** A table in Markdown whose columns are as wide as what is in them, to the right. */
function table(head: Cells, rows: readonly Cells[]): string {
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...rows].map((cells) => String(cells[at]).length)),
  );
  const line = (cells: Cells): string =>
    `| ${cells.map((cell, at) => String(cell).padStart(widths[at] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => `${'-'.repeat(width - 1)}:`), ...rows].map(line).join('\n');
}

const pairTable = (pairs: readonly PairResult[]): string =>
  table(
    ['expected from', 'live', 'drifts found', 'false findings', 'not possible there', 'seconds'],
    pairs.map(({ expected, live, drifts, missed, falseFindings, refused, seconds }) => [
      expected,
      live,
      `${drifts - missed.length} of ${drifts}`,
      falseFindings.length,
      refused.length,
      Math.round(seconds),
    ]),
  );

const suiteTable = (suites: readonly SuiteResult[]): string =>
  table(
    ['server', 'specs passed', 'failed', 'seconds'],
    suites.map(({ major, passed, failed, seconds }) => [major, passed, failed, Math.round(seconds)]),
  );

/** What a pair did wrong, or could not be asked, one line each. */
const details = ({ expected, live, missed, falseFindings, refused }: PairResult): string[] =>
  [
    ...missed.map((each) => `missed: ${each}`),
    ...falseFindings.map((each) => `false: ${each}`),
    ...refused.map((each) => `not possible there: ${each}`),
  ].map((each) => `- ${expected} → ${live}, ${each}`);

const list = (lines: readonly string[]): string => (lines.length > 0 ? `${lines.join('\n')}\n` : 'None.\n');

/** The whole run as Markdown. */
export const report = (
  pairs: readonly PairResult[],
  suites: readonly SuiteResult[],
): string => `# Across majors

Made by \`npm run compat\`: the application's schema and the kitchen sink are built on two servers, and then each drift of
the corpus is done to the live one, and each of ${allControls.length} controls, which change nothing. A drift is found when all that must be
said of it is said; a false finding is anything else that is said of a drift, or of a control. What the corpus marks as
needing a newer major than the live one is left out.

${pairTable(pairs)}

The specs of reading and of drift on a server of each major:

${suiteTable(suites)}

## What was missed, false, or not possible

${list(pairs.flatMap(details))}
Where one of the two is Postgres 14, the kitchen sink is built without NULLS NOT DISTINCT and security_invoker, which it
has no word for; what only means something with them is left out:

${list(meaningless14.map((each) => `- ${each}`))}
Where one of the two is older than Postgres 17, there is no MAINTAIN, and NOT NULL of a domain has no name:

${list(meaningless16.map((each) => `- ${each}`))}
Where one of the two is older than Postgres 18, a drift to the version of an extension that the older one brings is none:

${list(meaningless17.map((each) => `- ${each}`))}`;
