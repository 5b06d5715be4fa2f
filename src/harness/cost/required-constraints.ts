import { quoteName } from '../postgres/connection.ts';
import { nameOf } from '../rows/fill-plan.ts';
import type { FillForeignKey, FillTable } from '../rows/table-facts.ts';

/** The constraints that rows inserted before a migration must satisfy: those of the table, and those that the migration adds. */
export interface RequiredConstraints {
  /** Columns that must be unique together. An expression key may involve any column: then each counts as a key. */
  readonly keys: readonly (readonly string[])[];
  readonly newForeignKeys: readonly FillForeignKey[];
  readonly newChecks: readonly string[];
  readonly newNotNull: readonly string[];
}

/** Compares a table with the one after the migration. Only constraints on existing columns concern the rows. */
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

/** The same, with distinct values in every column whose type has enough of them. */
export const allDifferent = ({ columns }: FillTable, required: RequiredConstraints): RequiredConstraints => ({
  ...required,
  keys: [...required.keys, ...columns.map(({ name }) => [name])],
});

/**
 * SQL: deletes the rows that violate row-level constraints of the migration, so that it can run on the others.
 * A column of few values, such as a boolean, has no plain values to use instead.
 */
export function trimmingSql(
  { schema, table }: FillTable,
  { newChecks, newNotNull }: RequiredConstraints,
): string[] {
  const violations = [
    ...newChecks.map((expression) => `NOT (${expression})`),
    ...newNotNull.map((name) => `${quoteName(name)} IS NULL`),
  ];
  return violations.map((condition) => `DELETE FROM ${nameOf({ schema, table })} WHERE ${condition}`);
}
