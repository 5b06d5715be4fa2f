import { Problem } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Direction } from './file-name.ts';
import { displayPath } from './files.ts';
import type { Migration, SqlFile } from './history.ts';
import { createLedgerSql, type LedgerName, qualified, stepLock } from './ledger.ts';
import { breakpoint, lineAt } from './text.ts';

/** A step that the server refused: which file, which line, and what it said. */
export class StepFailure extends Problem {
  readonly file: string;
  readonly line: number;
  readonly reason: string;

  constructor(file: string, line: number, reason: string, cause: unknown) {
    super(reason, { where: `${displayPath(file)}:${line}`, advice: 'nothing of this step was kept', cause });
    this.file = file;
    this.line = line;
    this.reason = reason;
  }
}

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
    const applied = await isApplied(database, migration, ledger);
    if (applied === (direction === 'up')) {
      await database.run('ROLLBACK');
      return false;
    }
    await (direction === 'up' ? goUp : goDown)(database, migration, ledger);
    await database.run('COMMIT');
    return true;
  } catch (error) {
    await database.run('ROLLBACK');
    throw error;
  }
}

async function isApplied(database: Scratch, migration: Migration, ledger: LedgerName): Promise<boolean> {
  const [rows = []] = await database.run(`SELECT FROM ${qualified(ledger)} WHERE ${isRowOf(migration)}`);
  return rows.length > 0;
}

/** Drizzle 1.x knows a migration by its name, 0.x by its `when`. */
const isRowOf = ({ name, when }: Migration): string =>
  name === undefined ? `created_at = ${when}` : `name = ${quoteText(name)}`;

/** Drizzle 0.x runs only what is later than the newest row, so a step below it would leave a ledger that lies. */
async function goUp(database: Scratch, migration: Migration, ledger: LedgerName): Promise<void> {
  const { name, hash, when, up } = migration;
  if (name === undefined) await refuseWhenLaterExists(database, migration, ledger);
  await runFile(database, up);
  const row = {
    hash: quoteText(hash),
    created_at: when,
    ...(name === undefined ? {} : { name: quoteText(name) }),
  };
  const [columns, values] = [Object.keys(row).join(', '), Object.values(row).join(', ')];
  await database.run(`INSERT INTO ${qualified(ledger)} (${columns}) VALUES (${values})`);
}

async function goDown(database: Scratch, migration: Migration, ledger: LedgerName): Promise<void> {
  if (!migration.down) throw new Problem(`migration ${migration.tag} has no down file`);
  await refuseWhenLaterExists(database, migration, ledger);
  await runFile(database, migration.down);
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

async function runFile(database: Scratch, { path, sql }: SqlFile): Promise<void> {
  let offset = 0;
  for (const part of sql.split(breakpoint)) {
    await database.run(part).catch((error: ServerError) => {
      throw new StepFailure(path, lineAt(sql, offset + positionIn(part, error)), error.message, error);
    });
    offset += part.length + breakpoint.length;
  }
}

/** Where in a part the server points (from 1 there), or else where its first word stands. */
const positionIn = (part: string, { position }: ServerError): number =>
  position === undefined ? part.length - part.trimStart().length : Number(position) - 1;
