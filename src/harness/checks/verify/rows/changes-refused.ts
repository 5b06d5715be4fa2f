import type { Migration } from '../../../history/migrations.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { printName } from '../../../model/identity.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import { counterpart } from '../../../rows/contents.ts';
import type { TriedChange, TriedRow } from '../../../rows/tried-changes.ts';
import { foundAt } from './found-at.ts';

/** A step, and what was tried before and after it. */
interface Around {
  readonly migration: Migration;
  readonly direction: StepDirection;
  readonly before: readonly TriedChange[];
  readonly after: readonly TriedChange[];
}

/** Rows that could be updated, or deleted, before a step, and cannot be after it. */
export function changeFindings({ migration, direction, before, after }: Around): Finding[] {
  const sql = (direction === 'down' ? migration.down : migration.up)?.sql ?? '';
  return after.flatMap((tried) => {
    const earlier = counterpart(
      tried,
      before.filter(({ kind }) => kind === tried.kind),
    );
    const refused = newlyRefused(tried.rows, earlier?.rows, /\b(trigger|function)\b/i.test(sql));
    const [first] = refused;
    if (!first) return [];
    const { schema, table, kind, rows } = tried;
    const name = printName({ schema, name: table });
    const what = `makes ${kind} of ${refused.length} of ${rows.length} rows of ${name} fail, which worked before: ${first.said}`;
    return [
      foundAt('migration-breaks-changes', migration, direction, { kind: 'table', schema, name: table }, what),
    ];
  });
}

/**
 * Where nothing was tried before, nothing was in the way. What a new trigger raises on purpose is left out; so are rows that others
 * refer to, and rows that a constraint of the table itself refuses, which may be NOT VALID, unless it refuses all.
 */
function newlyRefused(
  rows: readonly TriedRow[],
  before: readonly TriedRow[] | undefined,
  mayRaise: boolean,
): readonly TriedRow[] {
  const taken = before && new Set(before.filter(({ state }) => state === '').map(({ key }) => key));
  const refused = rows.filter(({ key, state }) => state !== '' && (taken?.has(key) ?? true));
  const isMeant = ({ state }: TriedRow): boolean =>
    state === sqlState.foreignKeyViolation ||
    state === sqlState.restrictViolation ||
    (state === sqlState.raiseException && mayRaise);
  const others = refused.filter((row) => !isMeant(row));
  return others.every(({ own }) => own) && others.length < rows.length ? [] : others;
}
