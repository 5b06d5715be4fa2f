import type { Direction } from '../history/file-name.ts';
import { displayPath } from '../history/files.ts';
import { type LedgerName, makeLedgerSql } from '../history/ledger.ts';
import type { Migration, SqlFile } from '../history/migrations.ts';
import { Problem } from '../model/problem.ts';
import { isRefusal, type ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { statementsIn } from '../sql/split.ts';
import { advised } from './advice.ts';
import { asFailure, StepFailure } from './failure.ts';
import { isDue, passLedgerGate } from './ledger-gate.ts';
import { beginLocked, lockSession, unlockSession } from './lock.ts';
import { type Begun, beginSql, begunStep, endSql, hashOfFirst } from './progress.ts';
import { runFile, runOnwards } from './run-file.ts';

/**
 * Runs one migration up or down on a scratch database, in one transaction with its ledger row, under an advisory lock.
 * An up that the ledger already holds, and a down that it does not hold, does nothing and returns false.
 * Throws a {@link StepFailure} when the server refuses a statement, a Problem when it is lost; the database is then as
 * before, unless it was lost at the commit, when it is as before or as after.
 */
export async function runStep(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> {
  const file = fileOf(migration, direction);
  try {
    await beginLocked(database);
    await database.run(makeLedgerSql(ledger, migration.name !== undefined));
    if (await begunOf(database, migration, direction, ledger)) throw needsNoTransaction(file);
    const send = () => runFile(database, file);
    const done = await passLedgerGate(database, migration, direction, ledger, { send, ending: '' });
    await commit(database, file);
    return done;
  } catch (error) {
    await rollBack(database);
    const failure = asFailure(file, error, 'nothing of this step was kept');
    // Drizzle's migrator takes no lock: what it has done since we asked is in the way, and in the ledger.
    if (isRefusal(failure.cause) && !(await isDue(database, migration, direction, ledger).catch(() => true)))
      return false;
    throw await advised(database, failure);
  }
}

/**
 * The same without a transaction around it, for what refuses one: each statement is kept when it has run, and a note of
 * that with it, so that the same step goes on where it stopped; until then any other is refused. The ledger is written
 * last. Throws as {@link runStep} does; what ran before is kept.
 */
export async function runStepByStatement(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<boolean> {
  const file = fileOf(migration, direction);
  try {
    await lockSession(database);
    await database.run(makeLedgerSql(ledger, migration.name !== undefined));
    const begun = await begunOf(database, migration, direction, ledger);
    const send = () => goOn(database, migration, direction, ledger, begun);
    return await passLedgerGate(database, migration, direction, ledger, {
      send,
      ending: `;${endSql(ledger)}`,
    });
  } catch (error) {
    // A migration that fails within a transaction of its own leaves it open.
    await rollBack(database);
    throw await advised(database, asFailure(file, error, 'what came before it was kept'));
  } finally {
    await unlockSession(database);
  }
}

/** Sends what has not run of a step. Throws a Problem when what has run was edited. */
async function goOn(
  database: Scratch,
  migration: Migration,
  direction: Direction,
  ledger: LedgerName,
  begun: Begun | undefined,
): Promise<void> {
  const file = fileOf(migration, direction);
  const statements = await statementsIn(file.sql);
  if (begun && begun.ran !== hashOfFirst(statements, begun.done))
    throw new Problem(`its first ${begun.done} statements have run, and were edited since`, {
      where: displayPath(file.path),
      advice: 'set them back, and edit only what has not run',
    });
  if (!begun) await database.run(beginSql(ledger, migration, direction));
  await runOnwards(database, file, statements, ledger, begun ?? { done: 0, alone: false });
}

const fileOf = ({ up, down }: Migration, direction: Direction): SqlFile =>
  (direction === 'down' ? down : up) ?? up;

/** A connection that is lost has rolled back. */
const rollBack = (database: Scratch): Promise<unknown> => database.run('ROLLBACK').catch(() => {});

async function commit(database: Scratch, file: SqlFile): Promise<void> {
  await database.run('COMMIT').catch((error: ServerError) => {
    const advice = isRefusal(error)
      ? 'nothing of this step was kept'
      : 'it was kept or it was not: the ledger knows, so run the step again';
    throw asFailure(file, error, advice);
  });
}

/** What has begun of this step. Throws a Problem when another one has begun. */
async function begunOf(
  database: Scratch,
  { tag }: Migration,
  direction: Direction,
  ledger: LedgerName,
): Promise<Begun | undefined> {
  const begun = await begunStep(database, ledger);
  if (!begun || (begun.tag === tag && begun.direction === direction)) return begun;
  throw new Problem(`the ${begun.direction} of ${begun.tag} has stopped after ${begun.done} statements`, {
    advice: `run that ${begun.direction} to its end first`,
  });
}

/** With the SQLSTATE `active_sql_transaction`, as of a statement that refuses a transaction. */
function needsNoTransaction({ path }: SqlFile): StepFailure {
  const reason = 'it has run in part, without a transaction';
  return new StepFailure({ file: path, line: 1, reason, code: '25001' }, '', new Error(reason), {
    advice: 'run it statement by statement',
  });
}
