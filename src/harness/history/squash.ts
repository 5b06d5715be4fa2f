import type { MigrationStatus, Squash } from './migration-status.ts';
import type { Migration } from './migrations.ts';

/**
 * What looks like a squashed history: the database has not applied the first migration as it is now, and has applied others that the
 * project does not have, before any later one of the project.
 */
export function squashIn(
  [baseline, ...later]: readonly Migration[],
  { rowOf, edited, pending, unknown }: MigrationStatus,
): Squash | undefined {
  if (!baseline) return undefined;
  if (rowOf.get(baseline)?.hash !== undefined && !edited.includes(baseline)) return undefined;
  const next = Math.min(
    ...later.map((migration) => rowOf.get(migration)?.createdAt ?? Number.POSITIVE_INFINITY),
  );
  const replaced = unknown.filter(({ createdAt }) => createdAt < next);
  return replaced.length === 0 ? undefined : { baseline, replaced, runsNext: pending.includes(baseline) };
}

/** The status of migrations where the first replaces others: it is applied, and those are no longer unknown. */
export function withSquash(status: MigrationStatus, squash: Squash): MigrationStatus {
  const others = (migrations: readonly Migration[]) =>
    migrations.filter((migration) => migration !== squash.baseline);
  return {
    applied: [squash.baseline, ...others(status.applied)],
    pending: others(status.pending),
    'out-of-order': others(status['out-of-order']),
    edited: others(status.edited),
    'line-ends-edited': others(status['line-ends-edited']),
    'reapplied-next-deploy': others(status['reapplied-next-deploy']),
    'applied-twice': others(status['applied-twice']),
    unknown: status.unknown.filter((row) => !squash.replaced.includes(row)),
    rowOf: status.rowOf,
    extraRowsOf: status.extraRowsOf,
    squash,
    count: Math.max(1, status.count),
  };
}
