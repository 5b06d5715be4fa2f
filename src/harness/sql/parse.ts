import type { SqlError } from 'libpg-query';
import type { NodeKind, Piece, Statement } from './statement.ts';
import { lineAt, offsetOfCharacter } from './text.ts';

/** A syntax error and its line. */
export interface ParseError {
  readonly message: string;
  readonly line: number;
}

/** The statements of a part of `sql`, or its syntax error. */
export async function parsePart(part: Piece, sql: string): Promise<readonly Statement[] | ParseError> {
  // The parser fails on an empty text.
  if (part.text.trim() === '') return [];
  const { parse, SqlError } = await import('libpg-query');
  return parse(part.text).then(
    ({ stmts = [] }) => cut(part, stmts, sql),
    (error) => {
      if (error instanceof SqlError) return errorIn(part, error, sql);
      throw error;
    },
  );
}

/** The statements of a text that is not a file; none when it cannot be parsed. */
export async function statementsIn(sql: string): Promise<readonly Statement[]> {
  const result = await parsePart({ text: sql, offset: 0, line: 1 }, sql);
  return 'message' in result ? [] : result;
}

type Parsed = Awaited<ReturnType<typeof import('libpg-query').parse>>;

/**
 * The parser reports positions of first words, and lengths, in bytes; no length for a last statement without a semicolon.
 */
const cut = ({ text, offset }: Piece, places: NonNullable<Parsed['stmts']>, sql: string): Statement[] => {
  const bytes = Buffer.from(text);
  return places.flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const [entry] = Object.entries(stmt ?? {});
    if (!entry) return [];
    const [kind, node] = entry as [NodeKind, Statement['node']];
    const start = offset + bytes.subarray(0, from).toString().length;
    return {
      text: bytes.subarray(from, length ? from + length : undefined).toString(),
      offset: start,
      line: lineAt(sql, start),
      kind,
      node,
    };
  });
};

/** The parser reports the position of an error in characters. */
function errorIn({ text, offset }: Piece, { message, sqlDetails }: SqlError, sql: string): ParseError {
  return { message, line: lineAt(sql, offset + offsetOfCharacter(text, sqlDetails?.cursorPosition ?? 0)) };
}
