import type { Migration } from '../../../history/migrations.ts';
import { atLeast, type Finding } from '../../../model/finding.ts';
import type { Outcome } from '../../../model/report.ts';
import type { FilledTable } from '../../../rows/fill.ts';
import { mentions } from '../../../sql/line-of.ts';

/** The tables that stayed empty and that matter to a migration: those that it names, or all, where all did. */
export function emptyOf({ up, down }: Migration, filled: readonly FilledTable[]): readonly FilledTable[] {
  const empty = filled.filter(({ rows }) => rows === 0);
  if (empty.length === filled.length) return empty;
  return empty.filter(({ table }) =>
    [up, down].some((file) => file !== undefined && mentions(file.sql, table)),
  );
}

/** Whether a migration keeps rows. Where tables that matter stayed empty, nothing has been tried that could have failed. */
export function rowsOutcome(empty: readonly FilledTable[], findings: readonly Finding[]): Outcome {
  if (findings.some(({ severity }) => atLeast(severity, 'warning'))) return 'fails';
  return empty.length > 0 ? 'not tried' : 'ok';
}
