import { quoteName } from '../postgres/connection.ts';
import { type Given, joinOf, type Link, linksOf, offsetsOf, type Piece, withLink } from './links.ts';
import { type Making, poolOf } from './pool.ts';
import type { FillTable } from './table-facts.ts';
import type { Types } from './type-facts.ts';

/** How the rows of one table are made, for the server to carry out. */
export interface Plan {
  /** The values of each slot, as SQL. */
  readonly pools: readonly (readonly string[])[];
  /** What each slot is for. */
  readonly names: readonly string[];
  /** For a slot whose values the server may refuse: the text around one, which asks whether it fits. */
  readonly tests: readonly (readonly [string, string] | null)[];
  /** What a row's INSERT is put together from: SQL, and numbers of slots. */
  readonly pieces: readonly Piece[];
  /** Which slots to change when a constraint refuses a row. */
  readonly slotsOf: Readonly<Record<string, readonly number[]>>;
  readonly wanted: number;
}

/** Plans the rows of a table whose foreign keys lead to tables that are filled already, or to itself. */
export function planFor(table: FillTable, types: Types, making: Making): Plan {
  const { columns } = table;
  const links = linksOf(table);
  const pools = [
    ...columns.map((column) => poolOf(table, column, types, making)),
    ...links.map((link) => offsetsOf(table, link, making.rows)),
  ];
  return {
    pools: pools.map(({ values }) => values),
    names: [...columns, ...links.map(({ key }) => key)].map(({ name }) => name),
    tests: pools.map(({ unsure }, slot) => (unsure ? testOf(table, slot) : null)),
    pieces: piecesOf(table, links, making.rows),
    slotsOf: slotsOf(table, links),
    wanted: making.rows,
  };
}

/** Each link is joined with what stood for its columns before it, so that a later one follows those before. */
function piecesOf(table: FillTable, links: readonly Link[], rows: number): Piece[] {
  const { columns } = table;
  const into = `INSERT INTO ${nameOf(table)}`;
  if (columns.length === 0) return [`${into} DEFAULT VALUES`];
  let given: Given = new Map(columns.map(({ name }, slot) => [name, [slot]]));
  const joins: Piece[] = [];
  for (const link of links) {
    joins.push(...joinOf(link, given, rows));
    given = withLink(table, link, given);
  }
  const list = columns.map(({ name }) => quoteName(name)).join(', ');
  const selected = columns.flatMap(({ name }, at) => [at === 0 ? '' : ', ', ...(given.get(name) ?? [])]);
  return [`${into} (${list}) SELECT `, ...selected, ' FROM (SELECT) AS one', ...joins];
}

/** The slots behind the columns of each constraint, and behind each column, which the server names as well. */
function slotsOf({ columns, checks, keys, foreignKeys }: FillTable, links: readonly Link[]): Plan['slotsOf'] {
  const slotsFor = (names: readonly string[]): number[] => [
    ...columns.flatMap(({ name }, slot) => (names.includes(name) ? [slot] : [])),
    ...links.flatMap(({ key, slot }) => (key.columns.some((name) => names.includes(name)) ? [slot] : [])),
  ];
  const single = columns.map(({ name }) => ({ name: `column ${name}`, columns: [name] }));
  const all = [...checks, ...keys, ...foreignKeys, ...single];
  return Object.fromEntries(all.map(({ name, columns: names }) => [name, slotsFor(names)]));
}

export const nameOf = ({ schema, table }: Pick<FillTable, 'schema' | 'table'>): string =>
  `${quoteName(schema)}.${quoteName(table)}`;

/**
 * Asks whether a value is read by its type, and passes the checks on its column alone. The value itself is asked for,
 * since the server does not work out what nobody wants.
 */
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
