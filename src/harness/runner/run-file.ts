import type { LedgerName } from '../history/ledger.ts';
import type { SqlFile } from '../history/migrations.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Piece, partsIn } from '../sql/split.ts';
import { failureOf } from './failure.ts';
import { cleanUpInterrupted } from './interrupted.ts';
import { aloneSql, type Begun, doneSql } from './progress.ts';

/** Sends a file as Drizzle does, part by part. Throws what {@link failureOf} says. */
export async function runFile(database: Scratch, file: SqlFile): Promise<void> {
  for (const part of partsIn(file.sql))
    await database.run(part.text).catch((error: ServerError) => {
      throw failureOf(file, part, error, 'nothing of this step was kept');
    });
}

/**
 * Sends those statements of a file that have not run, one at a time, each in a transaction with the note that it has run;
 * what no transaction takes is announced before it. Throws what {@link failureOf} says.
 */
export async function runOnwards(
  database: Scratch,
  file: SqlFile,
  statements: readonly Piece[],
  ledger: LedgerName,
  { done, alone }: Pick<Begun, 'done' | 'alone'>,
): Promise<void> {
  for (const [at, statement] of [...statements.entries()].slice(done)) {
    const note = doneSql(ledger, statements, at + 1);
    const send =
      alone && at === done
        ? runAgain(database, statement.text, note, ledger)
        : runNoted(database, statement.text, note, ledger);
    await send.catch((error: ServerError) => {
      throw failureOf(
        file,
        statement,
        error,
        'what came before it was kept: run the step again to go on here',
      );
    });
  }
}

/** SQLSTATEs of what no transaction takes, not even that of a message of two statements. */
const refusedWithOthers: readonly unknown[] = [
  '25001', // such as CREATE INDEX CONCURRENTLY
  '2D000', // a procedure that commits
];

/** SQLSTATE `in_failed_sql_transaction`. */
const transactionHasFailed = '25P02';

/** A statement and its note, in one message: that is one transaction, unless the migration has opened its own. */
async function runNoted(
  database: Scratch,
  statement: string,
  note: string,
  ledger: LedgerName,
): Promise<void> {
  try {
    // A comment may end the statement.
    await database.run(`${statement}\n;${note}`);
  } catch (error) {
    if (!refusedWithOthers.includes((error as ServerError).code)) throw error;
    await database.run(aloneSql(ledger)).catch((second: ServerError) => {
      // It was refused in the migration's own transaction, which has failed with it.
      throw second.code === transactionHasFailed ? error : second;
    });
    await runAlone(database, statement, note);
  }
}

/** Sends again what was interrupted, unless it had come to its end. */
async function runAgain(
  database: Scratch,
  statement: string,
  note: string,
  ledger: LedgerName,
): Promise<void> {
  if (await cleanUpInterrupted(database, statement, ledger)) await database.run(note);
  else await runAlone(database, statement, note);
}

async function runAlone(database: Scratch, statement: string, note: string): Promise<void> {
  await database.run(statement);
  await database.run(note);
}
