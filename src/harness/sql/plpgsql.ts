import type { Statement } from './statement.ts';
import { walk } from './tree.ts';

/** What a block or a function in PL/pgSQL does, as far as it says so. */
export interface PlPgSql {
  /** Whether it makes or changes objects, by a statement that stands in it or by one that it puts together. */
  readonly makes: boolean;
  /** What it evaluates itself, other than for a message: the rest is in statements, which keep it as it stands. */
  readonly expressions: readonly string[];
}

/** Reads a statement by Postgres's own parser of PL/pgSQL; finds nothing in one of another language, or that does not parse. */
export async function readPlPgSql(statement: Statement): Promise<PlPgSql> {
  if (!isPlPgSql(statement)) return { makes: false, expressions: [] };
  const { parsePlPgSQL } = await import('libpg-query');
  const tree = await parsePlPgSQL(statement.text).catch(() => undefined);
  const statements = new Set<unknown>();
  const messages = new Set<unknown>();
  const expressions: string[] = [];
  let makes = false;
  walk(tree, (node) => {
    const { PLpgSQL_stmt_execsql: fixed, PLpgSQL_stmt_raise: raised, PLpgSQL_expr: found } = node as Nodes;
    if ('PLpgSQL_stmt_dynexecute' in node) makes = true;
    if (fixed && !fixed.into) statements.add(fixed.sqlstmt?.PLpgSQL_expr);
    for (const each of raised?.params ?? []) messages.add(each.PLpgSQL_expr);
    if (!found) return;
    const { query = '' } = found;
    if (statements.has(found)) makes ||= /^\s*(create|alter|drop)\b/i.test(query);
    else if (!messages.has(found)) expressions.push(query);
  });
  return { makes, expressions };
}

interface Expression {
  readonly PLpgSQL_expr?: { readonly query?: string };
}

interface Nodes extends Expression {
  readonly PLpgSQL_stmt_execsql?: { readonly into?: boolean; readonly sqlstmt?: Expression };
  readonly PLpgSQL_stmt_raise?: { readonly params?: readonly Expression[] };
}

/** A block is in PL/pgSQL unless it says otherwise. At a function without a body in quotes the parser aborts, with a noise. */
function isPlPgSql({ kind, node }: Statement): boolean {
  const options = new Map<unknown, string>();
  walk(node.args ?? node.options, ({ DefElem: option }) => {
    const { defname, arg } = (option ?? {}) as { readonly defname?: string; readonly arg?: unknown };
    if (defname !== undefined) options.set(defname, JSON.stringify(arg));
  });
  const language = options.get('language');
  return options.has('as') && (language === undefined ? kind === 'DoStmt' : /"plpgsql"/i.test(language));
}
