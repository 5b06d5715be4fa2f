import type { Direction } from '../../../history/file-name.ts';
import type { Finding } from '../../../model/finding.ts';
import type { RowOptions } from '../../../model/report.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { fillTables } from '../../../rows/fill.ts';
import type { SomeTables } from '../../../rows/table-facts.ts';
import { StepFailure } from '../../../runner/failure.ts';
import { fileOf } from '../../../runner/step.ts';
import type { TrialDatabase } from '../../../runner/trials.ts';
import type { Trial } from '../trial.ts';
import { foundAt } from './found-at.ts';
import { inOneStatement, lessExtreme } from './in-one-statement.ts';
import type { Refusal } from './refusal.ts';
import { type Smallest, smallestRows } from './shrink.ts';
import type { Stage } from './there-and-back.ts';
import { refusedWords } from './value-words.ts';

/** Where the way of a migration with rows ended, and what was found out about it there. */
export interface Stop {
  readonly stage: Stage;
  readonly refusal: Refusal;
  /** The smallest rows that an up fails on, where they could be found. */
  readonly smallest?: Smallest | undefined;
  /** The tables that had rows; all when absent. */
  readonly only?: SomeTables | undefined;
}

/** What is found out about a step on the database that it fails on, which is as it was before it. */
export async function seenOf(
  { database }: TrialDatabase,
  { migration, scope }: Trial,
  { stage, refusal }: Stop,
  only: SomeTables | undefined,
): Promise<Partial<Stop>> {
  const file = fileOf({ migration, direction: directions[stage] });
  if (stage > 0) return { refusal: await inOneStatement(database, file, refusal) };
  const smallest = await smallestRows(database, { migration, ledger: scope.ledger, refusal, only });
  return { smallest, only, refusal: smallest?.refusal ?? (await inOneStatement(database, file, refusal)) };
}

/** What is said of a step that fails on rows; nothing when it fails without rows too, which is found elsewhere. */
export const explainStop = (trial: Trial, stop: Stop, options: RowOptions): Promise<Finding[]> =>
  stop.stage === 0 ? upFailsOnRows(trial, stop, options) : downFailsOnRows(trial, stop, options);

async function upFailsOnRows(trial: Trial, stop: Stop, options: RowOptions): Promise<Finding[]> {
  const { migration } = trial;
  const { smallest, refusal } = stop;
  // An index is built over rows that its own transaction has deleted, so that it fails where none seem to be left.
  const isOnRows = smallest !== undefined && !smallest.failsOnNone;
  if (!isOnRows && !(await worksOn(trial, ['up']))) return [];
  const onExtremesOnly = await failsOnExtremesOnly(trial, stop, options);
  const which = onExtremesOnly ? extremes : 'rows';
  const shown = isOnRows
    ? `; the smallest rows that it fails on: ${smallest.statements.map((each) => `${each};`).join(' ')}`
    : '';
  return [
    foundAt(
      'migration-fails-on-rows',
      migration,
      'up',
      refusal.about,
      `works on empty tables and fails on ${which}${refusedWords(refusal)}${shown}`,
      { ...placeOf(refusal), ...(onExtremesOnly ? { severity: 'info' } : {}) },
    ),
  ];
}

const directions = ['up', 'down', 'up', 'down'] as const;

const extremes = 'extreme values of their types';

/** Whether what a step computes with values is refused, and it goes on where none are extreme. */
async function failsOnExtremesOnly(
  trial: Trial,
  { stage, refusal, only }: Stop,
  { perTable: rows, seed }: RowOptions,
): Promise<boolean> {
  const { migration, scope } = trial;
  const direction = directions[stage];
  const values = await lessExtreme(fileOf({ migration, direction }), direction, refusal);
  return (
    values !== undefined &&
    (await worksOn(trial, directions.slice(0, stage + 1), (database) =>
      fillTables(database, { rows, seed, values, ledger: scope.ledger, only }),
    ))
  );
}

async function downFailsOnRows(trial: Trial, stop: Stop, options: RowOptions): Promise<Finding[]> {
  const { stage, refusal } = stop;
  if (!(await worksOn(trial, directions.slice(0, stage + 1)))) return [];
  const onExtremesOnly = await failsOnExtremesOnly(trial, stop, options);
  const when = stage === 3 ? ', once what its up added has values,' : '';
  return [
    foundAt(
      'migration-down-fails-on-rows',
      trial.migration,
      stage === 2 ? 'reapply' : 'down',
      refusal.about,
      `works on empty tables and${when} fails on ${onExtremesOnly ? extremes : 'rows'}${refusedWords(refusal)}`,
      { ...placeOf(refusal), ...(onExtremesOnly ? { severity: 'info' } : {}) },
    ),
  ];
}

const placeOf = ({ file, line }: Refusal) => ({ file, ...(line === undefined ? {} : { line }) });

/** Whether a migration goes all these ways on other rows, or on none. */
const worksOn = (
  { trials }: Trial,
  ways: readonly Direction[],
  fill: (database: Scratch) => Promise<unknown> = async () => undefined,
): Promise<boolean> =>
  trials.run(async ({ database, take }) => {
    await fill(database);
    try {
      for (const direction of ways) await take(direction);
      return true;
    } catch (error) {
      if (error instanceof StepFailure) return false;
      throw error;
    }
  });
