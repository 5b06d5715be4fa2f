import {
  type Effect,
  type LockMode,
  lockModes,
  printTable,
  type RowCounts,
  strongestOf,
} from '../model/cost.ts';
import { printName } from '../model/identity.ts';
import { type BreakingChange, breakingChangesBetween } from './breaking-changes.ts';
import { isIndex, type Observation, type Relation } from './observe.ts';

/** What one statement did to one table, at one size. */
export interface Touch extends Omit<Effect, 'rows' | 'breakingChanges'> {
  /** What the table was called when its step began. */
  readonly nameBefore: string;
  readonly breakingChanges: readonly BreakingChange[];
  readonly counts: RowCounts;
}

type Counts = Omit<RowCounts, 'inTable'>;
const counters = ['read', 'inserted', 'updated', 'deleted'] as const;

/** What was seen around one statement. */
export interface Around {
  readonly before: Observation;
  readonly after: Observation;
  readonly line: number;
}

/** The strongest lock on each table, by its name when the step began, and the line that took it. */
export type HeldLocks = Map<string, { readonly mode: LockMode; readonly line: number }>;

/**
 * What a statement did to the tables that existed when its step began, if anything; `held` is updated with the locks that
 * the transaction holds.
 */
export const touchesOf = (existing: Observation, around: Around, held: HeldLocks): Touch[] =>
  [...existing.relations].flatMap(([oid, relation]) =>
    relation.table === oid ? (touchOf(oid, relation, membersOf(existing, oid), around, held) ?? []) : [],
  );

/** A table, its partitions, and the indexes of all. */
const membersOf = ({ relations }: Observation, table: number): [number, Relation][] =>
  [...relations].filter(([, relation]) => relation.table === table);

function touchOf(
  oid: number,
  { name, rows }: Relation,
  members: readonly [number, Relation][],
  { before, after, line }: Around,
  held: HeldLocks,
): Touch | undefined {
  const tables = members.filter(([, { kind }]) => !isIndex(kind)).map(([each]) => each);
  const own = tables.flatMap((each) => [...(after.locks.get(each) ?? [])]);
  const takes = strongestOf(tables.flatMap((each) => newIn(after.locks.get(each), before.locks.get(each))));
  const nameBefore = printTable(name);
  const since = keepUp(held, nameBefore, strongestOf(own), line);
  const moved = members.filter(
    ([each]) => after.relations.has(each) && nodeOf(after, each) !== nodeOf(before, each),
  );
  const movedTables = moved.filter(([, { kind }]) => !isIndex(kind)).map(([each]) => each);
  const emptied = movedTables.some((each) => isEmptyIn(after, each) && !isEmptyIn(before, each));
  const rewritten = movedTables.some((each) => !isEmptyIn(after, each));
  const rebuilt = movedTables.length > 0 ? [] : moved.map(([, index]) => printName(index.name));
  const counts = countsOf(tables, before, after);
  const breakingChanges = breakingChangesBetween(before.relations.get(oid), after.relations.get(oid));
  const changed = shapeIn(before, oid) !== shapeIn(after, oid);
  const idle =
    !changed &&
    counters.every((counter) => counts[counter] === 0) &&
    rebuilt.length + breakingChanges.length === 0;
  if (!takes && !emptied && !rewritten && idle) return undefined;
  return {
    nameBefore,
    table: before.relations.get(oid)?.name ?? name,
    ...(takes ? { takes } : {}),
    ...(since ? { held: since.mode, heldSince: since.line } : {}),
    emptied,
    rewritten,
    rebuilt,
    breakingChanges,
    counts: { inTable: rows, ...counts },
  };
}

const newIn = (
  now: ReadonlySet<LockMode> = new Set(),
  before: ReadonlySet<LockMode> = new Set(),
): LockMode[] => [...now].filter((mode) => !before.has(mode));

/** A lock that is still held belongs to the statement that took it. */
function keepUp(held: HeldLocks, table: string, mode: LockMode | undefined, line: number) {
  const known = held.get(table);
  if (mode && (!known || lockModes.indexOf(mode) > lockModes.indexOf(known.mode)))
    held.set(table, { mode, line });
  return held.get(table);
}

/** How many columns a table has, and how many indexes and partitions. */
const shapeIn = (seen: Observation, oid: number): string =>
  `${seen.relations.get(oid)?.columns.size} ${membersOf(seen, oid).length}`;

const nodeOf = ({ relations }: Observation, oid: number): number | null | undefined =>
  relations.get(oid)?.node;

const isEmptyIn = ({ relations }: Observation, oid: number): boolean => relations.get(oid)?.isEmpty ?? true;

const countsOf = (tables: readonly number[], before: Observation, after: Observation): Counts => {
  const sum = (counter: keyof Counts): number =>
    tables.reduce((total, each) => {
      const now = after.relations.get(each);
      return total + (now ? now[counter] - (before.relations.get(each)?.[counter] ?? 0) : 0);
    }, 0);
  return { read: sum('read'), inserted: sum('inserted'), updated: sum('updated'), deleted: sum('deleted') };
};
