import { quoteName } from '../postgres/connection.ts';
import { type Together, togetherOf } from './checked-together.ts';
import { type Given, joinOf, type Link, linksOf, offsetsOf, type Piece, withLink } from './links.ts';
import { type Making, poolOf } from './pool.ts';
import type { FillTable } from './table-facts.ts';
import type { Types } from './type-facts.ts';

/** How the server is asked which values fit a column: they are read by their type, and pass the checks on it alone. */
export interface PoolTest {
  readonly table: string;
  readonly column: string;
  /** Expressions. */
  readonly checks: readonly string[];
}

/** How the rows of one table are made, for the server to carry out. */
export interface Plan {
  /** The values of each slot, as SQL. */
  readonly pools: readonly (readonly string[])[];
  /** Which of them are at the edges of their types, or of what a migration speaks of. */
  readonly edges: readonly ReadonlySet<string>[];
  /** What each slot is for. */
  readonly names: readonly string[];
  /** For a slot whose values the server may refuse: how it is asked which fit. */
  readonly tests: readonly (PoolTest | undefined)[];
  /** What a row's INSERT is put together from: SQL, and numbers of slots. */
  readonly pieces: readonly Piece[];
  /** Which slots to change when a constraint refuses a row. */
  readonly slotsOf: Readonly<Record<string, readonly number[]>>;
  /** Slots of columns that are a key, alone or together. */
  readonly keySlots: readonly number[];
  /** Slots whose values must fit together. */
  readonly together: readonly Together[];
  /** Whether each row can refer to those before it, so that they cannot be put in together. */
  readonly isChained: boolean;
  readonly wanted: number;
  /** Whether values take turns in all slots at once, rather than in pairs. */
  readonly isAligned: boolean;
}

/** Plans the rows of a table whose foreign keys lead to tables that are filled already, or to itself. */
export function planFor(table: FillTable, types: Types, making: Making): Plan {
  const { columns, keys } = table;
  const links = linksOf(table);
  const pools = [
    ...columns.map((column) => poolOf(table, column, types, making)),
    ...links.map((link) => offsetsOf(table, link, making.rows)),
  ];
  const slots = slotsOf(table, links);
  return {
    pools: pools.map(({ values }) => values),
    edges: pools.map(({ edges }) => edges),
    names: [...columns, ...links.map(({ key }) => key)].map(({ name }) => name),
    tests: pools.map(({ unsure }, slot) => (unsure ? testOf(table, slot) : undefined)),
    pieces: piecesOf(table, links, making.rows),
    slotsOf: slots,
    keySlots: [...new Set(keys.flatMap(({ name }) => slots[name] ?? []))],
    together: togetherOf(table),
    isChained: links.some(({ key }) => key.target === table.oid),
    wanted: making.rows,
    isAligned: making.isAligned ?? false,
  };
}

/** Each link is joined with what was given for its columns before it, so that a later one follows those before. */
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
  return [`${into} (${list}) SELECT `, ...selected, oneRow, ...joins];
}

/** What a row's values come from, where they are written in their places. */
export const oneRow = ' FROM (SELECT) AS one';

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

/** The column of a slot, and the checks on it alone that its values must pass. */
function testOf({ table, columns, checks }: FillTable, slot: number): PoolTest {
  const name = columns[slot]?.name ?? '';
  const alone = checks.filter((check) => check.columns.length === 1 && check.columns[0] === name);
  return { table, column: name, checks: alone.map(({ expression }) => expression) };
}
