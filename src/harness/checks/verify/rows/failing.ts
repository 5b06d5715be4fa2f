import type { Direction } from '../../../history/file-name.ts';
import type { Finding } from '../../../model/finding.ts';
import type { RowOptions } from '../../../model/report.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { fillTables } from '../../../rows/fill.ts';
import { StepFailure } from '../../../runner/failure.ts';
import { takeStep } from '../../../runner/take-step.ts';
import { found } from '../../rules/found.ts';
import { stepOn, type Trial } from '../trial-database.ts';
import type { Refusal } from './refusal.ts';
import { smallestRows } from './shrink.ts';
import { inOneStatement, isComputing } from './statement.ts';

/** The findings about an up that fails on the rows of a database; none when it fails without rows too. */
export async function upFailsOnRows(
  trial: Trial,
  database: Scratch,
  refused: Refusal,
  { perTable: rows, seed }: RowOptions,
): Promise<Finding[]> {
  const { migration, scope } = trial;
  const smallest = await smallestRows(database, migration, scope.ledger, refused.code);
  if (smallest?.failsOnNone) return [];
  if (!smallest && !(await worksOn(trial, ['up']))) return [];
  const refusal = smallest ? await inOneStatement(database, migration, refused) : refused;
  const onExtremesOnly =
    (await isComputing(migration, refusal)) &&
    (await worksOn(trial, ['up'], (other) =>
      fillTables(other, { rows, seed, values: 'ordinary', ledger: scope.ledger }),
    ));
  const shown = smallest
    ? `; the smallest rows that it fails on: ${smallest.statements.map((each) => `${each};`).join(' ')}`
    : '';
  return [
    found(
      'migration-fails-on-rows',
      migration.tag,
      `${migration.tag}: its up works on empty tables and fails on ${onExtremesOnly ? 'extreme values of their types' : 'rows'}: ${refusal.reason}${shown}`,
      {
        ...placeOf(refusal),
        ...(onExtremesOnly ? { severity: 'info' } : {}),
      },
    ),
  ];
}

/** The findings about the last of several steps, when it fails on rows only. */
export async function downFailsOnRows(
  trial: Trial,
  refusal: Refusal,
  which: string,
  steps: readonly Direction[],
): Promise<Finding[]> {
  const { tag } = trial.migration;
  if (!(await worksOn(trial, steps))) return [];
  return [
    found(
      'migration-down-fails-on-rows',
      tag,
      `${tag}: ${which} works on empty tables and fails on rows: ${refusal.reason}`,
      placeOf(refusal),
    ),
  ];
}

const placeOf = ({ file, line }: Refusal) => ({ file, ...(line === undefined ? {} : { line }) });

/** Whether all these steps of a migration work on other rows, or on none. A failure without rows is found elsewhere. */
async function worksOn(
  trial: Trial,
  steps: readonly Direction[],
  fill: (database: Scratch) => Promise<unknown> = async () => undefined,
): Promise<boolean> {
  const database = await trial.cloneBefore();
  try {
    await fill(database);
    for (const direction of steps) await takeStep(stepOn(trial, database, direction));
    return true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  } finally {
    await database.drop();
  }
}
