import { defaultLedger } from '../history/default-ledger.ts';
import type { LedgerName } from '../history/ledger.ts';
import { firstLine } from '../model/problem.ts';
import { isRefusal } from '../postgres/errors.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { cycleWords, inGroups, isClosed, isSelfish, openKeys, withoutOpen } from './fill-order.ts';
import { planFor } from './fill-plan.ts';
import { type Checks, insertSql } from './insert.ts';
import { insertTogether } from './insert-together.ts';
import { closeSql, linkLater } from './link-later.ts';
import { matchTogether } from './match-together.ts';
import type { ValueKinds } from './pool.ts';
import { type TestedPlan, testPools } from './pool-tests.ts';
import { repeatsKey } from './repeats-key.ts';
import type { Spoken } from './spoken.ts';
import { type FillTable, type KnownTables, readTables, type SomeTables } from './table-facts.ts';

export interface FillOptions {
  /** How many rows each table is to have more. */
  readonly rows: number;
  /** The same seed gives the same rows. */
  readonly seed: number;
  /** Which tables; all user tables when absent. */
  readonly only?: SomeTables | undefined;
  /** Whether values at the edges of the types are among them, as they are when absent, or only ordinary ones. */
  readonly values?: ValueKinds;
  /** Whether values take turns in all columns at once; any two columns meet in pairs when absent. */
  readonly isAligned?: boolean;
  /** What a migration that is about to be run speaks of. */
  readonly spoken?: Spoken | undefined;
  /** What is known of the tables, where it was read before. */
  readonly known?: KnownTables | undefined;
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
  const { tables, types } = options.known ?? (await readTables(database, only));
  const groups = inGroups(
    tables.filter(({ schema, table }) => schema !== ledger.schema || table !== ledger.table),
  );
  const wanted = groups.flat();
  const plans = await testPools(
    database,
    groups.flatMap((group) => withoutOpen(group).map((table) => planFor(table, types, options))),
  );
  const filled: FilledTable[] = [];
  for (const segment of segmentsOf(groups)) {
    const own = plans.slice(filled.length, filled.length + segment.tables.length);
    filled.push(...(await (segment.isCycle ? fillCycle : fillInTurn)(database, segment.tables, own)));
  }
  await linkLater(database, wanted);
  return filled;
}

/** What is filled one table after another, or, where tables refer to each other, in one transaction. */
interface Segment {
  readonly tables: readonly FillTable[];
  readonly isCycle: boolean;
}

function segmentsOf(groups: readonly (readonly FillTable[])[]): Segment[] {
  const segments: { tables: FillTable[]; isCycle: boolean }[] = [];
  for (const group of groups) {
    const isCycle = group.length > 1 || group.some(isSelfish);
    const last = segments.at(-1);
    if (last && !isCycle && !last.isCycle) last.tables.push(...group);
    else segments.push({ tables: [...group], isCycle });
  }
  return segments;
}

/** Tables in their order: as many as can be in one go, and what is refused together row by row. */
async function fillInTurn(
  database: Scratch,
  tables: readonly FillTable[],
  plans: readonly TestedPlan[],
  checks: Checks = 'at once',
): Promise<FilledTable[]> {
  const filled: FilledTable[] = [];
  while (filled.length < tables.length) {
    const ahead = plans.slice(filled.length);
    const first = ahead.findIndex((plan, at) => repeatsKey(tables[filled.length + at] as FillTable, plan));
    const done = await insertTogether(database, first < 0 ? ahead : ahead.slice(0, first), checks);
    const together = tables.slice(filled.length, filled.length + done);
    filled.push(
      ...together.map((table, at) => {
        const plan = plans[filled.length + at];
        return saidOf(table, plan?.wanted ?? 0, plan?.lack);
      }),
    );
    const [table, plan] = [tables[filled.length], plans[filled.length]];
    if (table && plan) filled.push(await insertOneByOne(database, table, plan, checks));
  }
  return filled;
}

/**
 * Tables that refer to each other by foreign keys which must have a value: in one transaction in which these keys wait (Postgres
 * manual, "SET CONSTRAINTS"). The first rows refer to nothing until those that they are to refer to are there.
 */
async function fillCycle(
  database: Scratch,
  tables: readonly FillTable[],
  plans: readonly TestedPlan[],
): Promise<FilledTable[]> {
  const nothing = (why: string) => tables.map((table) => saidOf(table, 0, why));
  if (isClosed(tables)) return nothing(cycleWords(tables));
  const open = openKeys(tables);
  const waiting = open.flatMap(({ key }) => key.deferrable ?? []);
  const later = waiting.length > 0 ? `SET CONSTRAINTS ${waiting.join(', ')} DEFERRED` : '';
  return database
    .atomic(async (inside) => {
      await inside.run(`SET CONSTRAINTS ALL IMMEDIATE; ${later}`);
      const filled = await fillInTurn(inside, tables, plans, 'as told');
      for (const each of open) await inside.run(closeSql(each, tables));
      await inside.run('SET CONSTRAINTS ALL IMMEDIATE');
      return filled;
    })
    .catch((error) => {
      if (isRefusal(error)) return nothing(firstLine(error));
      throw error;
    });
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

/** What is refused together is tried row by row; where checks compare columns, with values that fit together first. */
async function insertOneByOne(
  database: Scratch,
  table: FillTable,
  plan: TestedPlan,
  checks: Checks,
): Promise<FilledTable> {
  if (plan.together.length === 0 || plan.lack !== '') return insertRows(database, table, plan, checks);
  const first = await insertRows(database, table, await matchTogether(database, plan), checks);
  const left = plan.wanted - first.rows;
  if (left === 0) return first;
  const more = await insertRows(database, table, { ...plan, wanted: left }, checks);
  return { ...more, rows: first.rows + more.rows };
}

async function insertRows(
  database: Scratch,
  table: FillTable,
  plan: TestedPlan,
  checks: Checks,
): Promise<FilledTable> {
  try {
    const lists = await database.runAtomic(insertSql(plan, checks));
    const [answer] = lists.flat().filter((row) => 'kept' in row);
    return saidOf(table, Number(answer?.kept), answer?.said ? String(answer.said) : undefined);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return saidOf(table, 0, firstLine(error));
  }
}
