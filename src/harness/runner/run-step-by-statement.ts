import { makeLedgerSql } from '../history/ledger.ts';
import { Problem } from '../model/problem.ts';
import { advised } from './advice.ts';
import { asFailure } from './failure.ts';
import { passLedgerGate } from './ledger-gate.ts';
import { lockSession, unlockSession } from './lock.ts';
import { type Begun, beginSql, begunOf, endSql, hashOfFirst } from './progress.ts';
import { runOnwards } from './run-onwards.ts';
import { rollBack } from './run-step.ts';
import { fileOf, type Step } from './step.ts';

/**
 * Runs one migration up or down without a transaction around it, for what refuses one: each statement is kept when it has
 * run, and a note of that with it, so that the same step goes on where it stopped; until then any other is refused. The
 * ledger is written last. Returns and throws as `runStep` does; what ran before is kept.
 */
export async function runStepByStatement(step: Step): Promise<boolean> {
  const { database, migration, ledger } = step;
  try {
    await lockSession(database);
    await database.run(makeLedgerSql(ledger, migration.name !== undefined));
    const begun = await begunOf(step);
    return await passLedgerGate(step, { send: () => goOn(step, begun), ending: `;${endSql(ledger)}` });
  } catch (error) {
    // A migration that fails within a transaction of its own leaves it open.
    await rollBack(step);
    throw await advised(database, asFailure(fileOf(step), error, 'what came before it was kept'));
  } finally {
    await unlockSession(database);
  }
}

/** Sends what has not run of a step. Throws a Problem when what has run was edited. */
async function goOn(step: Step, begun: Begun | undefined): Promise<void> {
  const file = fileOf(step);
  const { pieces } = await file.parsed();
  if (begun && begun.ran !== hashOfFirst(pieces, begun.done))
    throw new Problem(`its first ${begun.done} statements have run, and were edited since`, {
      where: file.path,
      advice: 'set them back, and edit only what has not run',
    });
  if (!begun) await step.database.run(beginSql(step));
  await runOnwards(step, pieces, begun ?? { done: 0, alone: false });
}
