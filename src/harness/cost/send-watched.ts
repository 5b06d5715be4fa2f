import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { failureOf } from '../runner/failure.ts';
import type { SqlFile } from '../sql/sql-file.ts';
import type { Piece } from '../sql/statement.ts';

/** Sends a piece of a file; returns how many milliseconds it took. Throws what {@link failureOf} says. */
export async function send(database: Scratch, file: SqlFile, piece: Piece): Promise<number> {
  const started = performance.now();
  await database.run(piece.text).catch((error: ServerError) => {
    throw failureOf(file, piece, error, '');
  });
  return performance.now() - started;
}
