import type { Renaming } from '../../equivalence/one-cause/same-but-name.ts';
import type { Identity } from '../../model/identity.ts';
import { applyStatements } from '../apply.ts';
import { planBetween } from '../plan-between.ts';
import type { PlannedStatement } from '../planned-statement.ts';
import { type PlanSide, sideFrom } from '../read-side.ts';
import { reasonOf } from '../script.ts';
import { freeName, withoutWhatIsInTheWay } from './in-the-way.ts';
import type { ToRename } from './renamings.ts';

/** What came of renaming: the statements that ran, and what the server refuses to rename. */
export interface Renamed {
  readonly statements: readonly PlannedStatement[];
  /** Each of them as it was done, in their order; a label of an enum has no name of its own. */
  readonly moves: readonly Renaming[];
  readonly refused: readonly { readonly rename: ToRename; readonly reason: string }[];
}

type Run = (sql: string, statement: PlannedStatement) => Promise<unknown>;
type Waiting = ToRename & { readonly now: Identity; readonly reason?: string };

/**
 * Renames what can be, each as soon as its name is free. Where each waits for another, as two do that have each other's name, one
 * is called something else meanwhile; and what has a name and is to go is dropped before.
 */
export async function renameIn(
  run: Run,
  renames: readonly ToRename[],
  from: PlanSide,
  to: PlanSide,
): Promise<Renamed> {
  const [statements, moves]: [PlannedStatement[], Renaming[]] = [[], []];
  const attempt = async (each: Waiting, name?: string): Promise<Waiting | undefined> => {
    const statement = toStatement(each, name);
    const reason = await run(statement.sql, statement).then(() => undefined, reasonOf);
    if (reason !== undefined) return { ...each, reason };
    statements.push(statement);
    if (!each.label) moves.push(moveOf(each, name));
    return undefined;
  };
  const pass = async (some: readonly Waiting[]): Promise<readonly Waiting[]> => {
    const left: Waiting[] = [];
    for (const each of some) left.push(...[(await attempt(each)) ?? []].flat());
    return left.length === 0 || left.length === some.length ? left : pass(left);
  };
  /** Gives one of several that wait another name. */
  const inTurn = async (some: readonly Waiting[]): Promise<readonly Waiting[]> => {
    for (const each of some) {
      const name = freeName(from, to);
      if (some.length === 1 || each.label || each.now !== each.actual || (await attempt(each, name)))
        continue;
      const moved = { ...each, now: { ...each.now, name } };
      return inTurn(await pass(some.map((other) => (other === each ? moved : other))));
    }
    return some;
  };
  let waiting = await inTurn(await pass(renames.map((each) => ({ ...each, now: each.actual }))));
  const without = withoutWhatIsInTheWay(waiting, from, to);
  if (without) {
    const { ran } = await applyStatements(run, planBetween(sideFrom(from), sideFrom(without)).statements);
    statements.push(...ran);
    waiting = await inTurn(await pass(waiting));
  }
  for (const each of waiting) if (each.now !== each.actual) await attempt(each, each.actual.name);
  return {
    statements,
    moves,
    refused: waiting.map(({ now: _, reason = '', ...rename }) => ({ rename, reason })),
  };
}

const moveOf = ({ expected, now }: Waiting, name = expected.id.name): Renaming => ({
  actual: now,
  expected: { ...expected.id, name },
});

const toStatement = ({ expected, actual, now, sql, label }: Waiting, name?: string): PlannedStatement => ({
  sql: sql(now, name),
  about: expected.id,
  does: 'alter',
  renames: actual,
  ...(label ? { label } : {}),
});
