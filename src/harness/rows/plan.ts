import { quoteName } from '../postgres/connection.ts';
import { type Making, type Pool, poolOf } from './pool.ts';
import type { FillForeignKey, FillTable } from './tables.ts';
import type { Types } from './types.ts';

/** How the rows of one table are made, for the server to carry out. */
export interface Plan {
  /** The values of each slot, as SQL. */
  readonly pools: readonly (readonly string[])[];
  /** What each slot is for. */
  readonly names: readonly string[];
  /** For a slot whose values the server may refuse: the text around one, which asks whether it fits. */
  readonly tests: readonly (readonly [string, string] | null)[];
  /** What a row's INSERT is put together from: SQL, and numbers of slots. */
  readonly pieces: readonly (string | number)[];
  /** Which slots to change when a constraint refuses a row. */
  readonly slotsOf: Readonly<Record<string, readonly number[]>>;
  readonly wanted: number;
}

/** What stands for a column in the INSERT. */
type Piece = string | number;

/** Plans the rows of a table whose foreign keys lead to tables that are filled already, or to itself. */
export function planFor(table: FillTable, types: Types, making: Making): Plan {
  const { rows } = making;
  const { columns, foreignKeys } = table;
  const own = columns.map((column) => poolOf(table, column, types, making));
  const links = linksOf(table);
  const pools = [...own, ...links.map((link) => offsetsOf(table, link, rows))];
  const given = new Map<string, readonly Piece[]>(columns.map(({ name }, at) => [name, [at]]));
  const joins = links.flatMap((link, at) => joinTo(table, link, columns.length + at, at, given, rows));
  const list = columns.map(({ name }) => quoteName(name)).join(', ');
  const into = `INSERT INTO ${nameOf(table)}`;
  const selected = columns.flatMap(({ name }, at) => [at === 0 ? '' : ', ', ...(given.get(name) ?? [])]);
  const slotsFor = (names: readonly string[]): number[] => [
    ...names.map((name) => columns.findIndex((column) => column.name === name)).filter((at) => at >= 0),
    ...links.flatMap((link, at) =>
      link.columns.some((name) => names.includes(name)) ? [columns.length + at] : [],
    ),
  ];
  const constraints = [
    ...table.checks,
    ...table.keys,
    ...foreignKeys,
    ...columns.map(({ name }) => ({ name: `column ${name}`, columns: [name] })),
  ];
  return {
    pools: pools.map(({ values }) => values),
    names: [...columns, ...links].map(({ name }) => name),
    tests: pools.map(({ unsure }, at) => (unsure ? testOf(table, at) : null)),
    pieces:
      columns.length === 0
        ? [`${into} DEFAULT VALUES`]
        : [`${into} (${list}) SELECT `, ...selected, ' FROM (SELECT) AS one', ...joins],
    slotsOf: Object.fromEntries(constraints.map(({ name, columns: names }) => [name, slotsFor(names)])),
    wanted: rows,
  };
}

export const nameOf = ({ schema, table }: Pick<FillTable, 'schema' | 'table'>): string =>
  `${quoteName(schema)}.${quoteName(table)}`;

/** Foreign keys that have a say in some column: where several share columns, the widest comes first. */
function linksOf({ columns, foreignKeys }: FillTable): FillForeignKey[] {
  const taken = new Set<string>();
  return foreignKeys.filter((key) => {
    const free = key.columns.filter(
      (name) => !taken.has(name) && columns.some((column) => column.name === name),
    );
    for (const name of free) taken.add(name);
    return free.length > 0;
  });
}

/** Which row of the table that a foreign key leads to: none now and then, where that is allowed. */
function offsetsOf({ columns }: FillTable, { columns: names }: FillForeignKey, rows: number): Pool {
  const nullable = columns.some(({ name, notNull }) => names.includes(name) && !notNull);
  const values = Array.from({ length: rows * 2 }, (_, at) =>
    nullable && at % 5 === 1 ? 'NULL::int' : String(at),
  );
  return { values, unsure: false };
}

/**
 * Joins the row that a foreign key takes its values from, and lets its columns stand for it. A column that an earlier
 * foreign key has given a value keeps it, and narrows the choice. Where there is no row yet, a table that refers to
 * itself refers to the new row.
 */
function joinTo(
  table: FillTable,
  { columns: names, target, from, targetColumns }: FillForeignKey,
  slot: number,
  at: number,
  given: Map<string, readonly Piece[]>,
  rows: number,
): Piece[] {
  const isGiven = (name: string): boolean =>
    (given.get(name)?.length ?? 0) !== 1 || !table.columns.some((column) => column.name === name);
  const fixed = names.map(isGiven);
  const where: Piece[] = names.flatMap((name, place) =>
    fixed[place] && given.has(name)
      ? [` AND f.${quoteName(targetColumns[place] ?? '')} = (`, ...(given.get(name) ?? []), ')']
      : [],
  );
  const keys = targetColumns.map((name) => `f.${quoteName(name)}`).join(', ');
  const some: Piece[] = [
    `(SELECT ${keys} FROM ${from} AS f WHERE true`,
    ...where,
    ` ORDER BY ${keys} LIMIT ${rows})`,
  ];
  for (const [place, name] of names.entries()) {
    if (fixed[place]) continue;
    const column = table.columns.find((each) => each.name === name);
    const picked = `p${at}.k${place}`;
    const self =
      target === table.oid ? (given.get(targetColumns[place] ?? '') ?? given.get(name)) : given.get(name);
    given.set(name, column?.notNull ? [`coalesce(${picked}, `, ...(self ?? []), ')'] : [picked, '']);
  }
  return [
    ' LEFT JOIN LATERAL (SELECT * FROM ',
    ...some,
    ' AS f WHERE (',
    slot,
    ') IS NOT NULL OFFSET coalesce(',
    slot,
    ', 0) % greatest((SELECT count(*) FROM ',
    ...some,
    ` AS c), 1) LIMIT 1) AS p${at} (${names.map((_, place) => `k${place}`).join(', ')}) ON true`,
  ];
}

/** Asks whether a value is read by its type, and passes the checks on its column alone. The value itself is asked for, since the server does not work out what nobody wants. */
function testOf({ table, columns, checks }: FillTable, slot: number): readonly [string, string] {
  const name = columns[slot]?.name ?? '';
  const alone = checks
    .filter((check) => check.columns.length === 1 && check.columns[0] === name)
    .map(({ expression }) => `(${expression})`);
  return [
    `SELECT (${['true', ...alone].join(' AND ')}) IS NOT FALSE, ${quoteName(name)} FROM (SELECT `,
    ` AS ${quoteName(name)}) AS ${quoteName(table)}`,
  ];
}
