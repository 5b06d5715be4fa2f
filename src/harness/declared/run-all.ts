import { isRefusal, type ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** A statement that the server refuses, and what it said last. */
export interface RefusedStatement {
  readonly statement: string;
  readonly error: ServerError;
}

/**
 * Runs statements each by itself. What a refused one needs may come later, so those are tried again until none of
 * them works any more; they are returned. Throws what says nothing of a statement, such as a lost connection.
 */
export async function runAll(
  database: Scratch,
  statements: readonly string[],
): Promise<readonly RefusedStatement[]> {
  const refused: RefusedStatement[] = [];
  for (const statement of statements)
    await database.run(statement).catch((error: ServerError) => {
      if (!isRefusal(error)) throw error;
      refused.push({ statement, error });
    });
  if (refused.length === 0 || refused.length === statements.length) return refused;
  return runAll(
    database,
    refused.map(({ statement }) => statement),
  );
}
