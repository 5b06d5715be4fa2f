import { asksForTime, freezesTime, mayAskForTime } from './clock.ts';
import type { Migration } from './history.ts';
import { parseSql, type Statement } from './statements.ts';
import { escapePattern } from './text.ts';
import { partsOf, walk } from './tree.ts';

/** A function or a block, as far as the day may have a say in what it makes. */
interface Routine {
  /** Whether it makes or changes objects, itself or by a function that it calls. */
  readonly makes: boolean;
  /** Whether it asks for the time, other than in a statement that keeps the question, such as a default. */
  readonly asks: boolean;
}

/** What is known of the functions that migrations make, by name without schema. */
export type Routines = Map<string, Routine>;

/**
 * The statements of a migration that build something else on another day: a block or a function in PL/pgSQL that makes
 * objects and asks for the time, a call of such a function, a partition's bound, and `'today'::date`, which Postgres
 * reads once, when the statement runs. A default or a check keeps `now()` as it stands, and rows are not a schema.
 * Learns the functions that the migration makes.
 */
export async function datedStatements(
  statements: readonly Statement[],
  routines: Routines,
): Promise<Statement[]> {
  const dated: Statement[] = [];
  for (const statement of statements) if (await isDated(statement, routines)) dated.push(statement);
  return dated;
}

async function isDated(statement: Statement, routines: Routines): Promise<boolean> {
  const { kind, node, text } = statement;
  if (kind === 'DoStmt') {
    const { makes, asks } = await routineIn(statement, routines);
    return makes && asks;
  }
  if (kind === 'CreateFunctionStmt') {
    const routine = await routineIn(statement, routines);
    routines.set(partsOf(node.funcname as Parameters<typeof partsOf>[0]).at(-1) ?? '', routine);
    return false;
  }
  if (kind === 'SelectStmt' || kind === 'CallStmt')
    return callsIn(text, routines).some(({ makes, asks }) => makes && (asks || asksForTime(text)));
  return freezesTime(statement);
}

/** What Postgres's own parser of PL/pgSQL finds in a statement; nothing for another language. */
async function routineIn(statement: Statement, routines: Routines): Promise<Routine> {
  const { parsePlPgSQL } = await import('libpg-query');
  const tree = isPlPgSql(statement) ? await parsePlPgSQL(statement.text).catch(() => ({})) : {};
  const keptAsTheyStand = new Set<unknown>();
  const texts: string[] = [];
  let makes = false;
  walk(tree, (node) => {
    const {
      PLpgSQL_stmt_execsql: fixed,
      PLpgSQL_stmt_raise: raised,
      PLpgSQL_expr: expression,
    } = node as Nodes;
    if ('PLpgSQL_stmt_dynexecute' in node) makes = true;
    if (fixed && !fixed.into) keptAsTheyStand.add(fixed.sqlstmt?.PLpgSQL_expr);
    for (const each of raised?.params ?? []) keptAsTheyStand.add(each.PLpgSQL_expr);
    if (!expression) return;
    if (keptAsTheyStand.has(expression)) makes ||= /^\s*(create|alter|drop)\b/i.test(expression.query ?? '');
    else texts.push(expression.query ?? '');
  });
  const called = texts.flatMap((text) => callsIn(text, routines));
  return {
    makes: makes || called.some((each) => each.makes),
    asks: texts.some(asksForTime) || called.some((each) => each.asks) || asksByParameter(statement.text),
  };
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

interface Expression {
  readonly PLpgSQL_expr?: { readonly query?: string };
}

interface Nodes extends Expression {
  readonly PLpgSQL_stmt_execsql?: { readonly into?: boolean; readonly sqlstmt?: Expression };
  readonly PLpgSQL_stmt_raise?: { readonly params?: readonly Expression[] };
}

/** A parameter's default stands in the head of a function, which is no PL/pgSQL. */
const asksByParameter = (statement: string): boolean =>
  /^\s*create\b/i.test(statement) && asksForTime(statement.split(/\$\w*\$/)[0] ?? '');

const callsIn = (text: string, routines: Routines): Routine[] =>
  [...routines].flatMap(([name, routine]) => (callOf(name).test(text) ? [routine] : []));

const callOf = (name: string): RegExp => new RegExp(`(?<![\\w$])${escapePattern(name)}"?\\s*\\(`, 'i');

/**
 * The migrations that build something else on another day, by tag, each with the line of the first statement that does.
 * The parser is loaded only where the time is named.
 */
export async function datedMigrations(
  migrations: readonly Migration[],
): Promise<ReadonlyMap<string, number>> {
  const routines: Routines = new Map();
  const lines = new Map<string, number>();
  if (!migrations.some(({ up }) => mayAskForTime(up.sql))) return lines;
  for (const { tag, up } of migrations) {
    const [first] = await datedStatements((await parseSql(up.sql)).statements, routines);
    if (first) lines.set(tag, first.line);
  }
  return lines;
}
