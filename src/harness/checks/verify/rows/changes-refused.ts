import type { Migration } from '../../../history/migrations.ts';
import type { Finding, StepDirection } from '../../../model/finding.ts';
import { printName } from '../../../model/identity.ts';
import { sqlState } from '../../../postgres/sqlstates.ts';
import { counterpart } from '../../../rows/contents.ts';
import { asksForSetting } from '../../../rows/one-more-row.ts';
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
    const { schema, table, kind } = tried;
    const name = printName({ schema, name: table });
    const how = first.changed ? ' to other values' : '';
    const which = tried.rows.filter(({ changed }) => changed === first.changed).length;
    const count = refused.filter(({ changed }) => changed === first.changed).length;
    const what = `makes ${kind} of ${count} of ${which} rows of ${name}${how} fail, which worked before: ${first.said}`;
    return [
      foundAt('migration-breaks-changes', migration, direction, { kind: 'table', schema, name: table }, what),
    ];
  });
}

/** Where nothing was tried before, nothing was in the way. */
function newlyRefused(
  rows: readonly TriedRow[],
  before: readonly TriedRow[] | undefined,
  mayRaise: boolean,
): readonly TriedRow[] {
  const taken = before && new Set(before.filter(({ state }) => state === '').map(idOf));
  const refused = rows.filter(
    (row) => row.state !== '' && (taken?.has(idOf(row)) ?? true) && !isMeant(row, mayRaise),
  );
  const asTheyAre = refused.filter(({ changed }) => !changed);
  return [...(isOfSome(asTheyAre, rows) ? [] : asTheyAre), ...refused.filter(({ changed }) => changed)];
}

const idOf = ({ key, changed }: TriedRow): string => `${changed} ${key}`;

/** Rows that a constraint of the table itself refuses, which may be NOT VALID, count where it refuses all. */
const isOfSome = (refused: readonly TriedRow[], rows: readonly TriedRow[]): boolean =>
  refused.every(({ own }) => own) && refused.length < rows.filter(({ changed }) => !changed).length;

/**
 * What a new trigger raises on purpose, and rows that others refer to. Which values a row gets from another is not the same each
 * time, so that just what no value makes good counts there: something that is not there, or a word that its type does not know.
 */
function isMeant(row: TriedRow, mayRaise: boolean): boolean {
  const { state, own, changed } = row;
  if (asksForSetting(row)) return true;
  if (changed) return own || !/^(42|3F|22P02)/.test(state);
  return (
    state === sqlState.foreignKeyViolation ||
    state === sqlState.restrictViolation ||
    (state === sqlState.raiseException && mayRaise)
  );
}
