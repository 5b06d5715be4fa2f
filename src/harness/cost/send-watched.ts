import type { SqlFile } from '../history/migrations.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { reasonOf, StepFailure } from '../runner/failure.ts';
import { type Piece, statementsIn } from '../sql/split.ts';
import { parseSql, type Statement } from '../sql/statements.ts';
import { lineAt } from '../sql/text.ts';

/** One statement of a file; one that our parser does not understand may be several. */
export interface Sent {
  readonly piece: Piece;
  readonly line: number;
  readonly parsed?: Statement | undefined;
}

/** The statements of a file, in their order. */
export async function sentOf({ sql }: SqlFile): Promise<Sent[]> {
  const pieces = await statementsIn(sql);
  return Promise.all(
    pieces.map(async (piece) => ({
      piece,
      line: lineAt(sql, piece.offset + firstWord(piece.text)),
      parsed: (await parseSql(piece.text)).statements[0],
    })),
  );
}

const firstWord = (text: string): number =>
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;

/** Sends one statement; returns how many milliseconds it took. Throws a StepFailure when the server refuses it. */
export async function send(database: Scratch, file: SqlFile, { piece }: Sent): Promise<number> {
  const started = performance.now();
  await database.run(piece.text).catch((error: ServerError) => {
    throw new StepFailure(reasonOf(file, piece, error), piece.text, error, { advice: '' });
  });
  return performance.now() - started;
}
