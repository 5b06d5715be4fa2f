import { withReferring } from '../../../rows/references.ts';
import type { WrittenRow, WrittenRows } from '../../../rows/written-rows.ts';

/** Whether an up fails on some rows as it does on all. */
export type Fails = (rows: readonly WrittenRow[]) => Promise<boolean>;

/** Leaves out whole tables, then more and more single rows, each with what refers to it, as long as it still fails. */
export async function fewerRows(
  { tables }: WrittenRows,
  rows: readonly WrittenRow[],
  fails: Fails,
): Promise<readonly WrittenRow[]> {
  let kept = rows;
  const tryWithout = async (some: readonly WrittenRow[]): Promise<void> => {
    if (some.length === 0) return;
    const gone = withReferring(some, kept);
    const left = kept.filter((row) => !gone.has(row));
    if (left.length > 0 && (await fails(left))) kept = left;
  };
  const of = (table: WrittenRow['table']) => kept.filter((row) => row.table === table);
  for (const table of tables) await tryWithout(of(table));
  for (const table of tables.toReversed())
    for (let size = Math.ceil(of(table).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (const part of chunks(of(table), size)) await tryWithout(part.filter((row) => kept.includes(row)));
  return kept;
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
