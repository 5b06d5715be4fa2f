import { isAnswer } from '../postgres/errors.ts';
import type { Confined } from '../postgres/scratch.ts';
import { ReachesBeyond } from '../runner/within-database.ts';
import type { PlannedStatement } from './planned-statement.ts';

/** A statement of a plan as it is to be run on a database that others use. */
export interface ScriptStatement extends PlannedStatement {
  /** Whether it is run by itself, outside of a transaction block. */
  readonly alone: boolean;
}

/** A statement of a plan, and what came of trying it. */
export interface TriedStatement extends ScriptStatement {
  /** Why it may lead elsewhere; absent where it is proved. */
  readonly unproved?: string;
  /** What the server said when tables had rows, if it refused it then. */
  readonly failsOnRows?: string;
}

/**
 * What a session that runs a plan begins with: no lock is waited for so long that others queue behind it, and texts mean
 * what they meant where they were printed. Bodies of functions may name what comes later.
 */
export const preamble = [
  "SET lock_timeout = '5s'",
  'SET search_path = pg_catalog, pg_temp',
  'SET check_function_bodies = off',
  'SET standard_conforming_strings = on',
  "SET DateStyle = 'ISO, MDY'",
  "SET IntervalStyle = 'postgres'",
];

/** Statements as they are run online, those that are alone after the others unless these need them. */
export function toScript(statements: readonly PlannedStatement[]): ScriptStatement[] {
  const script = statements.map(
    ({ online, ...each }): ScriptStatement => ({
      ...each,
      sql: online ?? each.sql,
      alone: online !== undefined || each.privileged === true,
    }),
  );
  return [...script.filter(({ alone }) => !alone), ...script.filter(({ alone }) => alone)];
}

/** Statements that run in one transaction, and those that are alone. */
export function segmentsOf<S extends ScriptStatement>(statements: readonly S[]): S[][] {
  const segments: S[][] = [];
  for (const statement of statements) {
    const last = segments.at(-1);
    if (last && !statement.alone && !last[0]?.alone) last.push(statement);
    else segments.push([statement]);
  }
  return segments;
}

/** Runs a statement on a confined database, as whoever it needs. */
export const sendTo =
  ({ run, privileged }: Confined) =>
  (sql: string, statement: PlannedStatement): Promise<unknown> =>
    statement.privileged ? privileged.run(sql) : run(sql);

/** Runs a segment as it is printed. Returns why it was refused, if it was. */
export async function runSegment(
  database: Confined,
  segment: readonly ScriptStatement[],
): Promise<string | undefined> {
  const [first] = segment;
  if (!first) return undefined;
  const sql = segment.map((each) => each.sql).join(';\n');
  try {
    if (first.alone) await sendTo(database)(first.sql, first);
    else await database.run(`BEGIN;\n${sql};\nCOMMIT`);
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    if (!first.alone) await database.run('ROLLBACK');
    return reason;
  }
}

/** Why a statement was not run; what says nothing about it, such as a lost connection, is thrown on. */
export function reasonOf(error: unknown): string {
  if (isAnswer(error) || error instanceof ReachesBeyond) return (error as Error).message;
  throw error;
}
