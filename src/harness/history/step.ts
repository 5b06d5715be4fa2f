import { Problem } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { advised } from './advice.ts';
import { reasonOf, StepFailure } from './failure.ts';
import type { Direction } from './file-name.ts';
import type { Migration, SqlFile } from './history.ts';
import { createLedgerSql, type LedgerName, qualified, stepLock } from './ledger.ts';
import { type Piece, partsIn, statementsIn } from './split.ts';

/** How the statements of a file are sent, which fails with a {@link StepFailure}. */
type RunFile = (database: Scratch, file: SqlFile) => Promise<void>;

/**
 * Runs one migration up or down on a scratch database, in one transaction with its ledger row, under an advisory lock.
 * An up that the ledger already holds, and a down that it does not hold, does nothing and returns false.
 * Throws a {@link StepFailure} when the server refuses a statement; the database is then as before.
 */
export async function runStep(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> {
  await database.run(
    `BEGIN; SELECT pg_advisory_xact_lock(${stepLock}); ${createLedgerSql(ledger, migration.name !== undefined)}`,
  );
  try {
    const done = await stepIfDue(database, migration, direction, ledger, runFile);
    await database.run('COMMIT');
    return done;
  } catch (error) {
    await database.run('ROLLBACK');
    throw await advised(database, error);
  }
}

/**
 * The same without a transaction around it, for what refuses one: each statement is kept when it has run, and the
 * ledger is written last. Throws a {@link StepFailure}; what ran before it is kept.
 */
export async function runStepByStatement(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> {
  await database.run(createLedgerSql(ledger, migration.name !== undefined));
  await database.run(`SELECT pg_advisory_lock(${stepLock})`);
  try {
    return await stepIfDue(database, migration, direction, ledger, runStatements);
  } catch (error) {
    // A migration that fails within a transaction of its own leaves it open.
    await database.run('ROLLBACK');
    throw await advised(database, error);
  } finally {
    await database.run(`SELECT pg_advisory_unlock(${stepLock})`);
  }
}

async function stepIfDue(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
  run: RunFile,
): Promise<boolean> {
  const applied = await isApplied(database, migration, ledger);
  if (applied === (direction === 'up')) return false;
  await (direction === 'up' ? goUp : goDown)(database, migration, ledger, run);
  return true;
}

async function isApplied(database: Scratch, migration: Migration, ledger: LedgerName): Promise<boolean> {
  const [rows = []] = await database.run(`SELECT FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}`);
  return rows.length > 0;
}

/** Drizzle 1.x knows a migration by its name, 0.x by its `when`. */
const isRowOf = ({ name, when }: Migration): string =>
  name === undefined ? `created_at = ${when}` : `name = ${quoteText(name)}`;

/** Drizzle 0.x runs only what is later than the newest row, so a step below it would leave a ledger that lies. */
async function goUp(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
  run: RunFile,
): Promise<void> {
  if (migration.name === undefined) await refuseWhenLaterExists(database, migration, ledger);
  await run(database, migration.up);
  await database.run(insertSql(migration, ledger));
}

/** SQL: the row that Drizzle's migrator writes of a migration. */
export function insertSql({ name, hash, when }: Migration, ledger: LedgerName): string {
  const row = {
    hash: quoteText(hash),
    created_at: when,
    ...(name === undefined ? {} : { name: quoteText(name) }),
  };
  const [columns, values] = [Object.keys(row).join(', '), Object.values(row).join(', ')];
  return `INSERT INTO ${qualified(ledger)} (${columns}) VALUES (${values})`;
}

async function goDown(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
  run: RunFile,
): Promise<void> {
  if (!migration.down) throw new Problem(`migration ${migration.tag} has no down file`);
  if (migration.irreversible !== undefined)
    throw new Problem(`migration ${migration.tag} is irreversible: ${migration.irreversible}`);
  await refuseWhenLaterExists(database, migration, ledger);
  await run(database, migration.down);
  await database.run(`DELETE FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}`);
}

async function refuseWhenLaterExists(
  database: Scratch,
  { tag, when }: Migration,
  ledger: LedgerName,
): Promise<void> {
  const [rows = []] = await database.run(
    `SELECT FROM ${qualified(ledger)} WHERE created_at > ${when} LIMIT 1`,
  );
  if (rows.length > 0)
    throw new Problem(`a later migration than ${tag} is applied`, { advice: 'take that one back first' });
}

/** Sends a file as Drizzle does, part by part. */
export async function runFile(database: Scratch, file: SqlFile): Promise<void> {
  for (const part of partsIn(file.sql)) await runPiece(database, file, part, 'nothing of this step was kept');
}

/** Sends a file one statement at a time, each of which is then a transaction of its own. */
async function runStatements(database: Scratch, file: SqlFile): Promise<void> {
  for (const statement of await statementsIn(file.sql))
    await runPiece(database, file, statement, 'what came before it was kept, since it ran in no transaction');
}

const runPiece = (database: Scratch, file: SqlFile, piece: Piece, advice: string): Promise<unknown> =>
  database.run(piece.text).catch((error: ServerError) => {
    throw new StepFailure(reasonOf(file, piece, error), piece.text, error, { advice });
  });
