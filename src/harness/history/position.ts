import type { Migration } from './history.ts';
import type { LedgerRow } from './ledger.ts';

/** What a ledger says of each migration, and of what this project does not have. */
export interface Standing {
  readonly applied: readonly Migration[];
  /** Will run at the next deployment. */
  readonly pending: readonly Migration[];
  /** Not applied, and older than the newest applied one: Drizzle's migrator never runs them (pg-core/dialect.ts). */
  readonly skipped: readonly Migration[];
  /** Applied, but the file's text has changed since. */
  readonly edited: readonly Migration[];
  /** Rows of migrations that this project does not have. */
  readonly unknown: readonly LedgerRow[];
  /** How many migrations of the history lie at or before the newest applied one. */
  readonly count: number;
}

/** Compares a history with a ledger. A row belongs to the migration with its `when`, or else with its hash. */
export function standingOf(migrations: readonly Migration[], rows: readonly LedgerRow[]): Standing {
  const rowOf = (migration: Migration): LedgerRow | undefined =>
    rows.find(({ createdAt }) => createdAt === migration.when) ??
    rows.find(({ hash }) => hash === migration.hash);
  const applied = migrations.filter(rowOf);
  const known = new Set(applied.map(rowOf));
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...rows.map(({ createdAt }) => createdAt));
  const open = migrations.filter((migration) => !rowOf(migration));
  return {
    applied,
    pending: open.filter(({ when }) => when > newest),
    skipped: open.filter(({ when }) => when <= newest),
    edited: applied.filter((migration) => rowOf(migration)?.hash !== migration.hash),
    unknown: rows.filter((row) => !known.has(row)),
    count: migrations.findLastIndex((migration) => applied.includes(migration)) + 1,
  };
}
