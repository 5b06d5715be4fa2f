import type { ParsedSql } from './sql-file.ts';
import { isStatement, type Statement } from './statement.ts';
import { transactionEffectOf } from './transaction.ts';

/** A statement of a file, as Drizzle's migrator runs it. */
export interface Placed {
  readonly statement: Statement;
  /** Whether a transaction ended since the statement before it. */
  readonly isCommittedBefore: boolean;
  /** Whether it runs in a transaction block: the migrator's, one of the file, or that of a message of several statements. */
  readonly isInBlock: boolean;
}

export interface PlacedStatements {
  readonly placed: readonly Placed[];
  /** Whether the last transaction is still open at the end of the file. */
  readonly staysOpen: boolean;
}

/**
 * Places a file's statements in transactions. Drizzle opens one before the file; once the file ends it, each message is a
 * transaction by itself, until the file begins another. A BEGIN within a message includes what precedes it there
 * (Postgres manual, "Multiple Statements in a Simple Query").
 */
export function placedIn({ messages }: Pick<ParsedSql, 'messages'>): PlacedStatements {
  const placed: Placed[] = [];
  let isOpen = true;
  let hasEnded = false;
  for (const message of messages) {
    hasEnded ||= !isOpen;
    for (const piece of message) {
      if (isStatement(piece))
        placed.push({
          statement: piece,
          isCommittedBefore: hasEnded,
          isInBlock: isOpen || message.length > 1,
        });
      const effect = transactionEffectOf(piece);
      hasEnded = effect === 'ends' || effect === 'chains';
      if (effect) isOpen = effect !== 'ends';
    }
  }
  return { placed, staysOpen: isOpen };
}
