import type { Migration } from '../../history/migrations.ts';
import type { Finding } from '../../model/finding.ts';
import type { Reason } from '../../runner/failure.ts';
import type { StepResult } from '../../runner/take-step.ts';
import { found } from '../rules/found.ts';
import type { RuleId } from '../rules/registry.ts';

/** The findings about a step that was run statement by statement: such an up fails in Drizzle's migrator. */
export function outsideTransaction(
  { tag }: Migration,
  direction: 'up' | 'down',
  result: StepResult | undefined,
): Finding[] {
  if (!result?.why) return [];
  const message = `${tag}: its ${direction} can only run statement by statement: ${result.why.reason}`;
  const { file, line } = result.why;
  const severity = direction === 'up' ? {} : { severity: 'info' as const };
  return [found('migration-runs-outside-transaction', tag, message, { file, line, ...severity })];
}

/** The findings about a history that cannot run on an empty database in one transaction, though each migration can. */
export const notAtOnce = (why: (Reason & { readonly tag: string }) | undefined): Finding[] =>
  why
    ? [
        found(
          'migration-needs-own-transaction',
          why.tag,
          `${why.tag}: Drizzle's migrator cannot run these migrations on an empty database in one transaction: ${why.reason}`,
          { file: why.file, line: why.line },
        ),
      ]
    : [];

/** What running a history says, and what reading it may have said before of the same file. */
const dynamic: readonly string[] = [
  'migration-runs-outside-transaction',
  'migration-needs-own-transaction',
] satisfies RuleId[];
const fromReading: readonly string[] = [
  'migration-needs-no-transaction',
  'migration-transaction-control',
  'migration-enum-value',
] satisfies RuleId[];

/** Leaves out what was said already, by a check that only reads the files. */
export function notSaidBefore(findings: readonly Finding[], said: readonly Finding[]): Finding[] {
  const files = said.filter(({ rule }) => fromReading.includes(rule)).map(({ source }) => source?.file);
  const isSaid = ({ rule, source }: Finding): boolean =>
    dynamic.includes(rule) && files.includes(source?.file);
  return findings.filter((finding) => !isSaid(finding));
}
