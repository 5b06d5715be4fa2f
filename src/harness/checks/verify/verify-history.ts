import type { Scope } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import { atLeast, type Finding, foundOn } from '../../model/finding.ts';
import type { Outcome, StepReport } from '../../model/report.ts';
import type { ScratchDatabases } from '../../postgres/scratch.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { type AppliedStep, replay } from '../../runner/replay.ts';
import { isRefusedByDrizzle, type StepResult, whyNotAtOnce } from '../../runner/take-step.ts';
import { type DataAndCost, nothingTried, type TrialOptions, tryDataAndCost } from './data-and-cost.ts';
import type { RoundTrip } from './down-leaves-no-trace.ts';
import { type RoundTripResult, roundTrip } from './round-trip.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';
import { notAtOnce, outsideTransaction } from './transaction-findings.ts';
import { cloneBefore, type Replaying } from './trial-database.ts';

export interface Verification {
  readonly findings: readonly Finding[];
  readonly steps: readonly StepReport[];
  /** What the migrations build in the end. */
  readonly replayed: Catalog;
  /** What was not looked at, one sentence each. */
  readonly notCompared: readonly string[];
  /** Tables that rows could not be put into as was wished. */
  readonly unfilled: readonly FilledTable[];
}

interface Input extends Replaying, TrialOptions {
  /** The schema's side, once it is known what the migrations lead to. */
  readonly schema: (replayed: Catalog) => Promise<SchemaSide>;
  readonly onStep: OnStep;
}

/** Told of each migration when it is done, and what was found. */
export type OnStep = (step: StepReport, findings: readonly Finding[]) => void;

/**
 * Do the migrations build what the schema declares, and can each be taken back? Replays the history on one scratch
 * database; after each migration its down and its reapply are tried on a clone, so that what a down leaves behind
 * does not reach the next migration. Throws a StepFailure when an up fails.
 */
export async function verify(input: Input): Promise<Verification> {
  const { databases, migrations, schema, scope } = input;
  const { timeline, tries, last } = await replayAndReturn(input);
  const replayed = catalogAfter(timeline, migrations.length);
  const why = tries.some(({ result }) => isRefusedByDrizzle(result))
    ? undefined
    : await whyOneByOne(databases, migrations, scope);
  const side = await schema(replayed);
  const meant = await schemaIsWhatMigrationsBuild(side, migrations, timeline, (use) => use(last));
  return {
    findings: [...tries.flatMap(({ findings }) => findings), ...notAtOnce(why), ...meant],
    steps: tries.map(({ step }) => (step.tag === why?.tag ? { ...step, mode: 'per-migration' } : step)),
    replayed,
    notCompared: tries.flatMap(({ tried }) => tried.cost.notMeasured),
    unfilled: tries.flatMap(({ tried }) => tried.unfilled),
  };
}

interface Tried {
  readonly result: StepResult;
  readonly tried: DataAndCost;
  readonly findings: readonly Finding[];
  readonly step: StepReport;
}

async function replayAndReturn(input: Input) {
  const { databases, migrations, scope, onStep } = input;
  const tries: Tried[] = [];
  let last = await databases.create();
  let started = performance.now();
  let tried = nothingTried;
  const timeline = await replay(last, migrations, scope, {
    before: async (migration, before, database) => {
      const place = cloneBefore(input, migration, database);
      tried = await tryDataAndCost({ migration, before, scope, cloneBefore: place.stand }, input);
      return place.next();
    },
    after: async (applied, database) => {
      const trip = await roundTrip(input, database, applied);
      const step = toStep(applied, trip, tried, Math.round(performance.now() - started));
      const findings = findingsOf(applied, trip, tried);
      tries.push({ result: applied.result, tried, findings, step });
      onStep(step, findings);
      started = performance.now();
      last = trip.next;
      return last;
    },
  });
  return { timeline, tries, last };
}

const findingsOf = (
  { migration, result }: AppliedStep,
  trip: RoundTripResult,
  tried: DataAndCost,
): Finding[] => [
  ...foundOn(migration.tag, 'up', outsideTransaction(migration, 'up', result)),
  ...foundOn(migration.tag, 'down', outsideTransaction(migration, 'down', trip.downResult)),
  ...foundOn(migration.tag, 'down', trip.down),
  ...foundOn(migration.tag, 'reapply', trip.reapply),
  ...foundOn(migration.tag, 'reapply', trip.slots),
  ...foundOn(migration.tag, 'rows', tried.findings),
  ...foundOn(migration.tag, 'cost', tried.cost.findings),
];

/** Why a history does not run at once, tried on a database of its own. */
async function whyOneByOne(databases: ScratchDatabases, migrations: readonly Migration[], scope: Scope) {
  const database = await databases.create();
  const why = await whyNotAtOnce(database, migrations, scope.ledger);
  await database.drop();
  return why;
}

const toStep = (
  { migration: { tag, irreversible }, result }: AppliedStep,
  { down, reapply: again }: RoundTrip,
  { rows, cost }: DataAndCost,
  ms: number,
): StepReport => ({
  tag,
  ...(irreversible === undefined ? {} : { irreversible }),
  mode: result.mode === 'per-migration' ? 'drizzle' : result.mode,
  up: 'ok',
  down: outcomeOf(down),
  reapply: outcomeOf(again),
  rows,
  costs: cost.costs,
  ms,
});

const outcomeOf = (findings: readonly Finding[] | undefined): Outcome =>
  findings === undefined
    ? 'not reached'
    : findings.some(({ severity }) => atLeast(severity, 'warning'))
      ? 'fails'
      : 'ok';
