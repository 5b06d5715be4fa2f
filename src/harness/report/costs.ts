import { type Effect, type RowCounts, type StatementCost, shorten } from '../model/cost.ts';

/** The statements of one migration as a table, each with the safe way below it, if it needs one; no lines for none. */
export function costLines(costs: readonly StatementCost[], dim: (text: string) => string): string[] {
  if (costs.length === 0) return [];
  const sizes = Math.max(...costs.map(({ times }) => times.length));
  const head =
    costs.find(({ times }) => times.length === sizes)?.times.map(({ rows }) => `at ${rows} rows`) ?? [];
  const rows = [{ cells: ['', '', 'lock', '', ...head], safeWay: undefined }, ...costs.flatMap(rowsOf)];
  const widths = [0, 1, 2, 3, 4, 5].map((at) => Math.max(...rows.map(({ cells }) => cells[at]?.length ?? 0)));
  return rows.flatMap(({ cells, safeWay }, at) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const isLast = rows[at + 1]?.safeWay !== safeWay;
    return [
      at === 0 ? dim(`    ${line}`.trimEnd()) : `    ${line}`.trimEnd(),
      ...(safeWay && isLast ? [dim(`      → ${safeWay}`)] : []),
    ];
  });
}

interface Line {
  readonly cells: readonly string[];
  readonly safeWay: string | undefined;
}

/** A line for each table that a statement touches; what is said of the statement as a whole stands in the first. */
function rowsOf(cost: StatementCost): Line[] {
  const { direction, source, statement, effects, safeWay } = cost;
  const place = [`${direction} ${source.line}`, shorten(statement, 40)];
  const lines = effects.length === 0 ? [undefined] : effects;
  return lines.map((effect, at) => ({
    cells: [
      ...(at === 0 ? place : ['', '']),
      effect ? lockCell(cost, effect) : cost.observed ? '' : 'not seen',
      at === 0 && cost.transaction === null
        ? ['in no transaction', ...wordsOf(effect)].join(', ')
        : wordsOf(effect).join(', '),
      ...cost.times.map(({ ms }, run) => sizeCell(effect?.rows[run], at === 0 ? ms : undefined)),
    ],
    safeWay,
  }));
}

/** The lock that counts: the strongest one held, and since which line if an earlier statement took it. */
function lockCell({ source, observed }: StatementCost, { table, held, heldSince }: Effect): string {
  const name = table.replace(/^public\./, '');
  if (!held) return observed ? name : `${name}: not seen`;
  const since = heldSince === source.line ? '' : ` since ${heldSince}`;
  return `${name}: ${held.replace(/Lock$/, '')}${since}`;
}

const wordsOf = (effect: Effect | undefined): string[] =>
  effect
    ? [
        ...(effect.rewritten ? ['rewritten'] : []),
        ...(effect.emptied ? ['emptied'] : []),
        ...effect.rebuilt.map((index) => `${index} rebuilt`),
        ...effect.broken,
      ].map((words) => words.replaceAll(/\bpublic\./g, ''))
    : [];

const counters = ['read', 'inserted', 'updated', 'deleted'] as const;

/** How long it took, and which rows it touched. */
const sizeCell = (counts: RowCounts | undefined, ms: number | undefined): string =>
  [
    ...(ms === undefined ? [] : [`${String(ms).padStart(4)} ms`]),
    ...counters.flatMap((counter) =>
      counts && counts[counter] > 0 ? [`${counter} ${counts[counter]}`] : [],
    ),
  ].join(', ');
