import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import { failureOf } from './failure.ts';

/** Sends a file as Drizzle does, part by part. Throws what {@link failureOf} says. */
export async function runFile(database: Scratch, file: SqlFile): Promise<void> {
  for (const part of file.parts)
    await database.run(part.text).catch((error: ServerError) => {
      throw failureOf(file, part, error, 'nothing of this step was kept');
    });
}
