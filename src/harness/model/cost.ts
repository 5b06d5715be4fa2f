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

/** The strongest of some modes; undefined for an empty list. */
export const strongestOf = (modes: Iterable<LockMode>): LockMode | undefined => {
  const held = new Set(modes);
  return lockModes.findLast((mode) => held.has(mode));
};

/** What a lock blocks: reads conflict with the strongest mode only, writes with ShareLock and stronger. */
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

/** What one statement did to a table that existed before its migration. */
export interface Effect {
  readonly table: TableName;
  /** The strongest lock that it took itself, unless it was held already. */
  readonly takes?: LockMode;
  /** The strongest lock that was held on the table when the statement was done. */
  readonly held?: LockMode;
  /** The line of the statement that took the lock that was held. */
  readonly heldSince?: number;
  readonly rewritten: boolean;
  readonly emptied: boolean;
  /** Existing indexes that were rebuilt, though the table was not rewritten. */
  readonly rebuilt: readonly string[];
  /** What breaks code that was written for the table as it was, one phrase each. */
  readonly breakingChanges: readonly string[];
  /** One for each size at which it was run. */
  readonly rows: readonly RowCounts[];
}

/** One statement of a migration as it was measured. */
export interface StatementCost {
  readonly direction: 'up' | 'down';
  readonly source: Required<Source>;
  /** On one line. */
  readonly statement: string;
  /** Which transaction of its step it ran in, from 1; null when it ran outside any. */
  readonly transaction: number | null;
  /** Whether its locks were observed: a statement outside a transaction may finish before that. */
  readonly observed: boolean;
  readonly effects: readonly Effect[];
  /** Milliseconds at each size, in rows of every table that the migration touches. */
  readonly times: readonly { readonly rows: number; readonly ms: number }[];
  /** How to do the same without the harm; absent where it does none. */
  readonly safeWay?: string;
}

/** What a statement does to a table that others may notice while it runs; the first that applies. */
export type Harm = 'empties' | 'rewrites' | 'rebuilds' | 'backfills' | 'blocks-reads' | 'blocks-writes';

/** The harm of an effect, if any: a lock by itself is brief, and does harm only while rows are scanned under it. */
export function harmOf(effect: Effect): Harm | undefined {
  const blocked = blockedBy(effect.held);
  if (effect.emptied) return 'empties';
  if (effect.rewritten) return 'rewrites';
  if (!scansRows(effect)) return undefined;
  if (effect.rebuilt.length > 0 && blocked !== 'nothing') return 'rebuilds';
  if (scansRows(effect, ({ inserted, updated, deleted }) => inserted + updated + deleted)) return 'backfills';
  if (blocked === 'nothing') return undefined;
  return blocked === 'writes' ? 'blocks-writes' : 'blocks-reads';
}

const touchedOf = ({ read, inserted, updated, deleted }: RowCounts): number =>
  read + inserted + updated + deleted;

/** Whether the number of rows that a statement touches grows with the table; for a table that could not be grown, whether it touches all. */
export function scansRows({ rows }: Effect, count = touchedOf): boolean {
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
