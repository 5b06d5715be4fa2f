import { printTable } from '../model/cost.ts';
import { firstLine } from '../model/problem.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type FilledTable, fillTables } from '../rows/fill.ts';
import { inOrder } from '../rows/fill-order.ts';
import { nameOf } from '../rows/fill-plan.ts';
import { type FillTable, type KnownTables, readTables } from '../rows/table-facts.ts';
import type { Types } from '../rows/type-facts.ts';
import { multiplySql, type Range, variationOf } from './multiply.ts';
import {
  allDifferent,
  type RequiredConstraints,
  requiredConstraintsOn,
  trimmingSql,
} from './required-constraints.ts';

/** How many rows a table has after growing, and why it has no more. */
export interface Grown {
  readonly table: string;
  readonly rows: number;
  readonly refused?: string;
}

export interface Growth {
  /** Names of tables, as SQL writes them. */
  readonly tables: readonly string[];
  /** What was read before of them and of those that their foreign keys lead to, and so on; of others as well, maybe. */
  readonly known?: KnownTables | undefined;
  /** The tables after the migration: their constraints must hold for the rows inserted before it. */
  readonly after: readonly FillTable[];
  readonly rows: number;
  readonly seed: number;
  /** Whether rows repeat the edge values of the types, or have plain values in as many columns as possible. */
  readonly values: 'edges' | 'plain';
  /** Whether this runs in a transaction, where VACUUM cannot run. */
  readonly within: boolean;
}

/** A table to grow, and the first of the numbers reserved for it. */
interface GrowingTable {
  readonly table: FillTable;
  readonly types: Types;
  readonly required: RequiredConstraints;
  readonly first: number;
  readonly rows: number;
  readonly values: Growth['values'];
  readonly within: boolean;
}

/** How many rows all others are copied from, with the edge values of the types among them. */
const seedRows = 12;

/**
 * Grows tables to a number of rows: some are made from the catalog, the others repeat them, with numbers in what must be
 * unique. A table that cannot be grown is reported, and is not an error.
 */
export async function growTables(database: Scratch, growth: Growth): Promise<readonly Grown[]> {
  if (growth.tables.length === 0) return [];
  const some = { tables: growth.tables, withParents: true };
  const { tables, types } = growth.known ?? (await readTables(database, some));
  const requiredFor = (table: FillTable): RequiredConstraints => {
    const after = growth.after.find((each) => keyOf(each) === keyOf(table));
    const required = requiredConstraintsOn(table, after);
    return growth.values === 'edges' ? required : allDifferent(table, required);
  };
  const linksOf = (table: FillTable) => variationOf(table, types, requiredFor(table), 'alone').links;
  const wanted = tables.filter((table) =>
    [nameOf(table), keyOf(table)].some((name) => growth.tables.includes(name)),
  );
  const grown = new Set(withTargets(wanted, tables, linksOf));
  const filled = inOrder(withTargets(wanted, tables, ({ foreignKeys }) => foreignKeys));
  const rows = Math.min(seedRows, growth.rows);
  const known = { tables: tables.filter((table) => filled.includes(table)), types };
  const said = await fillTables(database, { rows, seed: growth.seed, known, isAligned: true });
  const results: Grown[] = [];
  for (const [at, table] of filled.filter((each) => grown.has(each)).entries()) {
    if (table.hasForeignPartition) {
      results.push({ table: keyOf(table), rows: 0, refused: 'some of its partitions are foreign tables' });
      continue;
    }
    const growing = {
      table,
      types,
      required: requiredFor(table),
      first: at * 300_007,
      rows: growth.rows,
      values: growth.values,
      within: growth.within,
    };
    const atFirst = said.find((each) => keyOf(each) === keyOf(table));
    results.push(await growOne(database, growing, atFirst));
  }
  return results;
}

/** The name of a table in reports. */
export const keyOf = ({ schema, table }: { readonly schema: string; readonly table: string }): string =>
  printTable({ schema, name: table });

/** Tables, those that their foreign keys reference, and so on. */
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
  growing: GrowingTable,
  atFirst: FilledTable | undefined,
): Promise<Grown> {
  const { table, required, rows: wanted } = growing;
  for (const sql of trimmingSql(table, required)) await refusalOf(database, sql);
  const { rows, refused } = await reach(database, growing);
  // Dead rows would be counted as read when an index is built.
  await database.runOurs(
    growing.within ? `${fewSamples}; ANALYZE ${nameOf(table)}` : `VACUUM (ANALYZE) ${nameOf(table)}`,
  );
  if (rows >= wanted) return { table: keyOf(table), rows };
  return {
    table: keyOf(table),
    rows,
    refused: refused ?? atFirst?.refused ?? 'its rows cannot be told apart',
  };
}

/** How many rows a table has, and why it has no more. */
type Reached = Omit<Grown, 'table'>;

/** Multiplies rows; then again without the first ones, if those conflict or should not stay. */
async function reach(database: Scratch, growing: GrowingTable): Promise<Reached> {
  const { table, rows: wanted, values } = growing;
  const seeds = await seedsOf(database, table);
  let reached = await multiply(database, growing, seeds.length);
  if (reached.rows > seeds.length && (values === 'plain' || reached.rows < wanted)) {
    const left = await take(database, table, `ctid = ANY (${quoteText(`{${seeds.join()}}`)}::tid[])`);
    reached = await multiply(database, { ...growing, first: growing.first + wanted }, left);
  }
  const surplus = reached.rows - wanted;
  if (surplus <= 0) return reached;
  const some = `SELECT tableoid, ctid FROM ${nameOf(table)} LIMIT ${surplus}`;
  return { ...reached, rows: await take(database, table, `(tableoid, ctid) IN (${some})`) };
}

/** Deletes rows, unless others reference them; returns how many are left. */
async function take(database: Scratch, table: FillTable, condition: string): Promise<number> {
  await refusalOf(database, `DELETE FROM ${nameOf(table)} WHERE ${condition}`);
  return countIn(await database.runOurs(countSql(table)));
}

/** The server's message when it refuses statements; undefined when it runs them. */
const refusalOf = (database: Scratch, sql: string): Promise<string | undefined> =>
  database.runAtomic(sql).then(() => undefined, saidBy);

/** Only the size of a table matters here, not the statistics of its columns. */
const fewSamples = 'SET LOCAL default_statistics_target = 1';

/** The ctids of the existing rows, for an array literal. */
async function seedsOf(database: Scratch, table: FillTable): Promise<string[]> {
  const [rows = []] = await database.runOurs(`SELECT ctid::text FROM ${nameOf(table)}`);
  return rows.map(({ ctid }) => `"${ctid}"`);
}

/**
 * From the fastest variant to the one that loses most rows to others with the same key. The number ranges of the variants
 * do not overlap; short texts and narrow integers have room only for those of the last.
 */
const variants: readonly Omit<Range, 'count'>[] = [
  { style: 'appended', onConflict: '', from: 10_000_019 },
  { style: 'alone', onConflict: '', from: 20_000_003 },
  { style: 'appended', onConflict: 'ON CONFLICT DO NOTHING', from: 30_000_001 },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING', from: 40_000_003 },
  { style: 'alone', onConflict: 'ON CONFLICT DO NOTHING', from: 1 },
];

/** Goes on from the rows that a table has; says what the server said last if no variant reaches the number. */
async function multiply(
  database: Scratch,
  { table, types, required, first, rows: wanted, values }: GrowingTable,
  has: number,
): Promise<Reached> {
  let reached: Reached = { rows: has };
  for (const variant of variants.filter(({ style }) => values === 'edges' || style === 'alone')) {
    const count = wanted - reached.rows;
    if (count <= 0) return { rows: reached.rows };
    const variation = variationOf(table, types, required, variant.style);
    // With a foreign key that must be unique, the rows that are still free are found only by trying all.
    const tries = variant.onConflict && variation.links.length > 0 ? wanted : count;
    const sql = multiplySql(table, variation, { ...variant, count: tries, from: variant.from + first });
    const { rows } = reached;
    reached = await database
      .runAtomic(`${withoutTriggers}; ${sql}; ${withTriggers}; ${countSql(table)}`)
      .then(
        (lists) => ({ rows: countIn(lists) }),
        (error) => ({ rows, refused: saidBy(error) }),
      );
  }
  return reached;
}

/**
 * SQL: rows that repeat others need no trigger, and their foreign keys hold. Only a superuser may disable triggers;
 * for others it takes longer.
 */
const triggersAre = (role: 'replica' | 'origin'): string =>
  `SELECT set_config('session_replication_role', '${role}', true) FROM pg_roles WHERE rolname = current_user AND rolsuper`;
const [withoutTriggers, withTriggers] = [triggersAre('replica'), triggersAre('origin')];

/** The message of a refusal by the server; throws on any other error. */
const saidBy = (error: unknown): string => {
  if (isRefusal(error)) return firstLine(error);
  throw error;
};

const countSql = (table: FillTable): string => `SELECT count(*) FROM ${nameOf(table)}`;

/** What the last statement has counted. */
const countIn = (lists: readonly Row[][]): number => Number(lists.at(-1)?.[0]?.count);
