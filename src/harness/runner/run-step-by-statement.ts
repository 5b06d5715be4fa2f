import { makeLedgerSql } from '../history/ledger.ts';
import { Problem } from '../model/problem.ts';
import { advised } from './advice.ts';
import { asFailure } from './failure.ts';
import { passLedgerGate } from './ledger-gate.ts';
import { lockSession, unlockSession } from './lock.ts';
import { type Begun, beginSql, begunOf, endSql, hashOfFirst } from './progress.ts';
import { runRemaining } from './run-remaining.ts';
import { rollBack } from './run-step.ts';
import { fileOf, type Step } from './step.ts';

/**
 * Runs one migration up or down without a transaction around it, for what cannot run in one: each statement is committed
 * with a record that it has run, so that the same step continues where it stopped; until then any other step is refused.
 * The ledger is written last. Returns and throws as `runStep` does; the statements before the failure are kept.
 */
export async function runStepByStatement(step: Step): Promise<boolean> {
  const { database, migration, ledger } = step;
  try {
    await lockSession(database);
    await database.run(makeLedgerSql(ledger, migration.name !== undefined));
    const begun = await begunOf(step);
    return await passLedgerGate(step, {
      send: () => continueStep(step, begun),
      ending: `;${endSql(ledger)}`,
    });
  } catch (error) {
    // A migration that fails within a transaction of its own leaves it open.
    await rollBack(step);
    throw await advised(database, asFailure(fileOf(step), error, 'the statements before it were kept'));
  } finally {
    await unlockSession(database);
  }
}

/** Sends the statements of a step that have not run. Throws a Problem when those that have run were edited. */
async function continueStep(step: Step, begun: Begun | undefined): Promise<void> {
  const file = fileOf(step);
  const { pieces } = await file.parsed();
  if (begun && begun.ran !== hashOfFirst(pieces, begun.done))
    throw new Problem(`its first ${begun.done} statements have run, and have been edited since`, {
      where: file.path,
      advice: 'restore them, and edit only what has not run',
    });
  if (!begun) await step.database.run(beginSql(step));
  await runRemaining(step, pieces, begun ?? { done: 0, alone: false });
}
