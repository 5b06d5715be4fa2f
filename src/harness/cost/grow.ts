import { firstLine } from '../model/problem.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { fillTables } from '../rows/fill.ts';
import { inOrder } from '../rows/order.ts';
import { nameOf } from '../rows/plan.ts';
import { type FillTable, readTables } from '../rows/tables.ts';
import type { Types } from '../rows/types.ts';
import type { TextStyle } from './counter.ts';
import { type Demands, demandsOn, trimmingSql } from './demands.ts';
import { multiplySql } from './multiply.ts';

/** A table that was grown as far as it went, and why not further. */
export interface Grown {
  readonly table: string;
  readonly rows: number;
  readonly refused?: string;
}

interface Growth {
  /** Names of tables; those they refer to are grown as well. */
  readonly tables: readonly string[];
  /** The tables as the migration leaves them: their constraints must hold for the rows that stand before it. */
  readonly after: readonly FillTable[];
  readonly rows: number;
  readonly seed: number;
}

/** Rows that all others are made from, with the edges of the types among them. */
const seedRows = 12;

/**
 * Grows tables to a number of rows: some are made from the catalog, the others repeat them, with numbers in what must
 * be unique. A table that cannot be grown is no error: it is said.
 */
export async function growTables(database: Scratch, growth: Growth): Promise<readonly Grown[]> {
  const { tables, types } = await readTables(database);
  const wanted = inOrder(withAncestors(tables, growth.tables));
  const only = wanted.map(({ oid }) => oid);
  const filled = await fillTables(database, { rows: seedRows, seed: growth.seed, only });
  const grown: Grown[] = [];
  for (const table of wanted) {
    const after = growth.after.find((each) => keyOf(each) === keyOf(table));
    const reason = await growOne(database, table, types, demandsOn(table, after), growth.rows);
    const [[count] = []] = await database.run(`ANALYZE ${nameOf(table)}; SELECT count(*) FROM ${nameOf(table)}`).then((lists) => lists.slice(1));
    const rows = Number(count?.count);
    const why = reason ?? filled.find((each) => keyOf(each) === keyOf(table))?.refused ?? 'its rows cannot be told apart';
    grown.push({ table: keyOf(table), rows, ...(rows < growth.rows ? { refused: why } : {}) });
  }
  return grown;
}

export const keyOf = ({ schema, table }: { readonly schema: string; readonly table: string }): string =>
  `${schema}.${table}`;

/** Tables, those that their foreign keys lead to, and so on. */
function withAncestors(tables: readonly FillTable[], names: readonly string[]): FillTable[] {
  const wanted = new Set(tables.filter((table) => names.includes(keyOf(table))));
  for (const { foreignKeys } of wanted)
    for (const { target } of foreignKeys)
      for (const parent of tables) if (parent.oid === target) wanted.add(parent);
  return [...wanted];
}

const styles: readonly TextStyle[] = ['appended', 'alone'];

/** Returns what the server says against it, where it never went. Rows that meet another's key are left out, and made up for once more. */
async function growOne(
  database: Scratch,
  table: FillTable,
  types: Types,
  demands: Demands,
  rows: number,
): Promise<string | undefined> {
  for (const sql of trimmingSql(table, demands)) await database.run(sql).catch(() => {});
  let said: string | undefined;
  for (const style of styles)
    for (const round of [1, 2]) {
      const [[{ count } = { count: 0 }] = []] = await database.run(`SELECT count(*) FROM ${nameOf(table)}`);
      if (Number(count) >= rows) return undefined;
      const range = { from: round * 10_000_019, count: rows - Number(count) };
      said = await database.run(multiplySql(table, types, demands, { ...range, style })).then(
        () => undefined,
        (error) => firstLine(error),
      );
    }
  return said;
}
