import { quoteName } from '../postgres/connection.ts';
import { nameOf } from '../rows/fill-plan.ts';
import type { FillForeignKey, FillTable } from '../rows/table-facts.ts';

/** What rows must keep that stand before a migration: what the table asks of them, and what the migration will. */
export interface RequiredConstraints {
  /** Columns that must be unique together. A key over an expression may mean any of them: then each is taken for one. */
  readonly keys: readonly (readonly string[])[];
  readonly newForeignKeys: readonly FillForeignKey[];
  readonly newChecks: readonly string[];
  readonly newNotNull: readonly string[];
}

/** Compares a table with what it will be. Only what is about columns that stand before is a demand on their values. */
export function requiredConstraintsOn(table: FillTable, after: FillTable = table): RequiredConstraints {
  const names = table.columns.map(({ name }) => name);
  const isOld = ({ columns }: { readonly columns: readonly string[] }): boolean =>
    columns.length > 0 && columns.every((name) => names.includes(name));
  const isNew =
    (before: readonly { readonly name: string }[]) =>
    ({ name }: { readonly name: string }): boolean =>
      !before.some((each) => each.name === name);
  const newForeignKeys = after.foreignKeys.filter(isNew(table.foreignKeys)).filter(isOld);
  const newChecks = after.checks.filter(isNew(table.checks)).filter(isOld);
  return {
    keys: [...table.keys, ...after.keys].flatMap(({ columns }) =>
      columns.length > 0 ? [columns] : names.map((name) => [name]),
    ),
    newForeignKeys,
    newChecks: newChecks.map(({ expression }) => expression),
    newNotNull: after.columns
      .filter(
        ({ name, notNull }) => notNull && table.columns.some((old) => old.name === name && !old.notNull),
      )
      .map(({ name }) => name),
  };
}

/** The same, with a value of its own in every column that has one for each row. */
export const allDifferent = ({ columns }: FillTable, demands: RequiredConstraints): RequiredConstraints => ({
  ...demands,
  keys: [...demands.keys, ...columns.map(({ name }) => [name])],
});

/**
 * SQL: takes out the rows that break what the migration will demand of single rows, which has a cost for the others only.
 * A column of few values, such as a truth value, has no plain ones to try instead.
 */
export function trimmingSql(
  { schema, table }: FillTable,
  { newChecks, newNotNull }: RequiredConstraints,
): string[] {
  const broken = [
    ...newChecks.map((expression) => `NOT (${expression})`),
    ...newNotNull.map((name) => `${quoteName(name)} IS NULL`),
  ];
  return broken.map((condition) => `DELETE FROM ${nameOf({ schema, table })} WHERE ${condition}`);
}
