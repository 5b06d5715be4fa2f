import type { ServerError } from '../postgres/errors.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import type { Piece } from '../sql/statement.ts';
import { failureOf } from './failure.ts';
import { cleanUpInterrupted } from './interrupted.ts';
import { aloneSql, type Begun, doneSql } from './progress.ts';
import { fileOf, type Step } from './step.ts';

/**
 * Sends those statements of a step that have not run, one at a time, each in a transaction with the note that it has run;
 * what no transaction takes is announced before it. Throws what {@link failureOf} says.
 */
export async function runOnwards(
  step: Step,
  pieces: readonly Piece[],
  { done, alone }: Pick<Begun, 'done' | 'alone'>,
): Promise<void> {
  for (const [at, piece] of [...pieces.entries()].slice(done)) {
    const note = doneSql(step.ledger, pieces, at + 1);
    const send = alone && at === done ? runAgain : runNoted;
    await send(step, piece, note).catch((error: ServerError) => {
      throw failureOf(
        fileOf(step),
        piece,
        error,
        'what came before it was kept: run the step again to go on here',
      );
    });
  }
}

/** What no transaction takes, not even that of a message of two statements: CREATE INDEX CONCURRENTLY, a procedure that commits. */
const refusedWithOthers: readonly unknown[] = [
  sqlState.activeSqlTransaction,
  sqlState.invalidTransactionTermination,
];

/** A statement and its note, in one message: that is one transaction, unless the migration has opened its own. */
async function runNoted(step: Step, piece: Piece, note: string): Promise<void> {
  const { database, ledger } = step;
  try {
    // A comment may end the statement.
    await database.run(`${piece.text}\n;${note}`);
  } catch (error) {
    if (!refusedWithOthers.includes((error as ServerError).code)) throw error;
    await database.run(aloneSql(ledger)).catch((second: ServerError) => {
      // It was refused in the migration's own transaction, which has failed with it.
      throw second.code === sqlState.inFailedSqlTransaction ? error : second;
    });
    await runAlone(step, piece, note);
  }
}

/** Sends again what was interrupted, unless it had come to its end. */
async function runAgain(step: Step, piece: Piece, note: string): Promise<void> {
  if (await cleanUpInterrupted(step.database, piece, step.ledger)) await step.database.run(note);
  else await runAlone(step, piece, note);
}

async function runAlone({ database }: Step, { text }: Piece, note: string): Promise<void> {
  await database.run(text);
  await database.run(note);
}
