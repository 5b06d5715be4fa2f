import type { Statement } from './statement.ts';
import { walk } from './tree.ts';

/** What can be read from a block or a function in PL/pgSQL. */
export interface PlPgSql {
  /** Whether it creates or changes objects, by a static statement or by EXECUTE. */
  readonly makes: boolean;
  /** The statements that are written out in it. */
  readonly statements: readonly string[];
  /** The expressions that it evaluates itself, other than for RAISE: those inside DDL statements are stored, not evaluated. */
  readonly expressions: readonly string[];
}

/** Reads a statement with Postgres's own PL/pgSQL parser; empty for another language, or for what does not parse. */
export async function readPlPgSql(statement: Statement): Promise<PlPgSql> {
  if (!isPlPgSql(statement)) return { makes: false, statements: [], expressions: [] };
  const { parsePlPgSQL } = await import('libpg-query');
  const tree = await parsePlPgSQL(statement.text).catch(() => undefined);
  const statements = new Set<unknown>();
  const messages = new Set<unknown>();
  const written: string[] = [];
  const expressions: string[] = [];
  let makes = false;
  walk(tree, (node) => {
    const { PLpgSQL_stmt_execsql: fixed, PLpgSQL_stmt_raise: raised, PLpgSQL_expr: found } = node as Nodes;
    if (fixed && !fixed.into) statements.add(fixed.sqlstmt?.PLpgSQL_expr);
    for (const each of raised?.params ?? []) messages.add(each.PLpgSQL_expr);
    if (!found) return;
    const { query = '' } = found;
    if (statements.has(found)) {
      written.push(query);
      makes ||= /^\s*(create|alter|drop)\b/i.test(query);
    } else if (!messages.has(found)) expressions.push(query);
  });
  const texts = executedIn(tree);
  return {
    makes: makes || !texts.every(isOfRows),
    statements: written,
    expressions: [...expressions, ...texts.filter(isOfRows)],
  };
}

/** What each EXECUTE runs, as far as a literal says how it begins; empty where none does. */
function executedIn(tree: unknown): string[] {
  const executed: string[] = [];
  const assigned = new Map<string, string[]>();
  const assign = (name = '', query = '') => assigned.set(name, [...(assigned.get(name) ?? []), query]);
  walk(tree, (node) => {
    const { PLpgSQL_stmt_dynexecute, PLpgSQL_var, PLpgSQL_stmt_assign, PLpgSQL_stmt_execsql } = node as Nodes;
    if (PLpgSQL_stmt_dynexecute) executed.push(queryOf(PLpgSQL_stmt_dynexecute.query));
    if (PLpgSQL_var?.default_val) assign(PLpgSQL_var.refname, queryOf(PLpgSQL_var.default_val));
    const [, name, value] = /^\s*(\w+)\s*:?=(.*)$/s.exec(queryOf(PLpgSQL_stmt_assign?.expr)) ?? [];
    if (name !== undefined) assign(name, value);
    for (const { name } of PLpgSQL_stmt_execsql?.target?.PLpgSQL_row?.fields ?? [])
      assign(name, queryOf(PLpgSQL_stmt_execsql?.sqlstmt));
  });
  return executed.flatMap((query) =>
    (assigned.get(query.trim()) ?? [query]).map((each) => firstTextIn(each) ?? ''),
  );
}

const queryOf = (expression: Expression | undefined): string => expression?.PLpgSQL_expr?.query ?? '';

const firstTextIn = (expression: string): string | undefined => {
  const [, , dollars, quoted] = /\$(\w*)\$(.*?)\$\1\$|'((?:[^']|'')*)'/s.exec(expression) ?? [];
  return dollars ?? quoted?.replaceAll("''", "'");
};

/** Whether SQL reads or changes rows and nothing else. */
const isOfRows = (sql: string): boolean =>
  /^\s*(insert|update|delete|merge|truncate|select|with)\b/i.test(sql);

interface Expression {
  readonly PLpgSQL_expr?: { readonly query?: string };
}

interface Nodes extends Expression {
  readonly PLpgSQL_stmt_dynexecute?: { readonly query?: Expression };
  readonly PLpgSQL_var?: { readonly refname?: string; readonly default_val?: Expression };
  readonly PLpgSQL_stmt_assign?: { readonly expr?: Expression };
  readonly PLpgSQL_stmt_execsql?: {
    readonly into?: boolean;
    readonly sqlstmt?: Expression;
    readonly target?: { readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name?: string }[] } };
  };
  readonly PLpgSQL_stmt_raise?: { readonly params?: readonly Expression[] };
}

/** A DO block is in PL/pgSQL by default. On a function without a quoted body the parser aborts and prints to the console. */
export function isPlPgSql({ kind, node }: Statement): boolean {
  const options = new Map<unknown, string>();
  walk(node.args ?? node.options, ({ DefElem: option }) => {
    const { defname, arg } = (option ?? {}) as { readonly defname?: string; readonly arg?: unknown };
    if (defname !== undefined) options.set(defname, JSON.stringify(arg));
  });
  const language = options.get('language');
  return options.has('as') && (language === undefined ? kind === 'DoStmt' : /"plpgsql"/i.test(language));
}
