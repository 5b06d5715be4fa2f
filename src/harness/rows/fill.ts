import { defaultLedger } from '../history/default-ledger.ts';
import type { LedgerName } from '../history/ledger.ts';
import { firstLine } from '../model/problem.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { inOrder } from './fill-order.ts';
import { planFor } from './fill-plan.ts';
import { insertSql } from './insert.ts';
import { insertTogether } from './insert-together.ts';
import { linkLater } from './link-later.ts';
import { type TestedPlan, testPools } from './pool-tests.ts';
import type { Spoken } from './spoken.ts';
import { type FillTable, readTables, type SomeTables } from './table-facts.ts';

export interface FillOptions {
  /** How many rows each table is to have more. */
  readonly rows: number;
  /** The same seed gives the same rows. */
  readonly seed: number;
  /** Which tables; all user tables when absent. */
  readonly only?: SomeTables | undefined;
  /** Whether values at the edges of the types are among them, as they are when absent, or only ordinary ones. */
  readonly values?: 'ordinary' | 'all';
  /** Whether values take turns in all columns at once; any two columns meet in pairs when absent. */
  readonly isAligned?: boolean;
  /** What a migration that is about to be run speaks of. */
  readonly spoken?: Spoken | undefined;
  /** The migrator's own table, which is never filled; Drizzle's default when absent. */
  readonly ledger?: LedgerName;
}

/** What was put into one table; `refused` says why a table could not be filled (whole or in part). */
export interface FilledTable {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  readonly refused?: string;
}

/**
 * Puts rows into the tables of a database, made from its catalog as it stands: values of every column's type, edges and
 * NULL among them, that keep every constraint. Tables that others refer to come first. Columns that the server fills
 * by itself (identity, serial, generated) are left to it. A table that refuses every row is not an error: it is said.
 */
export async function fillTables(database: Scratch, options: FillOptions): Promise<readonly FilledTable[]> {
  const { only, ledger = defaultLedger } = options;
  if (only?.tables.length === 0) return [];
  const { tables, types } = await readTables(database, only);
  const wanted = inOrder(
    tables.filter(({ schema, table }) => schema !== ledger.schema || table !== ledger.table),
  );
  const plans = await testPools(
    database,
    wanted.map((table) => planFor(table, types, options)),
  );
  const filled: FilledTable[] = [];
  while (filled.length < wanted.length) {
    const done = await insertTogether(database, plans.slice(filled.length));
    const together = wanted.slice(filled.length, filled.length + done);
    filled.push(...together.map((table, at) => saidOf(table, options.rows, plans[filled.length + at]?.lack)));
    const [table, plan] = [wanted[filled.length], plans[filled.length]];
    if (table && plan) filled.push(await insertOneByOne(database, table, plan));
  }
  await linkLater(database, wanted);
  return filled;
}

const saidOf = (
  { oid, schema, table }: FillTable,
  rows: number,
  refused: string | undefined,
): FilledTable => ({
  oid,
  schema,
  table,
  rows,
  ...(refused ? { refused } : {}),
});

/** What is refused together is tried row by row. */
async function insertOneByOne(database: Scratch, table: FillTable, plan: TestedPlan): Promise<FilledTable> {
  try {
    const lists = await database.atomic((inside) => inside.run(insertSql(plan)));
    const [answer] = lists.flat().filter((row) => 'kept' in row);
    return saidOf(table, Number(answer?.kept), answer?.said ? String(answer.said) : undefined);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return saidOf(table, 0, firstLine(error));
  }
}
