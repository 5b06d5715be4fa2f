import { plainValues, shorterThan } from '../../../rows/plain-values.ts';
import { type Cell, linkedCells } from '../../../rows/references.ts';
import type { WrittenColumn, WrittenRow, WrittenRows } from '../../../rows/written-rows.ts';
import type { Fails } from './fewer-rows.ts';

/** Another value for a cell; undefined leaves it to its default. */
type Change = (value: string | null) => string | null | undefined;

/**
 * Leaves values out, or makes them NULL, or as plain as can be, as long as it still fails: in all rows of a column, in those
 * that have the same value, or in one; with a value go those that foreign keys tie to it.
 */
export async function plainerRows(
  { tables, types }: WrittenRows,
  rows: readonly WrittenRow[],
  fails: Fails,
): Promise<readonly WrittenRow[]> {
  let kept = rows;
  const tryOn = async (cells: readonly Cell[], change: Change): Promise<boolean> => {
    const next = changed(kept, cells, change);
    if (!next || !(await fails(next))) return false;
    kept = next;
    return true;
  };
  /** The first change that it still fails after. */
  const tryEach = async (
    group: () => readonly Cell[],
    changes: readonly Change[],
    isTied: boolean,
  ): Promise<boolean> => {
    for (const change of changes) {
      const cells = group();
      const all = isTied ? distinct(cells.flatMap((cell) => linkedCells(cell, kept))) : cells;
      if (await tryOn(all, change)) return true;
    }
    return false;
  };
  for (const table of tables.toReversed())
    for (const column of table.written)
      for (const numbers of groupsOf(kept, table, column.name)) {
        const group = () => cellsAt(kept, numbers, column.name);
        if (group().length === 0 || (await tryEach(group, omissions(column), false)) || column.fed) continue;
        await tryEach(group, replacements(plainValues(types, column.type), group()), true);
      }
  return kept;
}

/** Plain values, the plainest first, up to the one that is there; then what is shorter than that. */
function replacements(plain: readonly string[], cells: readonly Cell[]): Change[] {
  const texts = cells.flatMap(({ row, column }) => row.values.get(column) ?? []);
  const [longest = ''] = texts.toSorted((one, other) => other.length - one.length);
  const known = plain.indexOf(longest);
  if (known >= 0 && new Set(texts).size === 1) return plain.slice(0, known).map((text) => () => text);
  const cuts = shorterThan(longest).map(
    (cut): Change =>
      (value) =>
        value === null ? null : cut(value),
  );
  return [...plain.map((text) => () => text), ...cuts];
}

const omissions = ({ notNull, hasDefault, fed }: WrittenColumn): Change[] => [
  ...(hasDefault || fed || !notNull ? [() => undefined] : []),
  ...(hasDefault && !notNull ? [() => null] : []),
];

const cellsAt = (rows: readonly WrittenRow[], numbers: readonly number[], column: string): Cell[] =>
  numbers.flatMap((number) => {
    const row = rows[number];
    return row?.values.has(column) ? [{ row, column }] : [];
  });

/** Numbers of all rows of a table, of those that share a value, and of each. */
function groupsOf(rows: readonly WrittenRow[], { oid }: WrittenRow['table'], column: string): number[][] {
  const all = [...rows.keys()].filter((number) => rows[number]?.table.oid === oid);
  if (all.length < 2) return [all];
  const textOf = (number: number) => rows[number]?.values.get(column);
  const shared = [...new Set(all.map(textOf))]
    .map((text) => all.filter((number) => textOf(number) === text))
    .filter(({ length }) => length > 1 && length < all.length);
  return [all, ...shared, ...all.map((number) => [number])];
}

const distinct = (cells: readonly Cell[]): Cell[] =>
  cells.filter(
    (cell, at) => cells.findIndex(({ row, column }) => row === cell.row && column === cell.column) === at,
  );

/** Nothing where nothing would change. */
function changed(
  rows: readonly WrittenRow[],
  cells: readonly Cell[],
  change: Change,
): readonly WrittenRow[] | undefined {
  let isOther = false;
  const next = rows.map((row) => {
    const values = new Map(row.values);
    for (const { column } of cells.filter((cell) => cell.row === row)) {
      const before = values.get(column) ?? null;
      const after = change(before);
      if (after === undefined) values.delete(column);
      else values.set(column, after);
      isOther ||= after === undefined || after !== before;
    }
    return { ...row, values };
  });
  return isOther ? next : undefined;
}
