import { atLeast, type Finding } from '../../../model/finding.ts';
import { firstLine, Problem } from '../../../model/problem.ts';
import type { Outcome, RowOptions } from '../../../model/report.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import { type Contents, counterColumn, counterpart, readContents } from '../../../rows/contents.ts';
import { type FilledTable, fillTables } from '../../../rows/fill.ts';
import { type ColumnsOf, fillColumns } from '../../../rows/fill-columns.ts';
import { type RowChanges, rowChangesBetween } from '../../../rows/row-changes.ts';
import { takeStep } from '../../../runner/take-step.ts';
import { isReversible, stepOn, type Trial } from '../trial-database.ts';
import { downFailsOnRows, upFailsOnRows } from './failing.ts';
import { downChanges, downLoses, reapplyChanges, upChanges, upDrops } from './losses.ts';
import { type Refusal, refusalOf } from './refusal.ts';

/** How rows are made, and which are inserted first. */
export interface RowSource extends RowOptions {
  /** SQL by the tag of the migration before which it is run. */
  readonly byHand: Readonly<Record<string, string>>;
}

/** The result of one migration with rows. */
export interface WithRows {
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
  /** Tables that could not be filled, wholly or in part. */
  readonly unfilled: readonly FilledTable[];
}

/**
 * Does a migration keep existing rows? Fills a database as it is before it, runs it up, down and up again, and compares
 * every value after each step; then fills what the up added, so that the down has something to lose, and runs it down.
 */
export async function tryWithRows(trial: Trial, options: RowSource): Promise<WithRows> {
  if (options.perTable === 0) return { findings: [], outcome: 'not reached', unfilled: [] };
  const database = await trial.cloneBefore();
  try {
    await putByHand(database, trial, options);
    const { perTable: rows, seed } = options;
    const filled = await fillTables(database, { rows, seed, ledger: trial.scope.ledger });
    const findings = await stepsWithRows(trial, database, options);
    const wrong = findings.some(({ severity }) => atLeast(severity, 'warning'));
    const unfilled = filled.filter(({ refused }) => refused !== undefined);
    return { findings, outcome: wrong ? 'fails' : 'ok', unfilled };
  } finally {
    await database.drop();
  }
}

async function putByHand(
  database: Scratch,
  { migration: { tag } }: Trial,
  { byHand }: RowSource,
): Promise<void> {
  const sql = byHand[tag];
  if (sql === undefined) return;
  await database.run(sql).catch((cause: ServerError) => {
    throw new Problem(`the rows for ${tag} cannot be inserted: ${firstLine(cause)}`, {
      advice: 'correct "rows" in the driftproof settings',
      cause,
    });
  });
}

async function stepsWithRows(trial: Trial, database: Scratch, options: RowOptions): Promise<Finding[]> {
  const { ledger } = trial.scope;
  const before = await readContents(database, ledger);
  const refusal = await step(trial, database, 'up');
  if (refusal) return upFailsOnRows(trial, database, refusal, options);
  const after = await readContents(database, ledger, before);
  const changes = rowChangesBetween(before, after);
  const found = upChanges(trial.migration, changes);
  if (!isReversible(trial.migration)) return [...found, ...upDrops(trial.migration, changes)];
  return [...found, ...(await backAndForth(trial, database, { before, byUp: changes }, options))];
}

async function backAndForth(
  trial: Trial,
  database: Scratch,
  { before, byUp }: { readonly before: Contents; readonly byUp: readonly RowChanges[] },
  options: RowOptions,
): Promise<Finding[]> {
  const {
    migration,
    scope: { ledger },
  } = trial;
  const down = await step(trial, database, 'down');
  if (down) return downFailsOnRows(trial, down, 'its down', ['up', 'down']);
  const back = await readContents(database, ledger, before);
  const byDown = rowChangesBetween(before, back);
  const found = downChanges(migration, byUp, byDown);
  const reapply = await step(trial, database, 'up');
  if (reapply)
    return [...found, ...(await downFailsOnRows(trial, reapply, 'its second up', ['up', 'down', 'up']))];
  const full = await readContents(database, ledger, before);
  found.push(...reapplyChanges(migration, [...byUp, ...byDown], rowChangesBetween(before, full)));
  await putMore(database, before, full, options);
  const most = await readContents(database, ledger);
  const last = await step(trial, database, 'down');
  if (last)
    return [
      ...found,
      ...(await downFailsOnRows(trial, last, 'its down, once what its up added has values,', [
        'up',
        'down',
        'up',
        'down',
      ])),
    ];
  const left = await readContents(database, ledger, back);
  return [...found, ...downLoses(migration, rowChangesBetween(back, left), rowChangesBetween(most, left))];
}

/** Runs a step; undefined when it works. */
const step = (trial: Trial, database: Scratch, direction: 'up' | 'down'): Promise<Refusal | undefined> =>
  takeStep(stepOn(trial, database, direction)).then(() => undefined, refusalOf(trial.migration));

/** Fills the tables and columns that an up added. */
async function putMore(
  database: Scratch,
  before: Contents,
  after: Contents,
  { perTable: rows, seed }: RowOptions,
): Promise<void> {
  const isNew = (table: Contents[number]): boolean => counterpart(table, before) === undefined;
  const only = after.filter(isNew).map(({ oid }) => oid);
  if (only.length > 0) await fillTables(database, { rows, seed, only });
  const added = after
    .filter((table) => !isNew(table))
    .flatMap((table): ColumnsOf[] => {
      const old = counterpart(table, before);
      const columns = old
        ? table.columns.filter((column) => !counterColumn(column, table, old)).map(({ name }) => name)
        : [];
      return columns.length > 0 ? [{ oid: table.oid, columns }] : [];
    });
  await fillColumns(database, added, seed);
}
