import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { inOrder } from './fill-order.ts';
import { nameOf } from './fill-plan.ts';
import { type FillTable, readTables, type SomeTables } from './table-facts.ts';
import type { Types } from './type-facts.ts';

/** One row, by its place on disk, which stays as long as nobody writes to it. */
export interface Place {
  readonly oid: string;
  /** The partition that holds it, or the table itself. */
  readonly part: string;
  readonly spot: string;
}

/** Which rows of a database to go without, and what to set in those that stay. */
export interface Reduction {
  readonly gone: readonly Place[];
  readonly set: readonly { readonly place: Place; readonly column: string; readonly value: string }[];
}

/** A database's rows, and how to do without some of them. */
export interface Rows {
  /** In an order in which they can be inserted. */
  readonly tables: readonly FillTable[];
  readonly types: Types;
  readonly places: readonly Place[];
}

/** Finds every row of every table, or of some, but those left out. */
export async function rowsIn(
  database: Scratch,
  isLeftOut: (table: FillTable) => boolean,
  only?: SomeTables,
): Promise<Rows> {
  const { tables, types } = await readTables(database, only);
  const own = inOrder(tables.filter((table) => !isLeftOut(table)));
  if (own.length === 0) return { tables: own, types, places: [] };
  const [rows = []] = await database.run(
    own
      .map(
        (table) =>
          `SELECT '${table.oid}' AS oid, tableoid::int8::text AS part, ctid::text AS spot FROM ${fromOnly(table)}`,
      )
      .join(' UNION ALL '),
  );
  return { tables: own, types, places: rows as unknown as Place[] };
}

const fromOnly = (table: FillTable): string => `${table.bounds.length > 0 ? '' : 'ONLY '}${nameOf(table)}`;

const at = ({ part, spot }: Place): string => `(tableoid = ${part} AND ctid = ${quoteText(spot)}::tid)`;

/**
 * SQL: reduces the rows. A row that another one refers to stays, so that no reduction makes what foreign keys forbid;
 * hence those that refer go first. What is set may end a reference, so that more can go afterwards.
 * Triggers of the tables do fire.
 */
export function reduceSql({ tables }: Rows, { gone, set }: Reduction): string {
  const named = (oid: string): string => nameOf(tables.find((table) => table.oid === oid) as FillTable);
  const updates = [...new Set(set.map(({ place }) => place))].map((place) => {
    const own = set.filter((each) => each.place === place);
    const list = own.map(({ column, value }) => `${quoteName(column)} = ${value}`).join(', ');
    return `UPDATE ${named(place.oid)} SET ${list} WHERE ${at(place)}`;
  });
  const deletes = tables.toReversed().flatMap((table) => {
    const own = gone.filter(({ oid }) => oid === table.oid);
    return own.length === 0 ? [] : [deleteSql(table, own, tables)];
  });
  return [
    'SET CONSTRAINTS ALL IMMEDIATE',
    ...deletes,
    ...updates,
    ...(updates.length > 0 ? deletes : []),
  ].join(';\n');
}

/** A row may be referred to by others of its own table, which go one after another. */
function deleteSql(table: FillTable, gone: readonly Place[], tables: readonly FillTable[]): string {
  const referring = tables.flatMap((from) =>
    from.foreignKeys
      .filter(({ target }) => target === table.oid)
      .map((key) => {
        const same = key.columns
          .map((name, n) => `r.${quoteName(name)} = t.${quoteName(key.targetColumns[n] ?? '')}`)
          .join(' AND ');
        const self = from.oid === table.oid ? ' AND (r.tableoid, r.ctid) <> (t.tableoid, t.ctid)' : '';
        return ` AND NOT EXISTS (SELECT FROM ${nameOf(from)} AS r WHERE ${same}${self})`;
      }),
  );
  const list = gone.map(({ part, spot }) => `(${part}, ${quoteText(spot)})`).join(', ');
  const statement = `DELETE FROM ${fromOnly(table)} AS t WHERE (t.tableoid, t.ctid) IN (SELECT p::oid, s::tid FROM (VALUES ${list}) AS v (p, s))${referring.join('')}`;
  const selfish = table.foreignKeys.some(({ target }) => target === table.oid);
  return selfish
    ? `DO $driftproof$ BEGIN LOOP ${statement}; EXIT WHEN NOT FOUND; END LOOP; END $driftproof$`
    : statement;
}
