import type { FillTable } from './table-facts.ts';

/** Tables in the order in which their foreign keys can be satisfied. */
export function inOrder(tables: readonly FillTable[]): FillTable[] {
  const done: FillTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const next =
      left.find((table) => waitsFor(table, left).length === 0) ??
      left.find((table) => waitsFor(table, left).every((key) => canBeNull(table, key.columns))) ??
      left[0];
    if (!next) break;
    done.push(next);
    left = left.filter((table) => table !== next);
  }
  return done;
}

const waitsFor = ({ oid, foreignKeys }: FillTable, left: readonly FillTable[]) =>
  foreignKeys.filter(({ target }) => target !== oid && left.some((table) => table.oid === target));

/** Whether a foreign key can be left open: one column of it that is NULL is enough. */
const canBeNull = ({ columns }: FillTable, names: readonly string[]): boolean =>
  names.some((name) => columns.some((column) => column.name === name && !column.notNull));
