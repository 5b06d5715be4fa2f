import type { Migration } from '../../../history/migrations.ts';
import { atLeast, type Finding } from '../../../model/finding.ts';
import type { Outcome } from '../../../model/report.ts';
import type { FilledTable } from '../../../rows/fill.ts';
import { mentions } from '../../../sql/line-of.ts';

/**
 * Whether a migration keeps rows. Where tables that it names stayed empty, or all did, nothing has been tried that could
 * have failed.
 */
export function rowsOutcome(
  { up, down }: Migration,
  filled: readonly FilledTable[],
  findings: readonly Finding[],
): Outcome {
  if (findings.some(({ severity }) => atLeast(severity, 'warning'))) return 'fails';
  const empty = filled.filter(({ rows }) => rows === 0);
  const isConcerned = ({ table }: FilledTable): boolean =>
    [up, down].some((file) => file !== undefined && mentions(file.sql, table));
  return empty.some(isConcerned) || (empty.length > 0 && empty.length === filled.length) ? 'not tried' : 'ok';
}
