import type { Migration } from '../../history/migrations.ts';
import { atLeast, type Finding } from '../../model/finding.ts';
import type { RowSource } from '../verify/rows/row-source.ts';
import type { Replaying } from '../verify/trial-database.ts';
import { type OnStep, verify } from '../verify/verify-history.ts';

/** What came of taking a migration up, down and up again. */
export interface Proof {
  /** What is left, or fails: with any of it the down does not take the migration back. */
  readonly traces: readonly Finding[];
  /** What became of the values of rows. */
  readonly values: readonly Finding[];
  /** Why it is not known. */
  readonly unanswered: readonly Finding[];
}

/** Takes each of some migrations up, down and up again, without rows and with, as `verify` does. */
export async function proveDowns(
  replaying: Replaying,
  rows: RowSource,
  tags: ReadonlySet<string>,
  onStep: OnStep,
): Promise<(migration: Migration) => Proof> {
  const { findings, unanswered } = await verify({
    ...replaying,
    rows,
    isTried: ({ tag }) => tags.has(tag),
    onStep,
  });
  return ({ tag }) => {
    const ours = findings.filter(({ step }) => step?.migration === tag);
    const traces = ours.filter(isTrace);
    return {
      traces,
      values: ours.filter((each) => isOfValues(each) && !traces.includes(each)),
      unanswered: unanswered.filter(({ step }) => step?.migration === tag),
    };
  };
}

const isTrace = ({ step, severity, rule }: Finding): boolean =>
  rule === 'migration-down-fails-on-rows' ||
  ((step?.check === 'down' || step?.check === 'reapply') && atLeast(severity, 'warning'));

const isOfValues = ({ rule }: Finding): boolean => rule.startsWith('migration-down-');
