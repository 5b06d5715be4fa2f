import type { LedgerName } from '../../../history/ledger.ts';
import type { Migration } from '../../../history/migrations.ts';
import { isRefusal } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { isForward, withoutForward } from '../../../rows/references.ts';
import type { SomeTables } from '../../../rows/table-facts.ts';
import {
  emptyingSql,
  insertsOf,
  type WrittenRow,
  type WrittenRows,
  writtenRows,
} from '../../../rows/written-rows.ts';
import { runFile } from '../../../runner/run-file.ts';
import { notConcurrently } from '../../../sql/not-concurrently.ts';
import type { SqlFile } from '../../../sql/sql-file.ts';
import { transactionControlOf } from '../../../sql/transaction.ts';
import { type Fails, fewerRows } from './fewer-rows.ts';
import { inOneStatement } from './in-one-statement.ts';
import { plainerRows } from './plainer-rows.ts';
import { type Refusal, refusalOf } from './refusal.ts';

/** How often a migration is run on fewer or plainer rows. */
const mostTrials = 400;

/** The smallest rows on which an up fails as it does on all, as INSERT statements. */
export interface Smallest {
  readonly statements: readonly string[];
  /** Whether it fails without a row as well. */
  readonly failsOnNone: boolean;
  /** What is refused on these rows. */
  readonly refusal: Refusal;
}

/** An up, why it fails, and the tables that have rows (all when absent). */
interface Failing {
  readonly migration: Migration;
  readonly ledger: LedgerName;
  readonly refusal: Refusal;
  readonly only: SomeTables | undefined;
}

/**
 * Finds the smallest rows that an up fails on: fewer and fewer of them, and plainer and plainer ones, are inserted where
 * there is none, as long as it fails as on all. All within a transaction that is rolled back, where indexes are built under
 * their locks. Undefined when it does not fail like that in a transaction, or when the rows cannot be inserted again as they are.
 */
export async function smallestRows(
  database: Scratch,
  { migration: written, ledger, refusal, only }: Failing,
): Promise<Smallest | undefined> {
  const migration = { ...written, up: await notConcurrently(written.up) };
  const { statements } = await migration.up.parsed();
  if (statements.some(transactionControlOf)) return undefined;
  const isLedger = (each: { schema: string; table: string }): boolean =>
    each.schema === ledger.schema && each.table === ledger.table;
  const all = await writtenRows(database, isLedger, only);
  return database.rolledBack(async (inside) => {
    if (!(await isEmptied(inside, all))) return undefined;
    const attempt = (rows: readonly WrittenRow[]) => tryOn(inside, migration, all, rows);
    const onNone = await attempt([]);
    if (onNone.code === refusal.code) return { statements: [], failsOnNone: true, refusal };
    const found = await firstFailing(attempt, [withoutForward(all), all.rows], refusal);
    if (!found) return undefined;
    let trials = 0;
    const fails: Fails = async (rows) => ++trials <= mostTrials && isSame(await attempt(rows), found.outcome);
    let rows = found.rows;
    for (let before = rows.length + 1; rows.length < before; ) {
      before = rows.length;
      rows = await plainerRows(all, await fewerRows(all, rows, fails), fails);
    }
    const told = await toldOf(inside, migration, all, rows, refusal);
    return { ...told, refusal: asWritten(written.up, told.refusal) };
  });
}

/** Without all rows of these tables; whatever keeps them there keeps the search from its end. */
async function isEmptied(database: Scratch, all: WrittenRows): Promise<boolean> {
  for (const sql of emptyingSql(all))
    if (await isTaken(database, `${sql}; SET CONSTRAINTS ALL IMMEDIATE`)) return true;
  return false;
}

const isTaken = (database: Scratch, sql: string): Promise<boolean> =>
  database
    .atomic((inside) => inside.run(sql))
    .then(
      () => true,
      (error) => {
        if (isRefusal(error)) return false;
        throw error;
      },
    );

/** How an up fares on some rows: how it is refused, or an empty code. */
interface TryOutcome {
  readonly code: string | undefined;
  readonly line?: number | undefined;
  readonly of?: string | undefined;
}

const isSame = (one: TryOutcome, other: TryOutcome): boolean =>
  one.code === other.code && one.line === other.line && one.of === other.of;

async function firstFailing(
  attempt: (rows: readonly WrittenRow[]) => Promise<TryOutcome>,
  candidates: readonly (readonly WrittenRow[])[],
  { code }: Refusal,
) {
  for (const rows of candidates) {
    const outcome = await attempt(rows);
    if (outcome.code === code) return { rows, outcome };
  }
  return undefined;
}

/** Rows that cannot be inserted, or not be without what they refer to, are no rows that it fails on. */
const tryOn = (
  database: Scratch,
  migration: Migration,
  all: WrittenRows,
  rows: readonly WrittenRow[],
): Promise<TryOutcome> =>
  database
    .rolledBack(async (inside): Promise<TryOutcome> => {
      if (!(await areInserted(inside, all, rows))) return { code: '' };
      await runFile(inside, migration.up);
      await inside.run('SET CONSTRAINTS ALL IMMEDIATE');
      return { code: '' };
    })
    .catch((error): TryOutcome => {
      const { code, line, error: said } = refusalOf(migration)(error);
      return { code, line, of: said?.constraint ?? said?.column };
    });

const areInserted = (database: Scratch, all: WrittenRows, rows: readonly WrittenRow[]): Promise<boolean> =>
  isTaken(database, [...deferring, ...insertsOf(all, rows), 'SET CONSTRAINTS ALL IMMEDIATE'].join(';\n'));

const deferring = ['SET CONSTRAINTS ALL DEFERRED'];

/** Rows as statements, and what the up is refused with on them. */
async function toldOf(
  database: Scratch,
  migration: Migration,
  all: WrittenRows,
  rows: readonly WrittenRow[],
  refusal: Refusal,
): Promise<Smallest> {
  const inserts = insertsOf(all, rows);
  return database.rolledBack(async (inside) => {
    await areInserted(inside, all, rows);
    return {
      statements: isForward(all, rows) ? ['BEGIN', ...deferring, ...inserts, 'COMMIT'] : inserts,
      failsOnNone: false,
      refusal: await inOneStatement(inside, migration.up, refusal),
    };
  });
}

/** The refused statement as it is in the file, where all is in its place. */
function asWritten({ sql }: SqlFile, refusal: Refusal): Refusal {
  const { piece, statement } = refusal;
  if (!piece || statement !== piece.text) return refusal;
  return { ...refusal, statement: sql.slice(piece.offset, piece.offset + piece.text.length) };
}
