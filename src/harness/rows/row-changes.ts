import {
  type ColumnContents,
  type Contents,
  counterColumn,
  counterpart,
  type TableContents,
} from './contents.ts';

/** Values of one column that are others now. */
export interface Changed {
  readonly column: string;
  readonly count: number;
  /** How many NULLs the column had. */
  readonly nulls: number;
  readonly before: string;
  readonly after: string | null;
  /** What each of them was, and is. */
  readonly pairs: readonly ValuePair[];
}

export type ValuePair = readonly [before: string, after: string | null];

/** What became of the rows of one table. */
export interface RowChanges {
  readonly schema: string;
  readonly table: string;
  /** How many rows there were. */
  readonly rows: number;
  /** How many of them are gone, and one of those. */
  readonly gone: number;
  readonly goneRow?: readonly (string | null)[];
  readonly changed: readonly Changed[];
  /** How many rows there are that nobody knew. */
  readonly extra: number;
  /** Columns that are no more, and how many values each held. */
  readonly dropped: readonly { readonly column: string; readonly values: number }[];
  /** Whether the whole table is no more. */
  readonly tableDropped: boolean;
}

/**
 * What became of every table's rows from one time to another. A row is known again by its values, those of its key first
 * of all, so that a table without a key has rows that can be followed too. NULL that is filled is not a change.
 */
export const rowChangesBetween = (before: Contents, after: Contents): RowChanges[] =>
  before.map((held) => changesOf(held, counterpart(held, after)));

function changesOf(held: TableContents, now: TableContents | undefined): RowChanges {
  const { schema, table, columns, rows } = held;
  const name = { schema, table, rows: rows.length };
  if (!now) return { ...name, gone: 0, changed: [], extra: 0, dropped: [], tableDropped: true };
  const kept = columns.flatMap((column, at): Pair[] => {
    const to = counterColumn(column, held, now);
    return to ? [{ column, at, to: now.columns.indexOf(to) }] : [];
  });
  const dropped = columns.flatMap((column, at) =>
    kept.some((pair) => pair.at === at)
      ? []
      : [{ column: column.name, values: rows.filter((row) => row[at] !== null).length }],
  );
  return { ...name, ...follow(held, now, kept), dropped, tableDropped: false };
}

interface Pair {
  readonly column: ColumnContents;
  readonly at: number;
  readonly to: number;
}

type Row = readonly (string | null)[];

function follow(held: TableContents, now: TableContents, kept: readonly Pair[]) {
  const { unmatched, left } = withoutEqual(held.rows, now.rows, kept);
  const changes: { readonly pair: Pair; readonly from: string; readonly into: string | null }[] = [];
  const gone: Row[] = [];
  for (const row of unmatched) {
    const best = left
      .map((other) => ({ other, score: likeness(row, other, kept) }))
      .sort((a, b) => b.score - a.score)[0];
    if (!best || best.score === 0) {
      gone.push(row);
      continue;
    }
    left.splice(left.indexOf(best.other), 1);
    for (const pair of kept) {
      const [from, into] = [row[pair.at] ?? null, best.other[pair.to] ?? null];
      if (from !== null && from !== into) changes.push({ pair, from, into });
    }
  }
  const changed = kept.flatMap((pair): Changed[] => {
    const own = changes.filter((change) => change.pair === pair);
    const [example] = own;
    return example
      ? [
          {
            column: pair.column.name,
            count: own.length,
            nulls: held.rows.filter((row) => row[pair.at] === null).length,
            before: example.from,
            after: example.into,
            pairs: own.map(({ from, into }) => [from, into] as const),
          },
        ]
      : [];
  });
  const [goneRow] = gone;
  return { gone: gone.length, ...(goneRow ? { goneRow } : {}), changed, extra: left.length };
}

/** Most rows are as they were: only the others are looked at one by one. */
function withoutEqual(rows: readonly Row[], others: readonly Row[], kept: readonly Pair[]) {
  const waiting = new Map<string, Row[]>();
  for (const other of others) {
    const key = JSON.stringify(kept.map(({ to }) => other[to]));
    waiting.set(key, [...(waiting.get(key) ?? []), other]);
  }
  const unmatched = rows.filter(
    (row) => !waiting.get(JSON.stringify(kept.map(({ at }) => row[at])))?.shift(),
  );
  return { unmatched, left: [...waiting.values()].flat() };
}

/** How many values two rows share; those of the key outweigh all others. */
const likeness = (row: Row, other: Row, kept: readonly Pair[]): number =>
  kept
    .filter(({ at, to }) => row[at] !== null && row[at] === other[to])
    .reduce((sum, { column }) => sum + (column.inKey ? 1000 : 1), 0);
