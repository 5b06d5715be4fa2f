import { readAfterStep } from '../../catalog/after-step/read-after-step.ts';
import { inScope, type Scope, wholeOf } from '../../catalog/scope.ts';
import type { Difference } from '../../diff/diff.ts';
import type { Direction } from '../../history/file-name.ts';
import type { Migration } from '../../history/migrations.ts';
import { changeBetween } from '../../history/timeline.ts';
import type { Finding } from '../../model/finding.ts';
import { sqlState } from '../../postgres/sqlstates.ts';
import { StepFailure } from '../../runner/failure.ts';
import type { AppliedStep } from '../../runner/replay.ts';
import type { StepResult } from '../../runner/take-step.ts';
import type { TrialDatabase } from '../../runner/trials.ts';
import { explainedByDate } from '../compare/by-date.ts';
import { compare } from '../compare/compare.ts';
import type { Context } from '../compare/judge.ts';
import { found } from '../rules/found.ts';

/** What was found when a migration went down and up again; what was not reached is absent. */
export interface RoundTrip {
  readonly down?: readonly Finding[];
  readonly reapply?: readonly Finding[];
  /** How the down was run. */
  readonly downResult?: StepResult;
}

/**
 * Can a migration be taken back, and applied once more? Runs it down on a database as it is just after it,
 * and requires the catalog from before it; then up, and requires the catalog from after it.
 */
export async function downLeavesNoTrace(
  trial: TrialDatabase,
  applied: AppliedStep,
  scope: Scope,
): Promise<RoundTrip> {
  const down = await stepTo(trial, applied, 'down', scope);
  if (!down.result) return { down: down.findings };
  const reapply = await stepTo(trial, applied, 'up', scope);
  return { down: down.findings, downResult: down.result, reapply: reapply.findings };
}

interface Step {
  readonly findings: readonly Finding[];
  /** How it was run; absent when it failed. */
  readonly result?: StepResult;
}

async function stepTo(
  { database, take }: TrialDatabase,
  applied: AppliedStep,
  direction: Direction,
  scope: Scope,
): Promise<Step> {
  const { migration, before, after } = applied;
  const expected = direction === 'down' ? before : after;
  const changes = [changeBetween(migration.tag, before, after)];
  const byDate = explainedByDate([migration], { server: after.server, empty: before.objects, changes }, 1);
  const contextOf = async (difference: Difference): Promise<Context> => {
    const dated = direction === 'up' ? await byDate(difference, { built: after }) : undefined;
    return dated ?? contexts[direction](migration);
  };
  try {
    const result = await take(direction);
    const actual = inScope((await readAfterStep(database, applied.read)).catalog, wholeOf(scope));
    return { findings: await compare(expected, actual, contextOf), result };
  } catch (error) {
    if (error instanceof StepFailure && (!error.serverIsUnfit || leftBehind(error)))
      return { findings: [stepFailureFinding(migration, direction, error)] };
    throw error;
  }
}

/** What was not there before the first up is there by its fault, a role of the server included. */
const leftBehind = ({ code }: StepFailure): boolean => code === sqlState.duplicateObject;

const stepFailureFinding = (
  { tag }: Migration,
  direction: Direction,
  { file, line, reason, advice }: StepFailure,
): Finding =>
  found(
    'migration-step-fails',
    tag,
    `${tag}: ${direction === 'down' ? 'its down' : 'its second up'} fails: ${reason}`,
    { advice: `${advice}; correct the statement`, file, line },
  );

const contexts: Record<Direction, (migration: Migration) => Context> = {
  down: ({ tag, down, up }) => ({
    culprit: 'migration',
    source: { file: (down ?? up).path },
    meaning: {
      missing: `is not restored by the down of ${tag}`,
      extra: `is left behind by the down of ${tag}`,
      changed: ` after the down of ${tag}`,
    },
    advice: {
      missing: 'recreate it in the down file',
      extra: 'drop it in the down file',
      changed: 'restore it in the down file',
    },
  }),
  up: ({ tag, up }) => ({
    culprit: 'migration',
    source: { file: up.path },
    meaning: {
      missing: `is not created by the second up of ${tag}`,
      extra: `exists only after the second up of ${tag}`,
      changed: ` after the second up of ${tag}`,
    },
    advice: {
      missing: 'write the up file so that its result does not depend on what existed before',
      extra: 'write the up file so that its result does not depend on what existed before',
      changed: 'write the up file so that its result does not depend on what existed before',
    },
  }),
};
