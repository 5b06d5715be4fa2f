import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { reasonOf, StepFailure } from '../runner/failure.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Piece } from '../sql/statement.ts';

/** Sends a piece of a file; returns how many milliseconds it took. Throws a StepFailure when the server refuses it. */
export async function send(database: Scratch, file: SqlFile, piece: Piece): Promise<number> {
  const started = performance.now();
  await database.run(piece.text).catch((error: ServerError) => {
    throw new StepFailure(reasonOf(file, piece, error), piece, error, { advice: '' });
  });
  return performance.now() - started;
}
