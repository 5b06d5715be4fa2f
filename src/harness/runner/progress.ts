import type { Direction } from '../history/file-name.ts';
import type { LedgerName } from '../history/ledger.ts';
import { hashOf, type Migration } from '../history/migrations.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Piece } from '../sql/split.ts';

/** A step without a transaction around it that has begun and not ended. */
export interface Begun {
  readonly tag: string;
  readonly direction: Direction;
  /** How many of its statements have run. */
  readonly done: number;
  /** A hash of those statements. */
  readonly ran: string;
  /** Whether the one after them was sent outside of any transaction, so that it may have run in part. */
  readonly alone: boolean;
}

/** The table beside the ledger that holds the one step in hand; there is none when no step is. */
export const progressTable = ({ schema }: LedgerName): string =>
  `${quoteName(schema)}.${quoteName('__driftproof_step')}`;

/** Reads which step has begun and not ended. */
export async function begunStep(database: Scratch, ledger: LedgerName): Promise<Begun | undefined> {
  const table = progressTable(ledger);
  const [[found] = []] = await database.run(`SELECT to_regclass(${quoteText(table)}) IS NOT NULL AS begun`);
  if (!found?.begun) return undefined;
  const [[row] = []] = await database.run(
    `SELECT tag, direction, done, ran, indexes IS NOT NULL AS alone FROM ${table}`,
  );
  return row as Begun | undefined;
}

/** SQL: a step begins. */
export const beginSql = (ledger: LedgerName, { tag }: Migration, direction: Direction): string => `
CREATE TABLE ${progressTable(ledger)} (tag text, direction text, done int, ran text, indexes oid[]);
INSERT INTO ${progressTable(ledger)} VALUES (${quoteText(tag)}, ${quoteText(direction)}, 0, ${quoteText(hashOf(''))})`;

/** SQL: so many of its statements have run. */
export const doneSql = (ledger: LedgerName, statements: readonly Piece[], done: number): string =>
  `UPDATE ${progressTable(ledger)} SET done = ${done}, ran = ${quoteText(hashOfFirst(statements, done))}, indexes = NULL`;

/** SQL: the next one is sent outside of any transaction; these are the indexes there were before it. */
export const aloneSql = (ledger: LedgerName): string =>
  `UPDATE ${progressTable(ledger)} SET indexes = ARRAY(SELECT indexrelid FROM pg_index)`;

/** SQL: the step has ended. */
export const endSql = (ledger: LedgerName): string => `DROP TABLE ${progressTable(ledger)}`;

/** The hash of the first statements of a file. */
export const hashOfFirst = (statements: readonly Piece[], count: number): string =>
  hashOf(
    statements
      .slice(0, count)
      .map(({ text }) => text)
      .join(';'),
  );
