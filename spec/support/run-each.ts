import { isRefusal } from '../../src/harness/postgres/errors.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';

/** Runs statements one by one; one that is meant to fail must, by the server's word. */
export async function runEach(
  database: Scratch,
  statements: readonly (string | { readonly fails: string })[],
): Promise<void> {
  for (const statement of statements)
    if (typeof statement === 'string') await database.run(statement);
    else if (await works(database, statement.fails))
      throw new Error(`should have failed: ${statement.fails}`);
}

const works = (database: Scratch, statement: string): Promise<boolean> =>
  database.run(statement).then(
    () => true,
    (error) => {
      if (isRefusal(error)) return false;
      throw error;
    },
  );
