import { defaultLedger, type LedgerName } from '../history/ledger.ts';
import { firstLine } from '../model/problem.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { nameOf, planFor } from './fill-plan.ts';
import { insertSql } from './insert.ts';
import { linkLater } from './link-later.ts';
import { inOrder } from './order.ts';
import { type FillTable, readTables } from './table-facts.ts';
import type { Types } from './type-facts.ts';

export interface FillOptions {
  /** How many rows each table is to have more. */
  readonly rows: number;
  /** The same seed gives the same rows. */
  readonly seed: number;
  /** Oids or qualified names of tables; all user tables when absent. */
  readonly only?: readonly string[];
  /** Whether values at the edges of the types are among them, as they are when absent, or only ordinary ones. */
  readonly values?: 'ordinary' | 'all';
  /** The migrator's own table, which is never filled; Drizzle's default when absent. */
  readonly ledger?: LedgerName;
}

/** What was put into one table; `refused` says why a table could not be filled (whole or in part). */
export interface FilledTable {
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
  const { tables, types } = await readTables(database);
  const wanted = inOrder(tables.filter((table) => isWanted(table, options)));
  const filled: FilledTable[] = [];
  for (const table of wanted) filled.push(await fillTable(database, table, types, options));
  await linkLater(database, wanted);
  return filled;
}

function isWanted(table: FillTable, { only, ledger = defaultLedger }: FillOptions): boolean {
  if (table.schema === ledger.schema && table.table === ledger.table) return false;
  return (
    !only || [table.oid, `${table.schema}.${table.table}`, nameOf(table)].some((name) => only.includes(name))
  );
}

async function fillTable(
  database: Scratch,
  table: FillTable,
  types: Types,
  options: FillOptions,
): Promise<FilledTable> {
  const { schema, table: name } = table;
  try {
    const [answer] = (await database.run(insertSql(planFor(table, types, options))))
      .flat()
      .filter((row) => 'kept' in row);
    return {
      schema,
      table: name,
      rows: Number(answer?.kept),
      ...(answer?.said ? { refused: String(answer.said) } : {}),
    };
  } catch (error) {
    return { schema, table: name, rows: 0, refused: firstLine(error) };
  }
}
