import type { LedgerName } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import { printTable, type StatementCost } from '../model/cost.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type FillTable, readTables } from '../rows/table-facts.ts';
import { type Growth, growTables, keyOf } from './grow.ts';
import { type MeasuredStep, type Measuring, measureStep } from './measure-step.ts';
import { type MeasuredRun, mergeRuns } from './merge.ts';
import { observe } from './observe.ts';

export interface CostInput {
  readonly migration: Migration;
  /** Whether its down is to be measured too. */
  readonly reversible: boolean;
  /** Makes a database that stands just before it. */
  readonly stand: () => Promise<Scratch>;
  readonly ledger: LedgerName;
  readonly options: CostOptions;
}

export interface CostOptions {
  /** How many rows the tables have in each run, ascending. */
  readonly sizes: readonly number[];
  readonly seed: number;
}

/** What the statements of a migration cost, in their order, and what could not be measured, one sentence each. */
export interface Cost {
  readonly costs: readonly StatementCost[];
  readonly notMeasured: readonly string[];
}

/**
 * What does each statement of a migration cost the tables that stood before it? Runs its up and its down on databases
 * of their own: one that is empty, to see which tables they touch, then one for each size, with rows in those tables.
 * A migration that fails on an empty database has no cost.
 */
export async function costOf(input: CostInput): Promise<Cost> {
  const survey = await on(input.stand, (database) => surveyOn(database, input));
  const { tables, run } = survey;
  if (run.steps[0]?.failure || isPlain(run)) return { costs: [], notMeasured: [] };
  const sized: SizedRun[] = [];
  const { sizes, seed } = input.options;
  for (const rows of sizes) sized.push(await runAt(input, { tables, after: survey.after, rows, seed }));
  return {
    costs: mergeRuns(input.migration, run, sized),
    notMeasured: notMeasuredIn(input.migration, sized),
  };
}

/** Whether a migration leaves alone what stood before it, and runs in a transaction. */
const isPlain = ({ steps }: MeasuredRun): boolean =>
  steps.every(({ measured }) =>
    measured.every(({ touches, transaction }) => touches.length === 0 && transaction !== null),
  );

async function on<T>(stand: () => Promise<Scratch>, use: (database: Scratch) => Promise<T>): Promise<T> {
  const database = await stand();
  try {
    return await use(database);
  } finally {
    await database.drop();
  }
}

/** A run with rows in the tables, and which tables have fewer than they should. */
interface SizedRun extends MeasuredRun {
  readonly notGrown: readonly string[];
}

interface Survey {
  readonly run: MeasuredRun;
  /** The names of the tables that are touched. */
  readonly tables: readonly string[];
  /** All tables after the up. */
  readonly after: readonly FillTable[];
}

async function surveyOn(database: Scratch, input: CostInput): Promise<Survey> {
  const before = await readTables(database);
  let after: readonly FillTable[] = [];
  const steps = await stepsOn(database, input, { timed: false }, async () => {
    after = (await readTables(database)).tables;
  });
  const measured = steps.flatMap((step) => step.measured);
  // What runs outside a transaction may be done before anybody sees which tables it locks.
  const tables = measured.some(({ transaction }) => transaction === null)
    ? before.tables.map(keyOf).filter((name) => name !== keyOf(input.ledger))
    : measured.flatMap(({ touches }) => touches.map(({ table }) => printTable(table)));
  return { run: { rows: 0, steps }, after, tables: [...new Set(tables)] };
}

/** Rows with the edges of all types are tried first; where the up fails on those, plain ones. */
async function runAt(input: CostInput, growth: Omit<Growth, 'values'>): Promise<SizedRun> {
  const edges = await on(input.stand, (database) => runOn(database, input, { ...growth, values: 'edges' }));
  if (!edges.steps[0]?.failure) return edges;
  const plain = await on(input.stand, (database) => runOn(database, input, { ...growth, values: 'plain' }));
  return plain.steps[0]?.failure ? edges : plain;
}

async function runOn(database: Scratch, input: CostInput, growth: Growth): Promise<SizedRun> {
  const grown = await growTables(database, growth);
  const notGrown = grown.flatMap(({ table, rows: has, refused }) =>
    refused === undefined ? [] : [`${table} has ${has} rows, not ${growth.rows}: ${refused}`],
  );
  return { rows: growth.rows, steps: await stepsOn(database, input, { timed: true }), notGrown };
}

/** The up, then the down, as far as they go. */
async function stepsOn(
  database: Scratch,
  { migration, reversible, ledger }: CostInput,
  { timed }: Pick<Measuring, 'timed'>,
  between = async () => {},
): Promise<MeasuredStep[]> {
  const stood = await observe(database, ledger);
  const up = await measureStep(database, migration.up, { ledger, timed });
  if (up.failure) return [up];
  await between();
  return !reversible || !migration.down
    ? [up]
    : [up, await measureStep(database, migration.down, { ledger, timed, among: stood })];
}

/** What fails at one size fails at the next, and is said once. */
function notMeasuredIn({ tag }: Migration, runs: readonly SizedRun[]): string[] {
  const failures = runs.flatMap(({ steps }) =>
    steps.flatMap(({ failure }) =>
      failure ? [`its statements from line ${failure.line} on, with rows: ${failure.reason}`] : [],
    ),
  );
  const notGrown = runs.at(-1)?.notGrown ?? [];
  return [...new Set([...failures, ...notGrown])].map((what) => `cost of ${tag} not measured: ${what}`);
}
