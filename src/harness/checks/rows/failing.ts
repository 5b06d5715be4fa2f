import { takeStep } from '../../history/modes.ts';
import type { Finding } from '../../model/finding.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { ranInto } from '../running-rules.ts';
import type { Trial } from '../trial.ts';
import type { Refusal } from './refusal.ts';
import { smallestRows } from './shrink.ts';

/** What is said of an up that fails on the rows of a database; nothing when it fails without rows too. */
export async function upFailsOnRows(trial: Trial, database: Scratch, refusal: Refusal): Promise<Finding[]> {
  const { migration, scope } = trial;
  const smallest = await smallestRows(database, migration, scope.ledger, refusal.code);
  if (smallest?.failsOnNone) return [];
  if (!smallest && !(await worksWithoutRows(trial, ['up']))) return [];
  const shown = smallest
    ? `; the smallest rows that it fails on: ${smallest.statements.map((each) => `${each};`).join(' ')}`
    : '';
  return [
    ranInto(
      'migration-fails-on-rows',
      migration.tag,
      `${migration.tag}: its up works on empty tables and fails on rows: ${refusal.reason}${shown}`,
      {
        advice: 'make the rows fit before the statement, or let it ask nothing of those that are there',
        file: refusal.file,
        ...(refusal.line === undefined ? {} : { line: refusal.line }),
      },
    ),
  ];
}

/** What is said of a down, or of an up after it, that fails on rows. */
export async function downFailsOnRows(
  trial: Trial,
  { reason, file, line }: Refusal,
  which: string,
): Promise<Finding[]> {
  const { tag } = trial.migration;
  if (!(await worksWithoutRows(trial, ['up', 'down', 'up']))) return [];
  return [
    ranInto(
      'migration-down-fails-on-rows',
      tag,
      `${tag}: ${which} works on empty tables and fails on rows: ${reason}`,
      {
        advice:
          'let the down cope with what can be there by then, or begin it with "-- irreversible: reason"',
        file,
        ...(line === undefined ? {} : { line }),
      },
    ),
  ];
}

/** Whether a migration goes all these ways where nobody has put rows. What it fails with then is found elsewhere. */
async function worksWithoutRows(trial: Trial, directions: readonly ('up' | 'down')[]): Promise<boolean> {
  const database = await trial.stand();
  try {
    for (const direction of directions)
      await takeStep(database, trial.migration, direction, trial.scope.ledger);
    return true;
  } catch {
    return false;
  } finally {
    await database.drop();
  }
}
