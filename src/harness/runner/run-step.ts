import { makeLedgerSql } from '../history/ledger.ts';
import type { Problem } from '../model/problem.ts';
import { ifRefused, isAnswer, isRefusal, type ServerError } from '../postgres/errors.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { advised } from './advice.ts';
import { asFailure, noPiece, StepFailure } from './failure.ts';
import { isPendingStep, passLedgerGate } from './ledger-gate.ts';
import { beginLocked } from './lock.ts';
import { begunOf } from './progress.ts';
import { runFile } from './run-file.ts';
import { fileOf, type Step } from './step.ts';

/**
 * Runs one migration up or down, in one transaction with its ledger row, under an advisory lock. An up that the ledger
 * already has, and a down that it does not have, does nothing and returns false.
 * Throws a {@link StepFailure} when the server refuses a statement, a Problem when the connection is lost; the database is
 * then as before, or as after if the connection was lost at the commit. A step that the server ends to resolve a deadlock is
 * run again, `attempts` times in all, as the Postgres manual wants it ("Deadlocks").
 */
export async function runStep(step: Step, attempts = 3): Promise<boolean> {
  const { database, migration, ledger } = step;
  try {
    await beginLocked(database);
    await database.run(makeLedgerSql(ledger, migration.name !== undefined));
    if (await begunOf(step)) throw needsNoTransaction(step);
    const done = await passLedgerGate(step, { send: () => runFile(database, fileOf(step)), ending: '' });
    await commit(step);
    return done;
  } catch (error) {
    await rollBack(step);
    const failure = asFailure(fileOf(step), error, 'nothing of this step was kept');
    // Drizzle's migrator takes no lock: it may have applied the same migration since the ledger was read.
    if (isAnswer(failure.cause) && !(await isPendingStep(step).catch(ifRefused(true)))) return false;
    if (attempts > 1 && isDeadlock(failure)) return runStep(step, attempts - 1);
    throw await advised(database, failure);
  }
}

const isDeadlock = (failure: Problem): boolean =>
  failure instanceof StepFailure && failure.code === sqlState.deadlockDetected;

/** A lost connection has rolled back already. */
export const rollBack = ({ database }: Step): Promise<unknown> => database.run('ROLLBACK').catch(() => {});

async function commit(step: Step): Promise<void> {
  await step.database.run('COMMIT').catch((error: ServerError) => {
    const advice = isRefusal(error)
      ? 'nothing of this step was kept'
      : 'it may or may not have been committed: run the step again, which reads the ledger';
    throw asFailure(fileOf(step), error, advice);
  });
}

/** With the code of a statement that refuses a transaction. */
function needsNoTransaction(step: Step): StepFailure {
  const reason = 'it has already run in part, without a transaction';
  const where = { file: fileOf(step).path, line: 1, reason, code: sqlState.activeSqlTransaction };
  return new StepFailure(where, noPiece, new Error(reason), { advice: 'run it statement by statement' });
}
