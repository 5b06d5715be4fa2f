import type { PlannedStatement } from '../plan/planned-statement.ts';
import { guessIn } from '../plan/renames/guess.ts';
import { visible } from '../report/visible.ts';

/** A text of others as a comment of SQL, of which nothing breaks out. */
export const asComment = (text: string): string => `-- ${visible(text)}`;

/** What stands above a rename that is a guess. */
export function guessLine(statement: PlannedStatement): string {
  const guess = guessIn(statement);
  return guess === undefined ? '' : `${asComment(guess)}\n`;
}
