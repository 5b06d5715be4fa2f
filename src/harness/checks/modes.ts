import type { Reason } from '../history/failure.ts';
import type { Migration } from '../history/history.ts';
import type { Taken } from '../history/modes.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { migrationFinding } from './migration-finding.ts';

/** What is said of a step that was taken statement by statement: an up like that fails in Drizzle's migrator. */
export function outsideTransaction(
  { tag }: Migration,
  direction: 'up' | 'down',
  taken: Taken | undefined,
): Finding[] {
  if (!taken?.why) return [];
  const message = `${tag}: its ${direction} runs statement by statement only: ${taken.why.reason}`;
  const advice = 'if it fails half way, what ran before is kept: use what can run in a transaction';
  const severity = direction === 'up' ? 'breaking' : 'info';
  return [about('migration-runs-outside-transaction', severity, tag, message, taken.why, advice)];
}

/** What is said of a history that cannot be run from empty in one transaction, though one by one its migrations can. */
export const notAtOnce = (why: (Reason & { readonly tag: string }) | undefined): Finding[] =>
  why
    ? [
        about(
          'migration-needs-own-transaction',
          'warning',
          why.tag,
          `${why.tag}: Drizzle's migrator cannot run this history on an empty database, in one transaction: ${why.reason}`,
          why,
          'deployed one after another the migrations work; for new databases, make one of them that needs no commit before it',
        ),
      ]
    : [];

const about = (
  rule: (typeof dynamic)[number],
  severity: Severity,
  tag: string,
  message: string,
  { file, line }: Reason,
  advice: string,
): Finding => migrationFinding(rule, severity, tag, message, { advice, culprit: 'migration', file, line });

/** What running a history says, and what reading it may have said before of the same file. */
const dynamic = ['migration-runs-outside-transaction', 'migration-needs-own-transaction'] as const;
const fromReading = [
  'migration-needs-no-transaction',
  'migration-transaction-control',
  'migration-enum-value',
];

/** Leaves out what was said already, by a check that only reads the files. */
export function notSaidBefore(findings: readonly Finding[], said: readonly Finding[]): Finding[] {
  const files = said.filter(({ rule }) => fromReading.includes(rule)).map(({ source }) => source?.file);
  const isSaid = ({ rule, source }: Finding): boolean =>
    dynamic.some((each) => each === rule) && files.includes(source?.file);
  return findings.filter((finding) => !isSaid(finding));
}
