import { type ParseError, parsePart } from './parse.ts';
import { isStatement, type Piece, type Statement } from './statement.ts';
import { breakpoint, firstWord, lineCounter } from './text-positions.ts';

/** A file of SQL, and what is in it. */
export interface SqlFile {
  /** As people write it. */
  readonly path: string;
  readonly sql: string;
  /** The parts that Drizzle sends, each as one message of one or more statements. */
  readonly parts: readonly Piece[];
  /** Parses the file on the first call, once. */
  readonly parsed: () => Promise<ParsedSql>;
}

export interface ParsedSql {
  /** Each part split into statements; one that cannot be parsed stays whole. */
  readonly messages: readonly (readonly Piece[])[];
  /** The same in one list. */
  readonly pieces: readonly Piece[];
  readonly statements: readonly Statement[];
  /** The first syntax error. */
  readonly error?: ParseError;
}

/** A file with this text. Parts that stand in `before` as they are, at the same place, are not parsed again. */
export function sqlFile(path: string, sql: string, before?: SqlFile): SqlFile {
  let parsed: Promise<ParsedSql> | undefined;
  const parts = partsOf(sql);
  return {
    path,
    sql,
    parts,
    parsed: () => {
      parsed ??= parse(parts, sql, before);
      return parsed;
    },
  };
}

function partsOf(sql: string): Piece[] {
  let offset = 0;
  const lineOf = lineCounter(sql);
  return sql.split(breakpoint).map((text) => {
    const piece = { text, offset, line: lineOf(offset + firstWord(text)) };
    offset += text.length + breakpoint.length;
    return piece;
  });
}

async function parse(parts: readonly Piece[], sql: string, before?: SqlFile): Promise<ParsedSql> {
  const messages: (readonly Piece[])[] = [];
  const errors: ParseError[] = [];
  for (const part of parts) {
    const result = (await statementsAt(part, before)) ?? (await parsePart(part, sql));
    if ('message' in result) errors.push(result);
    messages.push('message' in result ? [part] : result);
  }
  const [error] = errors;
  const pieces = messages.flat();
  return { messages, pieces, statements: pieces.filter(isStatement), ...(error ? { error } : {}) };
}

/** The statements of a part, where a file has the same at the same place. */
async function statementsAt(
  { text, offset }: Piece,
  file?: SqlFile,
): Promise<readonly Statement[] | undefined> {
  const at = file?.parts.findIndex((part) => part.offset === offset && part.text === text) ?? -1;
  const message = at < 0 ? undefined : (await file?.parsed())?.messages[at];
  return message?.every(isStatement) ? (message as readonly Statement[]) : undefined;
}
