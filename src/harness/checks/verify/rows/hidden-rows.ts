import type { Direction } from '../../../history/file-name.ts';
import type { Migration } from '../../../history/migrations.ts';
import { counted } from '../../../model/counted.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Identity, printName } from '../../../model/identity.ts';
import {
  type ColumnContents,
  type Contents,
  counterColumn,
  counterpart,
  type TableContents,
} from '../../../rows/contents.ts';
import { rowChangesBetween } from '../../../rows/row-changes.ts';
import { foundAt } from './found-at.ts';

/** What became of the rows by whoever is bound by no policy, and by the owner. */
export interface Twice {
  readonly before: Contents;
  readonly meant: Contents;
  readonly is: Contents;
  /** Whether nothing is drawn by chance, and policies hide rows, so that what is new must be the same. */
  readonly isExact: boolean;
}

/** How many rows and values there are, and how many are others, is compared: some may be drawn by chance. */
export function shortfalls(
  migration: Migration,
  step: Direction,
  { before, meant, is, isExact }: Twice,
  hidden: string,
): Finding[] {
  const said = (about: Identity, what: string): Finding =>
    foundAt(
      'migration-hidden-rows',
      migration,
      step,
      about,
      `${what} when an ordinary owner of the tables runs it${hidden ? `: ${hidden}` : ''}`,
    );
  return meant.flatMap((table): Finding[] => {
    const now = counterpart(table, is);
    if (!now) return [];
    const { schema, table: name } = table;
    if (now.rows.length !== table.rows.length)
      return [
        said(
          { kind: 'table', schema, name },
          `leaves ${counted(now.rows.length, 'row')} in ${printName({ schema, name })}, not ${table.rows.length},`,
        ),
      ];
    const placeOf = (column: ColumnContents) => ({ schema, table: name, name: column.name });
    const column = table.columns.find(
      (each) => workOn(before, table, each.name) !== workOn(before, now, each.name),
    );
    if (column) {
      const place = placeOf(column);
      return [said({ kind: 'column', ...place }, `leaves values of ${printName(place)} as they were`)];
    }
    const other = isExact ? table.columns.find((each) => isNewWith(before, table, now, each)) : undefined;
    if (!other) return [];
    const place = placeOf(other);
    return [said({ kind: 'column', ...place }, `gives ${printName(place)} other values`)];
  });
}

/** Whether a column is new, and does not hold the same values both times. */
function isNewWith(
  before: Contents,
  meant: TableContents,
  is: TableContents,
  column: ColumnContents,
): boolean {
  const old = counterpart(meant, before);
  if (old && counterColumn(column, meant, old)) return false;
  const values = ({ columns, rows }: TableContents) => {
    const at = columns.findIndex(({ name }) => name === column.name);
    return JSON.stringify(rows.map((row) => row[at] ?? null).sort());
  };
  return values(meant) !== values(is);
}

/** How many values a column has, and how many are others than before. */
function workOn(before: Contents, table: TableContents, name: string): string {
  const at = table.columns.findIndex((each) => each.name === name);
  const held = table.rows.filter((row) => row[at] !== null && row[at] !== undefined).length;
  const old = counterpart(table, before);
  const column = table.columns[at];
  const earlier = old && column && counterColumn(column, table, old);
  if (!old || !earlier) return `${held}`;
  const [change] = rowChangesBetween([old], [table]);
  return `${held} ${change?.changed.find((each) => each.column === earlier.name)?.count ?? 0}`;
}
