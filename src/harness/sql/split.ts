import { breakpoint } from './text.ts';

/** A piece of a file, and where in it the piece begins. */
export interface Piece {
  readonly text: string;
  readonly offset: number;
}

/** The parts of a file as Drizzle sends them, each as one message of one or more statements. */
export function partsIn(sql: string): Piece[] {
  let offset = 0;
  return sql.split(breakpoint).map((text) => {
    const piece = { text, offset };
    offset += text.length + breakpoint.length;
    return piece;
  });
}

/** The statements of a file one by one; a part that our parser does not understand stays whole. */
export async function statementsIn(sql: string): Promise<Piece[]> {
  const { parse } = await import('libpg-query');
  const lists = partsIn(sql).map(async (part) => {
    // The parser refuses a text of length 0.
    if (part.text.trim() === '') return [];
    const parsed = await parse(part.text).catch(() => undefined);
    return parsed ? cut(part, parsed.stmts ?? []) : [part];
  });
  return (await Promise.all(lists)).flat();
}

interface Place {
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

/** The parser gives places and lengths in bytes, and no length for a last statement without a semicolon. */
function cut({ text, offset }: Piece, places: readonly Place[]): Piece[] {
  const bytes = Buffer.from(text);
  return places.map(({ stmt_location: from = 0, stmt_len }) => ({
    text: bytes.subarray(from, stmt_len ? from + stmt_len : undefined).toString(),
    offset: offset + bytes.subarray(0, from).toString().length,
  }));
}
