import type { Node, SqlError } from 'libpg-query';
import { breakpoint, lineAt } from './text.ts';

type KeysOf<T> = T extends unknown ? keyof T : never;

/** A kind of node in Postgres's parse tree, such as `CreateStmt`. */
export type NodeKind = KeysOf<Node>;
export type NodeOf<K extends NodeKind> = Extract<Node, Record<K, unknown>>[K];

/** One statement as Postgres's own parser understands it. */
export interface Statement {
  readonly kind: NodeKind;
  readonly node: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The line of its first word, from 1. */
  readonly line: number;
}

export interface ParsedSql {
  /** Those before the first error. */
  readonly statements: readonly Statement[];
  readonly error?: { readonly message: string; readonly line: number };
}

/** What to do with each kind of statement. */
export type PerKind<R> = { readonly [K in NodeKind]?: (node: NodeOf<K>) => R };

/** What a table says of a statement; nothing for a kind that is not in it. */
export const lookUp = <R>(
  table: PerKind<R>,
  { kind, node }: Pick<Statement, 'kind' | 'node'>,
): R | undefined => (table[kind] as ((node: unknown) => R) | undefined)?.(node);

/** Parses a migration's SQL, part by part as Drizzle sends it. */
export async function parseSql(sql: string): Promise<ParsedSql> {
  const { parse } = await import('libpg-query');
  const statements: Statement[] = [];
  let offset = 0;
  for (const part of sql.split(breakpoint)) {
    // The parser refuses a text of length 0.
    if (part.trim() !== '') {
      try {
        statements.push(...toStatements(await parse(part), part, (at) => lineAt(sql, offset + at)));
      } catch (error) {
        const { message, sqlDetails } = error as SqlError;
        const before = [...part].slice(0, sqlDetails?.cursorPosition).join('');
        return { statements, error: { message, line: lineAt(sql, offset + before.length) } };
      }
    }
    offset += part.length + breakpoint.length;
  }
  return { statements };
}

type Parsed = Awaited<ReturnType<typeof import('libpg-query').parse>>;

/** The parser gives the places of statements' first words in bytes, those of errors in characters. */
function toStatements({ stmts = [] }: Parsed, part: string, lineOf: (at: number) => number): Statement[] {
  const bytes = Buffer.from(part);
  return stmts.flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
    const [entry] = Object.entries(stmt ?? {});
    if (!entry) return [];
    const start = bytes.subarray(0, stmt_location).toString().length;
    const [kind, node] = entry as [NodeKind, Statement['node']];
    const text = bytes.subarray(stmt_location, stmt_len && stmt_location + stmt_len).toString();
    return { kind, node, text, line: lineOf(start) };
  });
}
