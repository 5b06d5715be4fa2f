import type { Mode } from '../model/report.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { transactionControlOf } from '../sql/transaction.ts';
import { type Reason, StepFailure } from './failure.ts';
import { runStep } from './run-step.ts';
import { runStepByStatement } from './run-step-by-statement.ts';
import { fileOf, type Step } from './step.ts';

/** How a step was run, and why not in a stricter mode. */
export interface StepResult {
  readonly mode: Exclude<Mode, 'drizzle'>;
  readonly why?: Reason;
}

/** What is refused in a transaction and runs without one. */
export const refusedInTransaction: readonly unknown[] = [
  sqlState.activeSqlTransaction, // such as CREATE INDEX CONCURRENTLY
  sqlState.invalidTransactionTermination, // a procedure that commits
  sqlState.unsafeNewEnumValueUsage, // a value used in the transaction that adds it to its enum
  sqlState.objectInUse, // a table altered while its triggers are still to fire
];

/**
 * Runs one migration up or down, in one transaction or, where Postgres refuses that, statement by statement.
 * Throws a StepFailure when neither works.
 */
export async function takeStep(step: Step): Promise<StepResult> {
  const why = (await endsItsTransaction(step)) ?? (await whyNoTransaction(step));
  if (!why) return { mode: 'per-migration' };
  await runStepByStatement(step);
  return { mode: 'per-statement', why };
}

async function whyNoTransaction(step: Step): Promise<Reason | undefined> {
  try {
    await runStep(step);
    return undefined;
  } catch (error) {
    if (error instanceof StepFailure && refusedInTransaction.includes(error.code)) return error;
    throw error;
  }
}

/**
 * The first statement that begins or ends a transaction: it would end ours too early, and what follows could not be rolled
 * back. A regular expression decides whether the parser is loaded; most files that match have the word in a function's
 * body.
 */
async function endsItsTransaction(step: Step): Promise<Reason | undefined> {
  const file = fileOf(step);
  if (!/\b(commit|end|rollback|abort|begin|start\s+transaction|prepare)\b/i.test(file.sql)) return undefined;
  const control = (await file.parsed()).statements.find(transactionControlOf);
  return (
    control && {
      file: file.path,
      line: control.line,
      reason: `${transactionControlOf(control)} in a migration`,
    }
  );
}

/** Whether Drizzle's migrator fails on a step: it does not when the migration merely ends the transaction itself. */
export const isRefusedByDrizzle = ({ why }: StepResult): boolean => why?.code !== undefined;
