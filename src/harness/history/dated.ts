import { asksForTime, freezesTime, mayAskForTime, withoutTexts } from '../sql/clock.ts';
import { readPlPgSql } from '../sql/plpgsql.ts';
import type { Statement } from '../sql/statement.ts';
import { escapePattern } from '../sql/text.ts';
import { partsOf } from '../sql/tree.ts';
import type { Migration } from './migrations.ts';

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

async function routineIn(statement: Statement, routines: Routines): Promise<Routine> {
  const { makes, expressions } = await readPlPgSql(statement);
  const called = expressions.flatMap((text) => callsIn(text, routines));
  return {
    makes: makes || called.some((each) => each.makes),
    asks:
      expressions.some(asksForTime) || called.some((each) => each.asks) || asksByParameter(statement.text),
  };
}

/** A parameter's default stands in the head of a function, which is no PL/pgSQL. */
const asksByParameter = (statement: string): boolean =>
  /^\s*create\b/i.test(statement) && asksForTime(statement.split(/\$\w*\$/)[0] ?? '');

/** A call in quotes is left to whom the text is given to, such as a job. */
function callsIn(text: string, routines: Routines): Routine[] {
  const unquoted = withoutTexts(text);
  return [...routines].flatMap(([name, routine]) => (callOf(name).test(unquoted) ? [routine] : []));
}

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
    const [first] = await datedStatements((await up.parsed()).statements, routines);
    if (first) lines.set(tag, first.line);
  }
  return lines;
}
