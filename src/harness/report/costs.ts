import { blockedBy, type Effect, type RowCounts, type StatementCost, shorten } from '../model/cost.ts';

/** The statements of one migration as a table, each with the safe way below it, if it needs one; no lines for none. */
export function costLines(costs: readonly StatementCost[], dim: (text: string) => string): string[] {
  if (costs.length === 0) return [];
  const rows = costs.flatMap((cost) => rowsOf(cost));
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map(({ cells }) => cells[at]?.length ?? 0)));
  return rows.flatMap(({ cells, safeWay }, at) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const isLast = rows[at + 1]?.safeWay !== safeWay;
    return [`    ${line}`.trimEnd(), ...(safeWay && isLast ? [dim(`      → ${safeWay}`)] : [])];
  });
}

interface Line {
  readonly cells: readonly string[];
  readonly safeWay: string | undefined;
}

/** A line for each table that a statement touches; what is said of the statement stands in the first. */
function rowsOf(cost: StatementCost): Line[] {
  const { direction, source, statement, effects, safeWay } = cost;
  const place = [`${direction} ${source.line}`, shorten(statement, 46)];
  const lines =
    effects.length === 0 ? [['', '']] : effects.map((effect) => [lockCell(cost, effect), workCell(effect)]);
  return lines.map((cells, at) => ({
    cells: [...(at === 0 ? place : ['', '']), ...cells, ...(at === 0 ? [timesCell(cost)] : [])],
    safeWay,
  }));
}

/** The lock that counts: the strongest one held, and since which line if an earlier statement took it. */
function lockCell({ source, observed }: StatementCost, { table, held, heldSince }: Effect): string {
  if (!held) return observed ? table : `${table}, lock not seen`;
  const since = heldSince === source.line ? '' : ` since ${heldSince}`;
  return `${table}: ${held.replace(/Lock$/, '')}${since}`;
}

function workCell({ rewritten, emptied, rebuilt, rows, held, broken }: Effect): string {
  const last = rows.at(-1);
  const counted = (['read', 'inserted', 'updated', 'deleted'] as const).flatMap((counter) =>
    last && last[counter] > 0
      ? [`${counter} ${rows.map((each: RowCounts) => each[counter]).join(', ')}`]
      : [],
  );
  const words = [
    ...(rewritten ? ['rewritten'] : []),
    ...(emptied ? ['emptied'] : []),
    ...(rebuilt.length > 0
      ? [`${rebuilt.length} ${rebuilt.length === 1 ? 'index' : 'indexes'} rebuilt`]
      : []),
    ...counted,
    ...broken,
  ];
  return words.length > 0 ? words.join(', ') : blockedBy(held) === 'nothing' ? '' : 'brief';
}

const timesCell = ({ transaction, times }: StatementCost): string =>
  [
    times.map(({ rows, ms }) => `${String(ms).padStart(5)} ms at ${rows}`).join(','),
    transaction === null ? 'in no transaction' : '',
  ]
    .filter((words) => words !== '')
    .join('  ');
