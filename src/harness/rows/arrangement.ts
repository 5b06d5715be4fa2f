import { cover } from './cover.ts';

/** What rows can have in one place: which of its values are NULL, plain, or at an edge. */
export interface Slot {
  readonly values: readonly string[];
  readonly edges: ReadonlySet<string>;
  /** Whether each row must have another value here. */
  readonly isKey: boolean;
}

type Level = readonly number[];

/**
 * Which value each row has in each slot: any two slots meet in all pairs of NULL, plain and edge, as far as there are
 * rows for it, so that none hides behind another (a covering array of strength two). The first row is plain, the second
 * NULL wherever it can be. The last quarter are copies of the first ones, except in what is a key, so that the rest has
 * values twice.
 */
export function arrangementOf(slots: readonly Slot[], wanted: number): number[][] {
  const own = Math.max(1, wanted - Math.floor(wanted / 4));
  const levels = slots.map(levelsOf);
  const chosen = cover(
    levels.map((list) => list.map(({ length }) => length)),
    own,
  );
  const used = new Map<Level, number>();
  const next = (level: Level): number => {
    const count = used.get(level) ?? 0;
    used.set(level, count + 1);
    return level[count % level.length] ?? 0;
  };
  const rows = chosen.map((row) => row.map((which, slot) => next(levels[slot]?.[which] ?? [])));
  const firsts = slots.map(({ values, isKey }) => (isKey ? firstsOf(values) : []));
  return Array.from({ length: wanted }, (_, row) =>
    slots.map(({ isKey }, slot) => {
      const list = firsts[slot] ?? [];
      return isKey ? (list[row % list.length] ?? 0) : (rows[row % own]?.[slot] ?? 0);
    }),
  );
}

/** Where each of some values is first. */
function firstsOf(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, at) => {
    if (seen.has(value)) return [];
    seen.add(value);
    return [at];
  });
}

/** The same for rows that others are copied from: each takes one turn for all slots, so that edges meet as seldom as can be. */
export const alignedOf = (slots: readonly Slot[], wanted: number): number[][] =>
  Array.from({ length: wanted }, (_, row) => slots.map(({ values }) => row % Math.max(1, values.length)));

/** Those that are there; a key has one, since its values are given out in their order. */
function levelsOf({ values, edges, isKey }: Slot): Level[] {
  if (isKey || values.length === 0) return [[0]];
  const isNull = (value: string): boolean => value.startsWith('NULL::');
  const where = (test: (value: string) => boolean): Level =>
    values.flatMap((value, at) => (test(value) ? [at] : []));
  return [
    where((value) => !isNull(value) && !edges.has(value)),
    where(isNull),
    where((value) => !isNull(value) && edges.has(value)),
  ].filter((level) => level.length > 0);
}
