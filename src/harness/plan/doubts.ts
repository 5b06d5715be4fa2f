import type { Identity } from '../model/identity.ts';
import type { TriedStatement } from './script.ts';

/** What is not proved, and which statements that concerns. */
export interface Doubt {
  readonly isOf: (about: Identity) => boolean;
  readonly reason: string;
}

/** A statement with what is doubtful of it, if anything is. */
export function doubted(statement: TriedStatement, doubts: readonly Doubt[]): TriedStatement {
  const found = doubts.find(({ isOf }) => isOf(statement.about));
  return found ? { ...statement, unproved: found.reason } : statement;
}
