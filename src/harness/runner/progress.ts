import type { Direction } from '../history/file-name.ts';
import type { LedgerName } from '../history/ledger.ts';
import { hashOf } from '../history/migrations.ts';
import { Problem } from '../model/problem.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Piece } from '../sql/statement.ts';
import type { Step } from './step.ts';

/** A step without a transaction around it that has begun and not finished. */
export interface Begun {
  readonly tag: string;
  readonly direction: Direction;
  /** How many of its statements have run. */
  readonly done: number;
  /** A hash of those statements. */
  readonly ran: string;
  /** Whether the next one was sent outside any transaction, so that it may have run in part. */
  readonly alone: boolean;
}

/** The table beside the ledger that records the one unfinished step; it exists only while there is one. */
export const progressTable = ({ schema }: LedgerName): string =>
  `${quoteName(schema)}.${quoteName('__driftproof_step')}`;

/** What has begun of a step. Throws a Problem when another one has begun. */
export async function begunOf({ database, migration, direction, ledger }: Step): Promise<Begun | undefined> {
  const begun = await begunStep(database, ledger);
  if (!begun || (begun.tag === migration.tag && begun.direction === direction)) return begun;
  throw new Problem(`the ${begun.direction} of ${begun.tag} stopped after ${begun.done} statements`, {
    advice: `finish that ${begun.direction} first`,
  });
}

/** Reads which step has begun and not finished. */
async function begunStep(database: Scratch, ledger: LedgerName): Promise<Begun | undefined> {
  const table = progressTable(ledger);
  const [[found] = []] = await database.run(`SELECT to_regclass(${quoteText(table)}) IS NOT NULL AS begun`);
  if (!found?.begun) return undefined;
  const [[row] = []] = await database.run(
    `SELECT tag, direction, done, ran, indexes IS NOT NULL AS alone FROM ${table}`,
  );
  return row as Begun | undefined;
}

/** SQL: records that a step begins. */
export const beginSql = ({ ledger, migration: { tag }, direction }: Step): string => `
CREATE TABLE ${progressTable(ledger)} (tag text, direction text, done int, ran text, indexes oid[]);
INSERT INTO ${progressTable(ledger)} VALUES (${quoteText(tag)}, ${quoteText(direction)}, 0, ${quoteText(hashOf(''))})`;

/** SQL: records how many of its statements have run. */
export const doneSql = (ledger: LedgerName, pieces: readonly Piece[], done: number): string =>
  `UPDATE ${progressTable(ledger)} SET done = ${done}, ran = ${quoteText(hashOfFirst(pieces, done))}, indexes = NULL`;

/** SQL: records that the next statement is sent outside any transaction, and the indexes that exist before it. */
export const aloneSql = (ledger: LedgerName): string =>
  `UPDATE ${progressTable(ledger)} SET indexes = ARRAY(SELECT indexrelid FROM pg_index)`;

/** SQL: records that the step has finished. */
export const endSql = (ledger: LedgerName): string => `DROP TABLE ${progressTable(ledger)}`;

/** The hash of the first statements of a file. */
export const hashOfFirst = (pieces: readonly Piece[], count: number): string =>
  hashOf(
    pieces
      .slice(0, count)
      .map(({ text }) => text)
      .join(';'),
  );
