import type { Direction } from '../history/file-name.ts';
import { createLedgerSql, type LedgerName } from '../history/ledger.ts';
import type { Migration, SqlFile } from '../history/migrations.ts';
import type { Mode } from '../model/report.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { parseSql } from '../sql/statements.ts';
import { transactionControlOf } from '../sql/transaction.ts';
import { type Reason, StepFailure } from './failure.ts';
import { insertSql } from './ledger-gate.ts';
import { runFile } from './run-file.ts';
import { runStep, runStepByStatement } from './step.ts';

/** How a step was taken, and why not in a stricter way. */
export interface StepResult {
  readonly mode: Exclude<Mode, 'drizzle'>;
  readonly why?: Reason;
}

/** SQLSTATEs of what a transaction refuses and runs without one (Postgres manual, "PostgreSQL Error Codes"). */
export const refusedInTransaction: readonly unknown[] = [
  '25001', // such as CREATE INDEX CONCURRENTLY
  '2D000', // a procedure that commits
  '55P04', // a value used in the transaction that adds it to its enum
  '55006', // a table altered while its triggers are still to fire
];

/**
 * Runs one migration up or down, in one transaction or, where it refuses that, statement by statement.
 * Throws a StepFailure when neither works.
 */
export async function takeStep(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<StepResult> {
  const why =
    (await endsItsTransaction(direction === 'down' ? migration.down : migration.up)) ??
    (await whyNoTransaction(database, migration, direction, ledger));
  if (!why) return { mode: 'per-migration' };
  await runStepByStatement(database, migration, direction, ledger);
  return { mode: 'per-statement', why };
}

async function whyNoTransaction(
  ...step: readonly [Scratch, Migration, Direction, LedgerName]
): Promise<Reason | undefined> {
  try {
    await runStep(...step);
    return undefined;
  } catch (error) {
    if (error instanceof StepFailure && refusedInTransaction.includes(error.code)) return error;
    throw error;
  }
}

/**
 * The first statement that begins or ends a transaction: around it ours would end too early, and could not be rolled
 * back. The words are looked for before the parser is loaded; most files with one have it in a function's body.
 */
async function endsItsTransaction(file: SqlFile | undefined): Promise<Reason | undefined> {
  if (!file || !/\b(commit|end|rollback|abort|begin|start\s+transaction|prepare)\b/i.test(file.sql))
    return undefined;
  const { statements } = await parseSql(file.sql);
  const control = statements.find(transactionControlOf);
  return (
    control && {
      file: file.path,
      line: control.line,
      reason: `${transactionControlOf(control)} in a migration`,
    }
  );
}

/** Whether Drizzle's migrator fails on a step: a transaction that the migration ends itself does not stop it. */
export const isRefusedByDrizzle = ({ why }: StepResult): boolean => why?.code !== undefined;

/**
 * Runs a whole history on an empty scratch database in one transaction, as Drizzle's migrator does with all that is
 * pending (drizzle-orm, pg-core/dialect.ts). Returns why that does not work; nothing when it does.
 */
export async function whyNotAtOnce(
  database: Scratch,
  migrations: readonly Migration[],
  ledger: LedgerName,
): Promise<(Reason & { readonly tag: string }) | undefined> {
  const named = migrations.some(({ name }) => name !== undefined);
  await database.run(`${createLedgerSql(ledger, named)}; BEGIN`);
  for (const migration of migrations) {
    const why = await failureOf(database, migration, ledger);
    if (why) return { tag: migration.tag, ...why };
  }
  const last = migrations.at(-1);
  const atEnd = await database.run('COMMIT').then(
    () => undefined,
    (error: Error) => error,
  );
  return (
    last && atEnd && { tag: last.tag, file: last.up.path, line: 1, reason: `at its end: ${atEnd.message}` }
  );
}

async function failureOf(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
): Promise<Reason | undefined> {
  try {
    await runFile(database, migration.up);
    await database.run(insertSql(migration, ledger));
    return undefined;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const { file, line, reason, code } = error;
    return { file, line, reason, code };
  }
}
