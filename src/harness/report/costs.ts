import { type Effect, printTable, type RowCounts, type StatementCost, shorten } from '../model/cost.ts';
import type { Paper } from './paper.ts';

/** The statements of one migration as a table, each with the safe way below it, if it needs one; no lines without statements. */
export function costLines(costs: readonly StatementCost[], { colors: { dim }, wrap }: Paper): string[] {
  if (costs.length === 0) return [];
  const sizes = Math.max(...costs.map(({ times }) => times.length));
  const head =
    costs.find(({ times }) => times.length === sizes)?.times.map(({ rows }) => `at ${rows} rows`) ?? [];
  const rows = [{ cells: ['', '', 'table: lock', ...head], safeWay: undefined }, ...costs.flatMap(rowsOf)];
  const widths =
    rows[0]?.cells.map((_, at) => Math.max(...rows.map(({ cells }) => cells[at]?.length ?? 0))) ?? [];
  return rows.flatMap(({ cells, safeWay }, at) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const isLast = rows[at + 1]?.safeWay !== safeWay;
    return [
      ...wrap(`    ${line}`.trimEnd(), 4).map(at === 0 ? dim : (each) => each),
      ...(safeWay && isLast ? wrap(`      → ${safeWay}`).map(dim) : []),
    ];
  });
}

interface Line {
  readonly cells: readonly string[];
  readonly safeWay: string | undefined;
}

/** A line for each table that a statement touches; what concerns the whole statement is in the first. */
function rowsOf(cost: StatementCost): Line[] {
  const { direction, source, statement, effects, safeWay } = cost;
  const place = [`${direction} ${source.line}`, shorten(statement, 40)];
  const lines = effects.length === 0 ? [undefined] : effects;
  return lines.map((effect, at) => ({
    cells: [
      ...(at === 0 ? place : ['', '']),
      [...(at === 0 ? wordsOf(cost) : []), ...(effect ? effectWords(cost, effect) : [])].join(', '),
      ...cost.times.map(({ rows, ms }, run) => sizeCell(rows, effect?.rows[run], at === 0 ? ms : undefined)),
    ],
    safeWay,
  }));
}

const wordsOf = ({ transaction, observed }: StatementCost): string[] => [
  ...(transaction === null ? ['outside any transaction'] : []),
  ...(observed ? [] : ['locks not observed']),
];

/** The strongest lock held, with the line that took it if it was an earlier one; and what was done. */
function effectWords({ source }: StatementCost, effect: Effect): string[] {
  const table = printTable(effect.table);
  const { held, heldSince, rewritten, emptied, rebuilt, breakingChanges } = effect;
  const lock = held
    ? `: ${held.replace(/Lock$/, '')}${heldSince === source.line ? '' : ` since ${heldSince}`}`
    : '';
  const done = [
    ...(rewritten ? ['rewritten'] : []),
    ...(emptied ? ['emptied'] : []),
    ...rebuilt.map((index) => `${index} rebuilt`),
    ...breakingChanges.map((phrase) => phrase.replace(`${table}.`, '')),
  ];
  return [`${table}${lock}`, ...done].map((words) => words.replaceAll(/\bpublic\./g, ''));
}

const counters = ['read', 'inserted', 'updated', 'deleted'] as const;

/** How long it took, and which rows it touched; in a table that has fewer than it should, that is said. */
function sizeCell(wanted: number, counts: RowCounts | undefined, ms: number | undefined): string {
  if (counts?.inTable === 0) return 'not tried: no rows';
  const of = counts && counts.inTable < wanted ? ` of ${counts.inTable} rows` : '';
  return [
    ...(ms === undefined && of === ''
      ? []
      : [`${ms === undefined ? '' : `${String(ms).padStart(4)} ms`}${of}`]),
    ...counters.flatMap((counter) =>
      counts && counts[counter] > 0 ? [`${counter} ${counts[counter]}`] : [],
    ),
  ].join(', ');
}
