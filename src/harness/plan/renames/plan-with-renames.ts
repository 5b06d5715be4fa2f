import type { Renaming } from '../../equivalence/one-cause/same-but-name.ts';
import type { Catalog } from '../../model/catalog.ts';
import { type Identity, keyOf, printIdentity } from '../../model/identity.ts';
import type { Confined } from '../../postgres/scratch.ts';
import { planBetween } from '../plan-between.ts';
import type { Plan, PlannedStatement, Unplanned } from '../planned-statement.ts';
import { type PlanSide, readSide, sideFrom } from '../read-side.ts';
import { sendTo } from '../script.ts';
import { type Renamed, renameIn } from './rename-in.ts';
import { renamingsBetween, type ToRename } from './renamings.ts';

/** A database that is like what a plan begins with. */
export interface Place<S extends PlanSide> {
  /** Runs a statement, which leaves nothing where it is refused. */
  readonly run: (sql: string, statement: PlannedStatement) => Promise<unknown>;
  /** Reads it; `moves` are the renames since the plan began. */
  readonly read: (moves: readonly Renaming[]) => Promise<S>;
}

/** A database that holds texts of others. */
export const placeIn = (database: Confined, concerns: (catalog: Catalog) => Catalog): Place<PlanSide> => ({
  run: sendTo(database),
  read: () => readSide(database, concerns),
});

/** What is renamed, and a plan of what is to be done besides. */
export interface PlanWithRenames<S extends PlanSide> {
  /** They have run at the place. */
  readonly renames: readonly PlannedStatement[];
  readonly moves: readonly Renaming[];
  /** What the rest begins with. */
  readonly start: S;
  readonly rest: Plan;
  /** What is dropped and made, though it was to be renamed, and why. */
  readonly refused: readonly Unplanned[];
}

/** One rename can show another: that of a table, those of its keys, which nobody named. */
const mostRounds = 6;

/**
 * Plans from `from` to `to`. What has another name is given the one that is expected, at a place like `from`, and that is read
 * again: Postgres says by itself what goes with a name, and what does not, such as the body of a function. `open` is asked
 * for the place when there is something to rename.
 */
export async function planWithRenames<S extends PlanSide>(
  from: S,
  to: PlanSide,
  open: () => Promise<Place<S>>,
): Promise<PlanWithRenames<S>> {
  let [start, place]: [S, Place<S> | undefined] = [from, undefined];
  const [renames, moves, refused]: [PlannedStatement[], Renaming[], Renamed['refused'][number][]] = [
    [],
    [],
    [],
  ];
  const tried = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const found = renamingsBetween(to.catalog, start.catalog).filter((each) => !tried.has(wordsOf(each)));
    if (found.length === 0) break;
    for (const each of found) tried.add(wordsOf(each));
    place ??= await open();
    const done = await renameIn(place.run, found, start, to);
    renames.push(...done.statements);
    moves.push(...done.moves);
    refused.push(...done.refused);
    start = await place.read(moves);
  }
  const { statements, unplanned } = planBetween(sideFrom(start), sideFrom(to));
  return {
    renames,
    moves,
    start,
    rest: { statements, unplanned },
    refused: refused
      .filter(({ rename }) => isMade(rename, statements))
      .map(({ rename, reason }) => notRenamed(rename.expected.id, rename.actual, reason)),
  };
}

const wordsOf = ({ expected, actual, label }: ToRename): string =>
  JSON.stringify([keyOf(expected.id), keyOf(actual), label]);

/** What is renamed with something else, as a column is in what inherits it, is not made. */
const isMade = ({ expected }: ToRename, statements: readonly PlannedStatement[]): boolean =>
  statements.some(({ about, does }) => does !== 'drop' && keyOf(about) === keyOf(expected.id));

/** Says that something is dropped and made, as if it were no rename. */
export const notRenamed = (expected: Identity, actual: Identity, reason: string): Unplanned => ({
  about: expected,
  attribute: 'name',
  reason: `${printIdentity(actual)} cannot be given this name, and is dropped: ${reason}`,
});

/** The same where nothing is renamed. */
export const planWithoutRenames = <S extends PlanSide>(from: S, to: PlanSide): PlanWithRenames<S> => ({
  renames: [],
  moves: [],
  start: from,
  rest: planBetween(sideFrom(from), sideFrom(to)),
  refused: [],
});
