import type { Source } from './finding.ts';
import { printName } from './identity.ts';

/** The lock modes of tables, from weakest to strongest (Postgres manual, "Table-Level Locks"). */
export const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const;
export type LockMode = (typeof lockModes)[number];

/** The strongest of some modes; nothing of none. */
export const strongestOf = (modes: Iterable<LockMode>): LockMode | undefined => {
  const held = new Set(modes);
  return lockModes.findLast((mode) => held.has(mode));
};

/** What a lock keeps others from: every read conflicts with the strongest mode only, every write with ShareLock and up. */
export const blockedBy = (mode: LockMode | undefined): 'nothing' | 'writes' | 'reads and writes' =>
  mode === 'AccessExclusiveLock'
    ? 'reads and writes'
    : mode !== undefined && lockModes.indexOf(mode) >= lockModes.indexOf('ShareLock')
      ? 'writes'
      : 'nothing';

/** How many rows of a table a statement touched, in a table of so many. */
export interface RowCounts {
  readonly inTable: number;
  /** By scans of the whole table; a row that is scanned twice counts twice. */
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** A table by its schema and its own name. */
export type TableName = { readonly schema: string; readonly name: string };

/** For people; no two tables are called the same. */
export const printTable = (table: TableName): string => printName(table);

/** What one statement did to a table that stood before its migration. */
export interface Effect {
  readonly table: TableName;
  /** The strongest lock that it took itself, as far as it was not held already. */
  readonly takes?: LockMode;
  /** The strongest lock that was held on the table when the statement was done. */
  readonly held?: LockMode;
  /** The line of the statement that took the lock that was held. */
  readonly heldSince?: number;
  readonly rewritten: boolean;
  readonly emptied: boolean;
  /** Indexes that stood before and were built anew, though the table was not. */
  readonly rebuilt: readonly string[];
  /** What code written for the table as it was does not find any more, one phrase each. */
  readonly broken: readonly string[];
  /** One for each size at which it was run. */
  readonly rows: readonly RowCounts[];
}

/** One statement of a migration as it was measured. */
export interface StatementCost {
  readonly direction: 'up' | 'down';
  readonly source: Required<Source>;
  /** On one line. */
  readonly statement: string;
  /** Which transaction of its step it ran in, from 1; null where the server refuses to run it in one. */
  readonly transaction: number | null;
  /** Whether its locks were seen: what runs outside a transaction may be done before anybody looks. */
  readonly observed: boolean;
  readonly effects: readonly Effect[];
  /** Milliseconds at each size, in rows of every table that the migration touches. */
  readonly times: readonly { readonly rows: number; readonly ms: number }[];
  /** How to do the same without the harm; absent where it does none. */
  readonly safeWay?: string;
}

/** What a statement does to a table that others may notice while it runs; the first that is true. */
export type Harm = 'empties' | 'rewrites' | 'rebuilds' | 'backfills' | 'blocks-reads' | 'blocks-writes';

/** The harm of an effect, if it does any: a lock by itself is brief, and is harm only while rows are gone through. */
export function harmOf(effect: Effect): Harm | undefined {
  const blocked = blockedBy(effect.held);
  if (effect.emptied) return 'empties';
  if (effect.rewritten) return 'rewrites';
  if (!goesThrough(effect)) return undefined;
  if (effect.rebuilt.length > 0 && blocked !== 'nothing') return 'rebuilds';
  if (goesThrough(effect, ({ inserted, updated, deleted }) => inserted + updated + deleted))
    return 'backfills';
  if (blocked === 'nothing') return undefined;
  return blocked === 'writes' ? 'blocks-writes' : 'blocks-reads';
}

const touchedOf = ({ read, inserted, updated, deleted }: RowCounts): number =>
  read + inserted + updated + deleted;

/** Whether what a statement touches grows with the table; of a table that could not be grown, whether it touches all of it. */
export function goesThrough({ rows }: Effect, count = touchedOf): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return false;
  return last.inTable > first.inTable
    ? count(last) > count(first)
    : count(last) > 0 && count(last) >= last.inTable;
}

/** A statement for people: without quotes, and cut where it is long. */
export function shorten(statement: string, length: number): string {
  const plain = [...statement.replaceAll('"', '')];
  return plain.length <= length ? plain.join('') : `${plain.slice(0, length - 1).join('')}…`;
}
