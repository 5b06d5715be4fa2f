import { quoteName } from '../postgres/connection.ts';
import { nameOf } from '../rows/fill-plan.ts';
import type { FillColumn, FillForeignKey, FillTable } from '../rows/table-facts.ts';
import type { Types } from '../rows/type-facts.ts';
import { distinctValueOf, type TextStyle } from './distinct-values.ts';
import type { RequiredConstraints } from './required-constraints.ts';

/** Which numbers the rows get, and what happens to a row whose key exists already. */
export interface Range {
  readonly from: number;
  readonly count: number;
  readonly style: TextStyle;
  readonly onConflict: '' | 'ON CONFLICT DO NOTHING';
}

/** How many rows are repeated: the shortest ones, so that a number of rows means the same for every table. */
const templates = 8;

/**
 * SQL: repeats rows of a table, in one statement. What must be unique gets a number; where only a foreign key can
 * distinguish rows, each references the next row of the other table; everything else is copied.
 */
export function multiplySql(
  table: FillTable,
  { counters, links }: Variation,
  { from, count, onConflict }: Range,
): string {
  const values = table.columns.map(
    ({ name }) => linkedValue(links, name) ?? counters.get(name) ?? `b.${quoteName(name)}`,
  );
  const target = table.columns.map(({ name }) => quoteName(name)).join(', ');
  const name = nameOf(table);
  return `
WITH base AS (SELECT row_number() OVER () - 1 AS "driftproof k", t.* FROM (
  SELECT * FROM ${name} AS t ORDER BY pg_column_size(t.*) / 300 LIMIT ${templates}) AS t)
INSERT INTO ${name} ${target && `(${target})`}
SELECT ${values.join(', ')} FROM generate_series(${from}::bigint, ${from + count - 1}) AS s (i)
JOIN base AS b ON b."driftproof k" = s.i % (SELECT count(*) FROM base)
${links.map(joinTo).join('\n')}
${onConflict}`;
}

const joinTo = ({ from, targetColumns }: FillForeignKey, at: number): string => `
JOIN (SELECT row_number() OVER () - 1 AS "driftproof k", ${targetColumns.map((name) => `p.${quoteName(name)}`).join(', ')}
  FROM ${from} AS p) AS p${at} ON p${at}."driftproof k" = s.i % (SELECT greatest(count(*), 1) FROM ${from} AS c)`;

function linkedValue(links: readonly FillForeignKey[], name: string): string | undefined {
  const at = links.findIndex(({ columns }) => columns.includes(name));
  const column = links[at]?.targetColumns[links[at]?.columns.indexOf(name) ?? 0];
  return column === undefined ? undefined : `p${at}.${quoteName(column)}`;
}

/** How rows of a table are distinguished: columns by a number, and foreign keys by which row they reference. */
export interface Variation {
  readonly counters: ReadonlyMap<string, string>;
  readonly links: readonly FillForeignKey[];
}

/** For each key one column that distinguishes its rows: by a number, or else by the row that it references. */
export function variationOf(
  table: FillTable,
  types: Types,
  required: RequiredConstraints,
  style: TextStyle,
): Variation {
  const counters = new Map<string, string>();
  const links = new Set(required.newForeignKeys);
  const keysOn = (name: string): FillForeignKey[] =>
    table.foreignKeys.filter(({ columns, target }) => target !== table.oid && columns.includes(name));
  for (const key of required.keys) {
    const columns = table.columns.filter(({ name }) => key.includes(name));
    // A column that the server fills itself differs in each row.
    if (columns.length < key.length || columns.some(({ name }) => counters.has(name))) continue;
    const free = columns
      .filter(({ name }) => !table.foreignKeys.some((each) => each.columns.includes(name)))
      .map((column) => [column.name, castOf(column, types, style)] as const)
      .find(([, sql]) => sql !== undefined);
    if (free?.[1]) counters.set(free[0], free[1]);
    else for (const link of columns.flatMap(({ name }) => keysOn(name))) links.add(link);
  }
  return { counters, links: [...links] };
}

function castOf(column: FillColumn, types: Types, style: TextStyle): string | undefined {
  const sql = distinctValueOf(types, column, { i: 's.i', now: `b.${quoteName(column.name)}`, style });
  return sql && `(${sql})::${column.printed}`;
}
