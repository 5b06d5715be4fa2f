import { printTable } from '../model/cost.ts';
import { firstLine } from '../model/problem.ts';
import { quoteText } from '../postgres/connection.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type FilledTable, fillTables } from '../rows/fill.ts';
import { nameOf } from '../rows/fill-plan.ts';
import { inOrder } from '../rows/order.ts';
import { type FillTable, readTables } from '../rows/table-facts.ts';
import type { Types } from '../rows/type-facts.ts';
import { multiplySql, type Range, variationOf } from './multiply.ts';
import {
  allDifferent,
  type RequiredConstraints,
  requiredConstraintsOn,
  trimmingSql,
} from './required-constraints.ts';

/** A table that was grown as far as it went, and why not further. */
export interface Grown {
  readonly table: string;
  readonly rows: number;
  readonly refused?: string;
}

export interface Growth {
  /** Names of tables, as SQL writes them. */
  readonly tables: readonly string[];
  /** The tables as the migration leaves them: their constraints must hold for the rows that stand before it. */
  readonly after: readonly FillTable[];
  readonly rows: number;
  readonly seed: number;
  /** Whether rows repeat those with the edges of the types, or have plain values in as many columns as can be. */
  readonly values: 'edges' | 'plain';
  /** Whether all of it is in a transaction, which vacuums nothing. */
  readonly within: boolean;
}

/** A table that is to be grown, and the first of the numbers that are its own. */
interface Plant {
  readonly table: FillTable;
  readonly types: Types;
  readonly demands: RequiredConstraints;
  readonly first: number;
  readonly rows: number;
  readonly values: Growth['values'];
  readonly within: boolean;
}

/** Rows that all others are made from, with the edges of the types among them. */
const seedRows = 12;

/**
 * Grows tables to a number of rows: some are made from the catalog, the others repeat them, with numbers in what must
 * be unique. A table that cannot be grown is no error: it is said.
 */
export async function growTables(database: Scratch, growth: Growth): Promise<readonly Grown[]> {
  if (growth.tables.length === 0) return [];
  const { tables, types } = await readTables(database, { tables: growth.tables, withParents: true });
  const demandsFor = (table: FillTable): RequiredConstraints => {
    const after = growth.after.find((each) => keyOf(each) === keyOf(table));
    const demands = requiredConstraintsOn(table, after);
    return growth.values === 'edges' ? demands : allDifferent(table, demands);
  };
  const linksOf = (table: FillTable) => variationOf(table, types, demandsFor(table), 'alone').links;
  const wanted = tables.filter((table) =>
    [nameOf(table), keyOf(table)].some((name) => growth.tables.includes(name)),
  );
  const grown = new Set(withTargets(wanted, tables, linksOf));
  const filled = inOrder(withTargets(wanted, tables, ({ foreignKeys }) => foreignKeys));
  const only = { tables: filled.map(({ oid }) => oid), withParents: false };
  const rows = Math.min(seedRows, growth.rows);
  const said = await fillTables(database, { rows, seed: growth.seed, only });
  const results: Grown[] = [];
  for (const [at, table] of filled.filter((each) => grown.has(each)).entries()) {
    const plant = {
      table,
      types,
      demands: demandsFor(table),
      first: at * 300_007,
      rows: growth.rows,
      values: growth.values,
      within: growth.within,
    };
    const atFirst = said.find((each) => keyOf(each) === keyOf(table));
    results.push(await growOne(database, plant, atFirst));
  }
  return results;
}

/** How a table is called in reports. */
export const keyOf = ({ schema, table }: { readonly schema: string; readonly table: string }): string =>
  printTable({ schema, name: table });

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

async function growOne(database: Scratch, plant: Plant, atFirst: FilledTable | undefined): Promise<Grown> {
  const { table, demands, rows: wanted } = plant;
  for (const sql of trimmingSql(table, demands)) await refusalOf(database, sql);
  const refused = await reach(database, plant);
  // Dead rows would be counted by whoever builds an index.
  await database.run(
    plant.within ? `${fewSamples}; ANALYZE ${nameOf(table)}` : `VACUUM (ANALYZE) ${nameOf(table)}`,
  );
  const rows = await countOf(database, table);
  if (rows >= wanted) return { table: keyOf(table), rows };
  return {
    table: keyOf(table),
    rows,
    refused: refused ?? atFirst?.refused ?? 'its rows cannot be told apart',
  };
}

/** Multiplies rows; then without those that were there first, where those are in the way or are not to stay. */
async function reach(database: Scratch, plant: Plant): Promise<string | undefined> {
  const { table, rows: wanted, values } = plant;
  const seeds = await seedsOf(database, table);
  let refused = await multiply(database, plant);
  const has = await countOf(database, table);
  if (has > seeds.length && (values === 'plain' || has < wanted)) {
    await take(database, table, `ctid = ANY (${quoteText(`{${seeds.join()}}`)}::tid[])`);
    refused = await multiply(database, { ...plant, first: plant.first + wanted });
  }
  const surplus = (await countOf(database, table)) - wanted;
  const some = `SELECT tableoid, ctid FROM ${nameOf(table)} LIMIT ${surplus}`;
  if (surplus > 0) await take(database, table, `(tableoid, ctid) IN (${some})`);
  return refused;
}

/** Takes rows out, unless others refer to them. */
const take = (database: Scratch, table: FillTable, condition: string): Promise<unknown> =>
  refusalOf(database, `DELETE FROM ${nameOf(table)} WHERE ${condition}`);

/** What the server says of statements that it refuses; nothing of those that it runs. */
const refusalOf = (database: Scratch, sql: string): Promise<string | undefined> =>
  database.atomic((inside) => inside.run(sql)).then(() => undefined, saidBy);

/** The size of a table is what matters, not what its columns hold. */
const fewSamples = 'SET LOCAL default_statistics_target = 1';

/** Where the rows lie that are there, for an array of their places. */
async function seedsOf(database: Scratch, table: FillTable): Promise<string[]> {
  const [rows = []] = await database.run(`SELECT ctid::text FROM ${nameOf(table)}`);
  return rows.map(({ ctid }) => `"${ctid}"`);
}

/**
 * From the fastest way to the one that loses most rows to others with the same key. The numbers of each begin where no
 * other way comes; short texts and narrow numbers have room only for those of the last.
 */
const ways: readonly Omit<Range, 'count'>[] = [
  { style: 'appended', onConflict: '', from: 10_000_019 },
  { style: 'alone', onConflict: '', from: 20_000_003 },
  { style: 'appended', onConflict: 'ON CONFLICT DO NOTHING', from: 30_000_001 },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING', from: 40_000_003 },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING', from: 1 },
];

/** Returns what the server said last, where no way leads to the number of rows. */
async function multiply(
  database: Scratch,
  { table, types, demands, first, rows, values }: Plant,
): Promise<string | undefined> {
  let said: string | undefined;
  for (const way of ways.filter(({ style }) => values === 'edges' || style === 'alone')) {
    const count = rows - (await countOf(database, table));
    if (count <= 0) return undefined;
    const variation = variationOf(table, types, demands, way.style);
    // Who refers to a row of its own finds those that are left only by trying all; there may be more than enough.
    const tries = way.onConflict && variation.links.length > 0 ? rows : count;
    const sql = multiplySql(table, variation, { ...way, count: tries, from: way.from + first });
    said = await refusalOf(database, `${withoutTriggers}; ${sql}; ${withTriggers}`);
  }
  return said;
}

/**
 * SQL: rows that repeat others need no trigger, and their foreign keys hold. Only a superuser may switch triggers off;
 * for others it takes longer.
 */
const triggersAre = (role: 'replica' | 'origin'): string =>
  `SELECT set_config('session_replication_role', '${role}', true) FROM pg_roles WHERE rolname = current_user AND rolsuper`;
const [withoutTriggers, withTriggers] = [triggersAre('replica'), triggersAre('origin')];

/** What the server says that refuses; whatever else went wrong is thrown on. */
const saidBy = (error: unknown): string => {
  if (isRefusal(error)) return firstLine(error);
  throw error;
};

async function countOf(database: Scratch, table: FillTable): Promise<number> {
  const [[row] = []] = await database.run(`SELECT count(*) FROM ${nameOf(table)}`);
  return Number(row?.count);
}
