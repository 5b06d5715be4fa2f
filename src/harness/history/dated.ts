import { escapePattern } from '../model/escape-pattern.ts';
import { asksForTime, freezesTime, mayAskForTime, withoutTexts } from '../sql/clock.ts';
import { readPlPgSql } from '../sql/plpgsql.ts';
import type { Statement } from '../sql/statement.ts';
import { partsOf } from '../sql/tree.ts';
import type { Migration } from './migrations.ts';

/** A function or a DO block: whether what it creates can depend on the day. */
interface Routine {
  /** Whether it creates or changes objects, itself or by a function that it calls. */
  readonly makes: boolean;
  /** Whether it reads the clock, other than in a statement that stores the call, such as a default. */
  readonly asks: boolean;
}

/** The functions that migrations create, by name without schema. */
export type Routines = Map<string, Routine>;

/**
 * The statements of a migration whose result depends on the day: a block or a function in PL/pgSQL that creates objects
 * and reads the clock, a call of such a function, a partition's bound, and `'today'::date`, which Postgres evaluates once,
 * when the statement runs. A default or a check stores `now()` as a call, and rows are not part of a schema.
 * Adds the functions that the migration creates to `routines`.
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

/** A parameter's default is in the head of a function, which is not PL/pgSQL. */
const asksByParameter = (statement: string): boolean =>
  /^\s*create\b/i.test(statement) && asksForTime(statement.split(/\$\w*\$/)[0] ?? '');

/** A call inside a string literal is made by whoever runs that text, such as a job. */
function callsIn(text: string, routines: Routines): Routine[] {
  const unquoted = withoutTexts(text);
  return [...routines].flatMap(([name, routine]) => (callOf(name).test(unquoted) ? [routine] : []));
}

const callOf = (name: string): RegExp => new RegExp(`(?<![\\w$])${escapePattern(name)}"?\\s*\\(`, 'i');

/**
 * The migrations whose result depends on the day, by tag, each with the line of the first such statement.
 * The parser is loaded only when some migration mentions the time.
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
