import type { FillForeignKey } from './table-facts.ts';
import type { WrittenRow, WrittenRows } from './written-rows.ts';

/** One value of one row. */
export interface Cell {
  readonly row: WrittenRow;
  readonly column: string;
}

const valuesIn = ({ values }: WrittenRow, columns: readonly string[]): (string | null | undefined)[] =>
  columns.map((column) => values.get(column));

/** What a row refers to by a key, if it does. */
const targetsOf = (row: WrittenRow, key: FillForeignKey, rows: readonly WrittenRow[]): WrittenRow[] => {
  const own = valuesIn(row, key.columns);
  if (own.some((value) => value === null || value === undefined)) return [];
  const wanted = JSON.stringify(own);
  return rows.filter(
    (other) =>
      other.table.oid === key.target && JSON.stringify(valuesIn(other, key.targetColumns)) === wanted,
  );
};

/** Some rows, and all that refer to them, and so on. */
export function withReferring(gone: readonly WrittenRow[], rows: readonly WrittenRow[]): Set<WrittenRow> {
  const found = new Set(gone);
  for (const each of found)
    for (const row of rows)
      if (!found.has(row) && row.table.foreignKeys.some((key) => targetsOf(row, key, [each]).length > 0))
        found.add(row);
  return found;
}

/** A value, and all that must be the same since foreign keys lead from one to the other. */
export function linkedCells(cell: Cell, rows: readonly WrittenRow[]): Cell[] {
  const found = [cell];
  const add = (row: WrittenRow, column: string | undefined): void => {
    if (column !== undefined && !found.some((each) => each.row === row && each.column === column))
      found.push({ row, column });
  };
  for (const { row, column } of found) {
    for (const key of row.table.foreignKeys) {
      const at = key.columns.indexOf(column);
      if (at >= 0) for (const target of targetsOf(row, key, rows)) add(target, key.targetColumns[at]);
    }
    for (const other of rows)
      for (const key of other.table.foreignKeys) {
        const at = key.target === row.table.oid ? key.targetColumns.indexOf(column) : -1;
        if (at >= 0 && targetsOf(other, key, [row]).length > 0) add(other, key.columns[at]);
      }
  }
  return found;
}

/** Rows without their references to rows of tables that come later, where they may have none. */
export const withoutForward = ({ tables, rows }: WrittenRows): WrittenRow[] =>
  rows.map((row) => {
    const open = row.table.foreignKeys
      .filter(({ target }) => tables.findIndex(({ oid }) => oid === target) > tables.indexOf(row.table))
      .flatMap(({ columns }) =>
        columns.filter((name) => row.table.written.some((each) => each.name === name && !each.notNull)),
      );
    return open.length === 0
      ? row
      : {
          ...row,
          values: new Map([...row.values].map(([name, value]) => [name, open.includes(name) ? null : value])),
        };
  });

/** Whether some row refers to one that is inserted after it. */
export const isForward = ({ tables }: WrittenRows, rows: readonly WrittenRow[]): boolean =>
  rows.some((row) =>
    row.table.foreignKeys.some((key) =>
      targetsOf(row, key, rows).some(
        (target) =>
          tables.indexOf(target.table) > tables.indexOf(row.table) ||
          (target.table === row.table && rows.indexOf(target) > rows.indexOf(row)),
      ),
    ),
  );
