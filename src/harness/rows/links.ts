import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Pool } from './pool.ts';
import type { FillForeignKey, FillTable } from './table-facts.ts';

/** What SQL is put together from: text, and numbers of slots. */
export type Piece = string | number;

/** A foreign key that has a say in some column, and the slot that says which row it leads to. */
export interface Link {
  readonly key: FillForeignKey;
  readonly slot: number;
  /** What the row that it leads to is called in the INSERT. */
  readonly alias: string;
}

/** A table's links: where several foreign keys share columns, the widest comes first and the others follow it. */
export function linksOf({ columns, foreignKeys }: FillTable): Link[] {
  const taken = new Set<string>();
  const keys = foreignKeys.filter((key) => {
    const free = key.columns.filter(
      (name) => !taken.has(name) && columns.some((column) => column.name === name),
    );
    for (const name of free) taken.add(name);
    return free.length > 0;
  });
  return keys.map((key, at) => ({ key, slot: columns.length + at, alias: `p${at}` }));
}

/** Which row of the table that a foreign key leads to: none now and then, where that is allowed. */
export function offsetsOf({ columns }: FillTable, { key }: Link, rows: number): Pool {
  const nullable = columns.some(({ name, notNull }) => key.columns.includes(name) && !notNull);
  const values = Array.from({ length: rows * 2 }, (_, at) =>
    nullable && at % 5 === 1 ? 'NULL::int' : String(at),
  );
  return { values, unsure: false, edges: new Set() };
}

/** What is given for each column in the INSERT. */
export type Given = ReadonlyMap<string, readonly Piece[]>;

/**
 * Lets the row that a foreign key leads to stand for its columns. One that another foreign key gave a value keeps it.
 * Where there is no row yet, a column that needs a value has its own, and a table that refers to itself refers to the
 * new row.
 */
export function withLink(table: FillTable, link: Link, given: Given): Given {
  const { oid, columns, fed } = table;
  const { key, alias } = link;
  const partly = partlyNull(table, link, given);
  const next = new Map(fed.map(({ name, sequence }) => [name, [nextOf(sequence)]]));
  const own = new Map(given);
  for (const [place, name] of key.columns.entries()) {
    if (!isFree(given, name)) continue;
    const picked = `${alias}.k${place}`;
    const source = key.target === oid ? (key.targetColumns[place] ?? name) : name;
    const instead = given.get(source) ?? next.get(source) ?? given.get(name) ?? [];
    const needed = columns.some((column) => column.name === name && column.notNull);
    own.set(name, needed ? [`coalesce(${picked}, `, ...instead, ')'] : partly(name, picked));
  }
  return own;
}

/** What stands for one column of a key that may be NULL in a part: such a row refers to nothing, unless the key is MATCH FULL. */
function partlyNull({ columns }: FillTable, { key, slot }: Link, given: Given) {
  const nullable = columns
    .filter(({ name, notNull }) => !notNull && key.columns.includes(name) && isFree(given, name))
    .map(({ name }) => name);
  return (name: string, picked: string): readonly Piece[] =>
    key.isMatchFull || nullable.length < 2
      ? [picked, '']
      : ['CASE WHEN (', slot, `) % 10 = ${2 + nullable.indexOf(name)} THEN NULL ELSE ${picked} END`];
}

/** The value that a sequence is about to give: a row's own columns are worked out before its defaults. */
const nextOf = (sequence: string): string =>
  `(SELECT last_value + CASE WHEN is_called THEN (SELECT seqincrement FROM pg_sequence WHERE seqrelid = ${quoteText(sequence)}::regclass) ELSE 0 END FROM ${sequence})`;

/** Whether only the column's own slot stands for it so far. */
const isFree = (given: Given, name: string): boolean => given.get(name)?.length === 1;

/** Joins the row that a foreign key leads to; columns that had a value before narrow the choice. */
export function joinOf({ key, slot, alias }: Link, given: Given, rows: number): Piece[] {
  const where: Piece[] = key.columns.flatMap((name, place) =>
    given.has(name) && !isFree(given, name)
      ? [` AND f.${quoteName(key.targetColumns[place] ?? '')} = (`, ...(given.get(name) ?? []), ')']
      : [],
  );
  const keys = key.targetColumns.map((name) => `f.${quoteName(name)}`).join(', ');
  const choice: Piece[] = [
    `(SELECT ${keys} FROM ${key.from} AS f WHERE true`,
    ...where,
    ` ORDER BY ${keys} LIMIT ${rows})`,
  ];
  const names = key.columns.map((_, place) => `k${place}`).join(', ');
  return [
    ' LEFT JOIN LATERAL (SELECT * FROM ',
    ...choice,
    ' AS f WHERE (',
    slot,
    ') IS NOT NULL OFFSET coalesce(',
    slot,
    ', 0) % greatest((SELECT count(*) FROM ',
    ...choice,
    ` AS c), 1) LIMIT 1) AS ${alias} (${names}) ON true`,
  ];
}
