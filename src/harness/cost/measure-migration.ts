import type { LedgerName } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import { printTable, type StatementCost } from '../model/cost.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { nameOf } from '../rows/fill-plan.ts';
import type { StateBefore } from '../rows/opened-tables.ts';
import { type FillTable, type KnownTables, readTables, type SomeTables } from '../rows/table-facts.ts';
import type { TrialDatabase, Trials } from '../runner/trials.ts';
import { type Growth, growTables, keyOf } from './grow.ts';
import { type MeasuredStep, type Measuring, measureStep } from './measure-step.ts';
import { type MeasuredRun, mergeRuns } from './merge.ts';
import type { ObservedTables } from './observe.ts';

export interface CostInput {
  readonly migration: Migration;
  /** Whether its down is measured too. */
  readonly reversible: boolean;
  readonly trials: Trials;
  readonly stateBefore: StateBefore;
  /** Oids of the tables that its steps open on an empty database; all where that is not known. */
  readonly opened: ReadonlySet<string> | 'all';
  /** What those and the tables that they lead to look like before it, where that is known. */
  readonly tablesBefore?: KnownTables | undefined;
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

/** What remains to be measured on a database on which the migration was applied. */
export type CostAfterwards = (after: Scratch) => Promise<Cost>;

const nothing: CostAfterwards = async () => ({ costs: [], notMeasured: [] });

/**
 * What does each statement of a migration cost the tables that existed before it? Runs its up and its down on empty
 * databases, to see which tables they touch, then on databases with rows in those tables, one for each size; what scans no
 * rows in the smaller one is not run on the larger. A migration that fails on an empty database has no cost.
 * The locks of a down can be observed only once its up has released its own.
 */
export async function measureCost(input: CostInput): Promise<CostAfterwards> {
  const { trials, opened, migration } = input;
  if (opened !== 'all' && opened.size === 0) return nothing;
  const survey = await trials.run((place) => surveyOn(place, input));
  const { tables, known, run } = survey;
  if (run.steps[0]?.failure || isPlain(run)) return nothing;
  const sized: SizedRun[] = [];
  const { sizes, seed } = input.options;
  for (const rows of sizes) {
    const last = sized.at(-1);
    if (last && trials.inTransaction && !last.notGrown.length && !goesThroughRows(last)) break;
    await trials.tidy();
    sized.push(await runAt(input, { tables, known, after: survey.after, rows, seed }));
  }
  await trials.tidy();
  return async (after) => {
    const dry = trials.inTransaction ? await withDownAlone(after, input, run) : run;
    return { costs: mergeRuns(migration, dry, sized), notMeasured: notMeasuredIn(migration, sized) };
  };
}

/** Whether a migration touches no existing table, and runs in a transaction. */
const isPlain = ({ steps }: MeasuredRun): boolean =>
  steps.every(({ measured }) =>
    measured.every(({ touches, transaction }) => touches.length === 0 && transaction !== null),
  );

const goesThroughRows = ({ steps }: MeasuredRun): boolean =>
  steps.some(
    ({ measured, failure }) =>
      failure !== undefined ||
      measured.some(({ touches }) =>
        touches.some(
          ({ rewritten, emptied, rebuilt, counts: { read, inserted, updated, deleted } }) =>
            rewritten || emptied || rebuilt.length + read + inserted + updated + deleted > 0,
        ),
      ),
  );

/** A run with rows in the tables, and which tables have fewer than they should. */
interface SizedRun extends MeasuredRun {
  readonly notGrown: readonly string[];
}

interface Survey {
  readonly run: MeasuredRun;
  /** The tables that are touched, by their names as SQL writes them. */
  readonly tables: readonly string[];
  /** What they and those that they refer to look like, each time before the up. */
  readonly known: KnownTables;
  /** Those tables after the up. */
  readonly after: readonly FillTable[];
}

async function surveyOn(place: TrialDatabase, input: CostInput): Promise<Survey> {
  const known = input.tablesBefore ?? (await tablesIn(place.database, input, { withParents: true }));
  const before = known.tables.filter(({ oid }) => input.opened === 'all' || input.opened.has(oid));
  let after: readonly FillTable[] = [];
  const steps = await stepsOn(place, input, { timed: false }, async () => {
    after = (await tablesIn(place.database, input, { withParents: false })).tables;
  });
  const measured = steps.flatMap((step) => step.measured);
  // A statement outside a transaction may finish before its locks are observed.
  const isHidden = measured.some(({ transaction }) => transaction === null);
  const touched = new Set(measured.flatMap(({ touches }) => touches.map(({ nameBefore }) => nameBefore)));
  const tables =
    isHidden || input.trials.inTransaction
      ? before.filter((table) => keyOf(table) !== keyOf(input.ledger))
      : before.filter(({ schema, table }) => touched.has(printTable({ schema, name: table })));
  return { run: { rows: 0, steps }, after, known, tables: tables.map(nameOf) };
}

/** The tables that can matter, if they exist. */
const tablesIn = (
  database: Scratch,
  { opened }: CostInput,
  { withParents }: Pick<SomeTables, 'withParents'>,
): Promise<KnownTables> =>
  readTables(database, opened === 'all' ? undefined : { tables: [...opened], withParents });

/** First with the edge values of all types; if the up fails on those, with plain values. */
async function runAt(input: CostInput, growth: Omit<Growth, 'values' | 'within'>): Promise<SizedRun> {
  const within = input.trials.inTransaction;
  const run = (values: Growth['values']) =>
    input.trials.run((place) => runOn(place, input, { ...growth, values, within }));
  const edges = await run('edges');
  if (!edges.steps[0]?.failure) return edges;
  await input.trials.tidy();
  const plain = await run('plain');
  return plain.steps[0]?.failure ? edges : plain;
}

async function runOn(place: TrialDatabase, input: CostInput, growth: Growth): Promise<SizedRun> {
  const grown = await growTables(place.database, growth);
  const notGrown = grown.flatMap(({ table, rows: has, refused }) =>
    refused === undefined ? [] : [`${table} has ${has} rows, not ${growth.rows}: ${refused}`],
  );
  return { rows: growth.rows, steps: await stepsOn(place, input, { timed: true }), notGrown };
}

/** The up, then the down, until one fails. */
async function stepsOn(
  { database }: TrialDatabase,
  input: CostInput,
  { timed }: Pick<Measuring, 'timed'>,
  between = async () => {},
): Promise<MeasuredStep[]> {
  const { migration, reversible, ledger, trials } = input;
  const measuring = { ledger, timed, within: trials.inTransaction, around: aroundOf(input) };
  const up = await measureStep(database, migration.up, measuring);
  if (up.failure) return [up];
  await between();
  if (!reversible || !migration.down) return [up];
  const seen = measuring.within ? up.left : undefined;
  return [up, await measureStep(database, migration.down, { ...measuring, among: up.existing, seen })];
}

const aroundOf = ({ opened, stateBefore: { tables } }: CostInput): ObservedTables | undefined =>
  opened === 'all' ? undefined : { opened, existing: tables };

/** A down that runs after its up has been committed shows its own locks. */
async function withDownAlone(after: Scratch, input: CostInput, run: MeasuredRun): Promise<MeasuredRun> {
  const { migration, ledger } = input;
  const [up, down] = run.steps;
  if (!up || !down || !migration.down) return run;
  const file = migration.down;
  const alone = await after.rolledBack((inside) =>
    measureStep(inside, file, {
      ledger,
      timed: false,
      within: true,
      around: aroundOf(input),
      among: up.existing,
    }),
  );
  return { ...run, steps: [up, alone] };
}

/** What fails at one size fails at the next, and is reported once. */
function notMeasuredIn({ tag }: Migration, runs: readonly SizedRun[]): string[] {
  const failures = runs.flatMap(({ steps }) =>
    steps.flatMap(({ failure }) =>
      failure ? [`its statements from line ${failure.line} on, with rows: ${failure.reason}`] : [],
    ),
  );
  const notGrown = runs.at(-1)?.notGrown ?? [];
  return [...new Set([...failures, ...notGrown])].map((what) => `cost of ${tag} not measured: ${what}`);
}
