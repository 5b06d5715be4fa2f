import { firstLine } from '../model/problem.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type FilledTable, fillTables } from '../rows/fill.ts';
import { inOrder } from '../rows/order.ts';
import { nameOf } from '../rows/plan.ts';
import { type FillTable, readTables } from '../rows/tables.ts';
import type { Types } from '../rows/types.ts';
import { type Demands, demandsOn, trimmingSql } from './demands.ts';
import { multiplySql, type Range, variationOf } from './multiply.ts';

/** A table that was grown as far as it went, and why not further. */
export interface Grown {
  readonly table: string;
  readonly rows: number;
  readonly refused?: string;
}

interface Growth {
  /** Names of tables. */
  readonly tables: readonly string[];
  /** The tables as the migration leaves them: their constraints must hold for the rows that stand before it. */
  readonly after: readonly FillTable[];
  readonly rows: number;
  readonly seed: number;
}

/** A table that is to be grown. */
interface Plant {
  readonly table: FillTable;
  readonly demands: Demands;
}

/** Rows that all others are made from, with the edges of the types among them. */
const seedRows = 12;

/**
 * Grows tables to a number of rows: some are made from the catalog, the others repeat them, with numbers in what must
 * be unique. A table that cannot be grown is no error: it is said.
 */
export async function growTables(database: Scratch, growth: Growth): Promise<readonly Grown[]> {
  const { tables, types } = await readTables(database);
  const demandsFor = (table: FillTable): Demands =>
    demandsOn(
      table,
      growth.after.find((each) => keyOf(each) === keyOf(table)),
    );
  const linksOf = (table: FillTable) => variationOf(table, types, demandsFor(table), 'alone').links;
  const wanted = tables.filter((table) => growth.tables.includes(keyOf(table)));
  const grown = new Set(inOrder(withTargets(wanted, tables, linksOf)));
  const filled = inOrder(withTargets(wanted, tables, ({ foreignKeys }) => foreignKeys));
  const only = filled.map(({ oid }) => oid);
  const said = await fillTables(database, { rows: Math.min(seedRows, growth.rows), seed: growth.seed, only });
  const results: Grown[] = [];
  for (const table of filled.filter((each) => grown.has(each)))
    results.push(await growOne(database, { table, demands: demandsFor(table) }, types, growth.rows, said));
  return results;
}

/** How a table is called in reports. */
export const keyOf = ({ schema, table }: { readonly schema: string; readonly table: string }): string =>
  `${schema}.${table}`;

/** Tables, those that some of their foreign keys lead to, and so on. */
function withTargets(
  some: readonly FillTable[],
  tables: readonly FillTable[],
  keysOf: (table: FillTable) => readonly { readonly target: string }[],
): FillTable[] {
  const all = new Set(some);
  for (const table of all)
    for (const { target } of keysOf(table))
      for (const parent of tables) if (parent.oid === target) all.add(parent);
  return [...all];
}

async function growOne(
  database: Scratch,
  { table, demands }: Plant,
  types: Types,
  wanted: number,
  filled: readonly FilledTable[],
): Promise<Grown> {
  for (const sql of trimmingSql(table, demands)) await database.run(sql).catch(() => {});
  const refused = await multiply(database, { table, demands }, types, wanted);
  // Dead rows would be counted by whoever builds an index.
  await database.run(`VACUUM (ANALYZE) ${nameOf(table)}`);
  const rows = await countOf(database, table);
  if (rows >= wanted) return { table: keyOf(table), rows };
  const atFirst = filled.find((each) => keyOf(each) === keyOf(table))?.refused;
  return { table: keyOf(table), rows, refused: refused ?? atFirst ?? 'its rows cannot be told apart' };
}

/** From the fastest way to the one that loses most rows to others with the same key; numbers of its own for each. */
const ways: readonly Pick<Range, 'style' | 'onConflict'>[] = [
  { style: 'appended', onConflict: '' },
  { style: 'alone', onConflict: '' },
  { style: 'appended', onConflict: 'ON CONFLICT DO NOTHING' },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING' },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING' },
];

/** Returns what the server said last, where no way leads to the number of rows. */
async function multiply(
  database: Scratch,
  { table, demands }: Plant,
  types: Types,
  wanted: number,
): Promise<string | undefined> {
  let said: string | undefined;
  for (const [at, way] of ways.entries()) {
    const count = wanted - (await countOf(database, table));
    if (count <= 0) return undefined;
    const range: Range = { from: (at + 1) * 10_000_019, count, ...way };
    const sql = multiplySql(table, variationOf(table, types, demands, way.style), range);
    said = await database.run(`${withoutTriggers}; ${sql}`).then(() => undefined, firstLine);
  }
  return said;
}

/**
 * SQL: rows that repeat others need no trigger, and their foreign keys hold; statements that are sent together share a
 * transaction. Only a superuser may switch triggers off; for others it takes longer.
 */
const withoutTriggers =
  "SELECT set_config('session_replication_role', 'replica', true) FROM pg_roles WHERE rolname = current_user AND rolsuper";

async function countOf(database: Scratch, table: FillTable): Promise<number> {
  const [[row] = []] = await database.run(`SELECT count(*) FROM ${nameOf(table)}`);
  return Number(row?.count);
}
