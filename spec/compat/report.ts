import type { Outcome } from './pair.ts';
import type { SuiteResult } from './suite.ts';

export interface PairResult extends Outcome {
  readonly expected: number;
  readonly live: number;
  readonly seconds: number;
}

const row = (...cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [row(...head), row(...head.map(() => '---:')), ...rows.map((cells) => row(...cells))].join('\n');

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

Made by \`npm run compat\`: the application's schema and the kitchen sink are built on two servers, and each drift of the
corpus and each control is done to the live one. A false finding is anything that is not said of the drift, on the
untouched databases, the drifts and the controls.

${pairTable(pairs)}

The specs of reading and of drift on a server of each major:

${suiteTable(suites)}

## What was missed, false, or not possible

${list(pairs.flatMap(details))}`;
