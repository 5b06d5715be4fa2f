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
export interface Touch extends Omit<Effect, 'rows' | 'broken'> {
  /** What the table was called when its step began. */
  readonly stoodAs: string;
  readonly broken: readonly BreakingChange[];
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
 * What a statement did to the tables that stood when its step began, as far as it did anything; `held` is kept up with
 * what the transaction holds.
 */
export const touchesOf = (stood: Observation, around: Around, held: HeldLocks): Touch[] =>
  [...stood.relations].flatMap(([oid, relation]) =>
    relation.table === oid ? (touchOf(oid, relation, membersOf(stood, oid), around, held) ?? []) : [],
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
  const stoodAs = printTable(name);
  const since = keepUp(held, stoodAs, strongestOf(own), line);
  const moved = members.filter(
    ([each]) => after.relations.has(each) && nodeOf(after, each) !== nodeOf(before, each),
  );
  const movedTables = moved.filter(([, { kind }]) => !isIndex(kind)).map(([each]) => each);
  const emptied = movedTables.some((each) => isEmptyIn(after, each) && !isEmptyIn(before, each));
  const rewritten = movedTables.some((each) => !isEmptyIn(after, each));
  const rebuilt = movedTables.length > 0 ? [] : moved.map(([, index]) => printName(index.name));
  const counts = countsOf(tables, before, after);
  const broken = breakingChangesBetween(before.relations.get(oid), after.relations.get(oid));
  const changed = shapeIn(before, oid) !== shapeIn(after, oid);
  const idle =
    !changed && counters.every((counter) => counts[counter] === 0) && rebuilt.length + broken.length === 0;
  if (!takes && !emptied && !rewritten && idle) return undefined;
  return {
    stoodAs,
    table: before.relations.get(oid)?.name ?? name,
    ...(takes ? { takes } : {}),
    ...(since ? { held: since.mode, heldSince: since.line } : {}),
    emptied,
    rewritten,
    rebuilt,
    broken,
    counts: { inTable: rows, ...counts },
  };
}

const newIn = (
  now: ReadonlySet<LockMode> = new Set(),
  before: ReadonlySet<LockMode> = new Set(),
): LockMode[] => [...now].filter((mode) => !before.has(mode));

/** A lock that is held on stays that of the statement which took it. */
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
