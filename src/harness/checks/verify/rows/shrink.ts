import type { LedgerName } from '../../../history/ledger.ts';
import type { Migration } from '../../../history/migrations.ts';
import { quoteText } from '../../../postgres/connection.ts';
import { isRefusal } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { insertStatements } from '../../../rows/insert-statements.ts';
import { type Place, type Reduction, type Rows, reduceSql, rowsIn } from '../../../rows/row-reduction.ts';
import type { SomeTables } from '../../../rows/table-facts.ts';
import { runFile } from '../../../runner/run-file.ts';
import { inOneStatement } from './in-one-statement.ts';
import { type Refusal, refusalOf } from './refusal.ts';

/** How often a migration is run on fewer rows. */
const mostTrials = 300;

/** Runs a migration on reduced rows and rolls back; the SQLSTATE that it fails with, or `passes`. */
type Try = (reduction: Reduction) => Promise<string>;

/** The smallest rows on which an up fails with one SQLSTATE, as INSERT statements. */
export interface Smallest {
  readonly statements: readonly string[];
  /** Whether it fails without a row as well. */
  readonly failsOnNone: boolean;
  /** What is refused on these rows. */
  readonly refusal: Refusal;
}

/** An up, the SQLSTATE that it fails with, and the tables that have rows (all when absent). */
interface Failing {
  readonly migration: Migration;
  readonly ledger: LedgerName;
  readonly refusal: Refusal;
  readonly only: SomeTables | undefined;
}

/**
 * Finds the smallest rows that an up fails on, by leaving out more and more of them as long as it fails with the same
 * SQLSTATE: whole tables, single rows, then values. All within a transaction that is rolled back.
 * Undefined when it does not fail like that in a transaction.
 */
export async function smallestRows(
  database: Scratch,
  { migration, ledger, refusal, only }: Failing,
): Promise<Smallest | undefined> {
  const rows = await rowsIn(
    database,
    ({ schema, table }) => schema === ledger.schema && table === ledger.table,
    only,
  );
  let trials = 0;
  const attempt: Try = (reduction) => tryOn(database, migration, rows, reduction);
  const fails = async (reduction: Reduction): Promise<boolean> =>
    ++trials <= mostTrials && (await attempt(reduction)) === refusal.code;
  if (!(await fails({ gone: [], set: [] }))) return undefined;
  if (await fails({ gone: rows.places, set: [] })) return { statements: [], failsOnNone: true, refusal };
  const gone = await withoutRows(rows, fails);
  const set = await withoutValues(rows, gone, fails);
  return inside(database, rows, { gone, set }, async (reduced) => ({
    statements: await insertStatements(reduced, rows),
    failsOnNone: false,
    refusal: await inOneStatement(reduced, migration.up, refusal),
  }));
}

const tryOn = (database: Scratch, migration: Migration, rows: Rows, reduction: Reduction): Promise<string> =>
  inside(database, rows, reduction, async (reduced) => {
    await runFile(reduced, migration.up);
    await reduced.run('SET CONSTRAINTS ALL IMMEDIATE');
    return 'passes';
  }).catch((error) =>
    error instanceof CannotReduce ? error.message : (refusalOf(migration)(error).code ?? 'unknown'),
  );

/** What a constraint or a trigger keeps from being left out, or from being plain. */
class CannotReduce extends Error {}

const inside = <T>(
  database: Scratch,
  rows: Rows,
  reduction: Reduction,
  use: (reduced: Scratch) => Promise<T>,
): Promise<T> =>
  database.rolledBack(async (reduced) => {
    await reduced.run(reduceSql(rows, reduction)).catch((error) => {
      if (!isRefusal(error)) throw error;
      throw new CannotReduce('cannot be reduced so');
    });
    return use(reduced);
  });

/** Table by table, then row by row: what it still fails without is left out. */
async function withoutRows(
  { tables, places }: Rows,
  fails: (reduction: Reduction) => Promise<boolean>,
): Promise<Place[]> {
  let gone: Place[] = [];
  const tryWithout = async (more: readonly Place[]): Promise<boolean> => {
    const all = [...gone, ...more];
    if (more.length === 0 || !(await fails({ gone: all, set: [] }))) return false;
    gone = all;
    return true;
  };
  for (const { oid } of tables) await tryWithout(places.filter((place) => place.oid === oid));
  for (const { oid } of tables.toReversed()) {
    const left = () => places.filter((place) => place.oid === oid && !gone.includes(place));
    for (let size = Math.ceil(left().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (const part of chunks(left(), size)) await tryWithout(part);
  }
  return gone;
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** The plainest values of various types; a value that the column's type cannot read is refused and skipped. */
const plain = ['', 'a', '0', '1', 'false', '{}', '2000-01-01', '00000000-0000-0000-0000-000000000000'];

/** Replaces values by NULL where that is allowed, else by plain ones. */
async function withoutValues(
  { tables, places }: Rows,
  gone: readonly Place[],
  fails: (reduction: Reduction) => Promise<boolean>,
): Promise<Reduction['set']> {
  let set: Reduction['set'] = [];
  for (const { oid, columns, foreignKeys } of tables)
    for (const place of places.filter((each) => each.oid === oid && !gone.includes(each)))
      for (const { name, notNull, printed } of columns) {
        const isKey = foreignKeys.some((key) => key.columns.includes(name));
        const plainer = notNull
          ? isKey
            ? []
            : plain.map((text) => `${quoteText(text)}::${printed}`)
          : ['NULL'];
        for (const value of plainer) {
          const more = [...set, { place, column: name, value }];
          if (!(await fails({ gone, set: more }))) continue;
          set = more;
          break;
        }
      }
  return set;
}
