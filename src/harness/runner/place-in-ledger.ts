import { qualified } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import type { Step } from './step.ts';

/** What a ledger says of a step's migration. */
export interface Place {
  readonly applied: boolean;
  /** Whether one is applied that comes after it. */
  readonly later: boolean;
}

/**
 * Reads the place of a migration, in one question, since Drizzle's migrator takes no lock. What comes before it in the
 * history may be dated after it: on an empty database Drizzle 0.x runs the journal in its order, whatever the times
 * (drizzle-orm, pg-core/dialect.ts). A row of no known migration is taken by its time.
 */
export async function placeIn(step: Step): Promise<Place> {
  const { database, migration, history, ledger } = step;
  const [rows = []] = await database.run(`SELECT * FROM ${qualified(ledger)}`);
  const left = historyBefore(step).reduce(withoutRowOf, rows);
  const rest = withoutRowOf(left, migration);
  const after = history.slice(history.indexOf(migration) + 1);
  return {
    applied: rest.length < left.length,
    later: rest.some(
      (row) => Number(row.created_at) > migration.when || after.some((each) => isRowOf(each, row)),
    ),
  };
}

const historyBefore = ({ history, migration }: Step): readonly Migration[] =>
  history.slice(0, history.indexOf(migration));

/** Drizzle 1.x knows a migration by its name, 0.x by its `when`. */
const isRowOf = ({ name, when }: Migration, row: Row): boolean =>
  name === undefined ? Number(row.created_at) === when : row.name === name;

function withoutRowOf(rows: readonly Row[], migration: Migration): readonly Row[] {
  const at = rows.findIndex((row) => isRowOf(migration, row));
  return at < 0 ? rows : rows.toSpliced(at, 1);
}

/** SQL: takes a migration's rows out of the ledger, and leaves those of earlier ones with the same `when`. */
export function deleteSql(step: Step): string {
  const { migration, ledger } = step;
  const { name, when } = migration;
  const condition = name === undefined ? `created_at = ${when}` : `name = ${quoteText(name)}`;
  const alike = historyBefore(step).filter((each) => name === undefined && each.when === when);
  return `DELETE FROM ${qualified(ledger)} WHERE id IN (
    SELECT id FROM ${qualified(ledger)} WHERE ${condition} ORDER BY id OFFSET ${alike.length})`;
}
