import type { Source } from './finding.ts';

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

/** What one statement did to a table that stood before its migration. */
export interface Effect {
  /** As `schema.name`. */
  readonly table: string;
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
  /** On one line, and cut where it is long. */
  readonly statement: string;
  /** Whether the server runs it in a transaction. */
  readonly inTransaction: boolean;
  /** Whether its locks were seen: what runs outside a transaction may be done before anybody looks. */
  readonly observed: boolean;
  readonly effects: readonly Effect[];
  /** Milliseconds at each size, in rows of every table that the migration touches. */
  readonly times: readonly { readonly rows: number; readonly ms: number }[];
  /** How to do the same without the harm; absent where there is none. */
  readonly safeWay?: string;
}
