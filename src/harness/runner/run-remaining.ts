import type { ServerError } from '../postgres/errors.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import type { Piece } from '../sql/statement.ts';
import { failureOf } from './failure.ts';
import { cleanUpInterrupted } from './interrupted.ts';
import { aloneSql, type Begun, doneSql } from './progress.ts';
import { fileOf, type Step } from './step.ts';

/**
 * Sends those statements of a step that have not run, one at a time, each in a transaction with the record that it has
 * run; a statement that cannot run in a transaction is recorded before it is sent. Throws as {@link failureOf} says.
 */
export async function runRemaining(
  step: Step,
  pieces: readonly Piece[],
  { done, alone }: Pick<Begun, 'done' | 'alone'>,
): Promise<void> {
  for (const [at, piece] of [...pieces.entries()].slice(done)) {
    const record = doneSql(step.ledger, pieces, at + 1);
    const send = alone && at === done ? resume : runRecorded;
    await send(step, piece, record).catch((error: ServerError) => {
      throw failureOf(
        fileOf(step),
        piece,
        error,
        'the statements before it were kept: run the step again to continue here',
      );
    });
  }
}

/** What no transaction takes, not even that of a message of two statements: CREATE INDEX CONCURRENTLY, a procedure that commits. */
const refusedWithOthers: readonly unknown[] = [
  sqlState.activeSqlTransaction,
  sqlState.invalidTransactionTermination,
];

/** A statement and its record, in one message: that is one transaction, unless the migration has opened its own. */
async function runRecorded(step: Step, piece: Piece, record: string): Promise<void> {
  const { database, ledger } = step;
  try {
    // The statement may end in a comment.
    await database.run(`${piece.text}\n;${record}`);
  } catch (error) {
    if (!refusedWithOthers.includes((error as ServerError).code)) throw error;
    await database.run(aloneSql(ledger)).catch((second: ServerError) => {
      // It was refused in the migration's own transaction, which has failed with it.
      throw second.code === sqlState.inFailedSqlTransaction ? error : second;
    });
    await runAlone(step, piece, record);
  }
}

/** Sends a statement again that was interrupted, unless it had completed. */
async function resume(step: Step, piece: Piece, record: string): Promise<void> {
  if (await cleanUpInterrupted(step.database, piece, step.ledger)) await step.database.run(record);
  else await runAlone(step, piece, record);
}

async function runAlone({ database }: Step, { text }: Piece, record: string): Promise<void> {
  await database.run(text);
  await database.run(record);
}
