import { bodyOf } from './body.ts';
import { executedTexts } from './executed-texts.ts';
import { statementsIn } from './parse.ts';
import { isStatement, type Piece, type Statement } from './statement.ts';

/** What statements run: themselves, and what is written out in DO blocks, also as texts for EXECUTE that are made of literals. */
export async function ranBy(pieces: readonly Piece[]): Promise<Statement[]> {
  const ran: Statement[] = [];
  for (const piece of pieces.filter(isStatement)) {
    if (piece.kind !== 'DoStmt') ran.push(piece);
    else {
      const texts = (await executedTexts(piece)).map((each) => statementsIn(each));
      ran.push(...(await bodyOf(piece)), ...(await Promise.all(texts)).flat());
    }
  }
  return ran;
}
