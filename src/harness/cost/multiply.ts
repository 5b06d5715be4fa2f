import { quoteName } from '../postgres/connection.ts';
import { nameOf } from '../rows/plan.ts';
import type { FillColumn, FillForeignKey, FillTable } from '../rows/tables.ts';
import type { Types } from '../rows/types.ts';
import { counterOf, type TextStyle } from './counter.ts';
import type { Demands } from './demands.ts';

interface Range {
  readonly from: number;
  readonly count: number;
  readonly style: TextStyle;
}

/** Rows that are repeated: the first of those that are not long, so that a size in rows says the same everywhere. */
const templates = 8;

/**
 * SQL: repeats rows of a table, in one statement, so many times. What must be unique differs by a number, what refers
 * to another table by a key that must be unique refers to one row after the other; all else is as in the row repeated.
 */
export function multiplySql(table: FillTable, types: Types, demands: Demands, { from, count, style }: Range): string {
  const varied = variedIn(table, types, demands, style);
  const links = table.foreignKeys
    .filter(({ columns }) => columns.some((name) => varied.linked.has(name)))
    .concat(demands.newForeignKeys);
  const values = table.columns.map(({ name }) => linkedValue(links, name) ?? varied.counters.get(name) ?? `b.${quoteName(name)}`);
  const target = table.columns.map(({ name }) => quoteName(name)).join(', ');
  const name = nameOf(table);
  return `
WITH base AS (SELECT row_number() OVER () - 1 AS "driftproof k", t.* FROM (
  SELECT * FROM ${name} AS t ORDER BY pg_column_size(t.*) / 4000 LIMIT ${templates}) AS t)
INSERT INTO ${name} ${target ? `(${target})` : ''}
SELECT ${values.join(', ')} FROM generate_series(${from}::bigint, ${from + count - 1}) AS s (i)
JOIN base AS b ON b."driftproof k" = s.i % (SELECT count(*) FROM base)
${links.map(joinTo).join('\n')}
ON CONFLICT DO NOTHING`;
}

const joinTo = ({ from, targetColumns }: FillForeignKey, at: number): string => `
JOIN (SELECT row_number() OVER () - 1 AS "driftproof k", ${targetColumns.map((name) => `p.${quoteName(name)}`).join(', ')}
  FROM ${from} AS p) AS p${at} ON p${at}."driftproof k" = s.i % (SELECT greatest(count(*), 1) FROM ${from} AS c)`;

function linkedValue(links: readonly FillForeignKey[], name: string): string | undefined {
  const at = links.findIndex(({ columns }) => columns.includes(name));
  const column = links[at]?.targetColumns[links[at]?.columns.indexOf(name) ?? 0];
  return column === undefined ? undefined : `p${at}.${quoteName(column)}`;
}

/** For each key one column that tells its rows apart: by a number, or else by the row that it refers to. */
function variedIn({ columns, foreignKeys, oid }: FillTable, types: Types, { keys }: Demands, style: TextStyle) {
  const counters = new Map<string, string>();
  const linked = new Set<string>();
  const isLinked = (name: string): boolean => foreignKeys.some((key) => key.columns.includes(name));
  for (const key of keys) {
    const known = columns.filter(({ name }) => key.includes(name));
    // A column that the server fills by itself is different in each row.
    if (known.length < key.length || known.some(({ name }) => counters.has(name) || linked.has(name))) continue;
    const free = known
      .filter(({ name }) => !isLinked(name))
      .map((column) => [column.name, castOf(column, types, style)] as const)
      .find(([, sql]) => sql !== undefined);
    if (free?.[1]) counters.set(free[0], free[1]);
    else
      for (const { name } of known)
        if (foreignKeys.some((each) => each.target !== oid && each.columns.includes(name))) linked.add(name);
  }
  return { counters, linked };
}

function castOf(column: FillColumn, types: Types, style: TextStyle): string | undefined {
  const sql = counterOf(types, column, { i: 's.i', now: `b.${quoteName(column.name)}`, style });
  return sql && `(${sql})::${column.printed}`;
}
