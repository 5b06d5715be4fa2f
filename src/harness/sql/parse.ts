import type { SqlError } from 'libpg-query';
import type { NodeKind, Piece, Statement } from './statement.ts';
import { firstWord, lineAt, lineCounter, offsetOfCharacter } from './text-positions.ts';

/** A syntax error and its line. */
export interface ParseError {
  readonly message: string;
  readonly line: number;
}

/** The statements of a part of `sql`, or its syntax error. */
export async function parsePart(part: Piece, sql: string): Promise<readonly Statement[] | ParseError> {
  // The parser fails on an empty text.
  if (part.text.trim() === '') return [];
  // For the parser, as in Postgres's protocol, a text ends there.
  const zero = part.text.indexOf('\0');
  if (zero >= 0) return { message: 'contains a zero byte', line: lineAt(sql, part.offset + zero) };
  const { parse, SqlError } = await import('libpg-query');
  return parse(part.text).then(
    ({ stmts = [] }) => cut(part, stmts),
    (error) => {
      if (error instanceof SqlError) return errorIn(part, error, sql);
      throw error;
    },
  );
}

/** The statements of a text that is not a file; none when it cannot be parsed. */
export async function statementsIn(sql: string): Promise<readonly Statement[]> {
  const result = await parsePart({ text: sql, offset: 0, line: lineAt(sql, firstWord(sql)) }, sql);
  return 'message' in result ? [] : result;
}

type Parsed = Awaited<ReturnType<typeof import('libpg-query').parse>>;

/**
 * The parser reports positions of first words, and lengths, in bytes; no length for a last statement without a semicolon.
 */
const cut = ({ text, offset, line }: Piece, places: NonNullable<Parsed['stmts']>): Statement[] => {
  const bytes = Buffer.from(text);
  const lineOf = lineCounter(text);
  const linesBefore = line - lineOf(firstWord(text));
  let [read, start] = [0, 0];
  return places.flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const [entry] = Object.entries(stmt ?? {});
    if (!entry) return [];
    const [kind, node] = entry as [NodeKind, Statement['node']];
    start += bytes.subarray(read, from).toString().length;
    read = from;
    return {
      text: bytes.subarray(from, length ? from + length : undefined).toString(),
      offset: offset + start,
      line: linesBefore + lineOf(start),
      kind,
      node,
    };
  });
};

/** The parser reports the position of an error in characters. */
function errorIn({ text, offset }: Piece, { message, sqlDetails }: SqlError, sql: string): ParseError {
  return { message, line: lineAt(sql, offset + offsetOfCharacter(text, sqlDetails?.cursorPosition ?? 0)) };
}
