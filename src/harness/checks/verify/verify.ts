import type { Scope } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import { atLeast, type Finding, foundOn } from '../../model/finding.ts';
import type { Outcome, StepReport } from '../../model/report.ts';
import type { Workshop } from '../../postgres/scratch.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { replay, type Stop } from '../../runner/replay.ts';
import { isRefusedByDrizzle, type Taken, whyNotAtOnce } from '../../runner/take-step.ts';
import type { RoundTrip } from './down-leaves-no-trace.ts';
import { notAtOnce, outsideTransaction } from './modes.ts';
import { roundTrip, type Trip } from './round-trip.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';
import { approach, type Climb } from './trial.ts';
import { nothingTried, type TrialOptions, type Tried, tryOut } from './try-out.ts';

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

interface Input extends Climb, TrialOptions {
  /** The schema's side, once it is known what the migrations lead to. */
  readonly schema: (replayed: Catalog) => Promise<SchemaSide>;
  readonly onStep: OnStep;
}

/** Told of each migration when it is done, and what was found. */
export type OnStep = (step: StepReport, findings: readonly Finding[]) => void;

/**
 * Do the migrations build what the schema declares, and can each be taken back? Climbs the history on one scratch
 * database; at each stop the way down and up again is tried on a clone, so that what a down leaves behind
 * does not reach the next migration. Throws a StepFailure when an up fails.
 */
export async function verify(input: Input): Promise<Verification> {
  const { workshop, migrations, schema, scope } = input;
  const { timeline, stops, climbed } = await climbAndReturn(input);
  const replayed = catalogAfter(timeline, migrations.length);
  const why = stops.some(({ taken }) => isRefusedByDrizzle(taken))
    ? undefined
    : await whyOneByOne(workshop, migrations, scope);
  const side = await schema(replayed);
  const meant = await schemaIsWhatMigrationsBuild(side, migrations, timeline, (use) => use(climbed));
  return {
    findings: [...stops.flatMap(({ findings }) => findings), ...notAtOnce(why), ...meant],
    steps: stops.map(({ step }) => (step.tag === why?.tag ? { ...step, mode: 'per-migration' } : step)),
    replayed,
    notCompared: stops.flatMap(({ tried }) => tried.cost.notMeasured),
    unfilled: stops.flatMap(({ tried }) => tried.unfilled),
  };
}

interface Visited {
  readonly taken: Taken;
  readonly tried: Tried;
  readonly findings: readonly Finding[];
  readonly step: StepReport;
}

async function climbAndReturn(input: Input) {
  const { workshop, migrations, scope, onStep } = input;
  const stops: Visited[] = [];
  let climbed = await workshop.create();
  let started = performance.now();
  let tried = nothingTried;
  const timeline = await replay(climbed, migrations, scope, {
    before: async (migration, before, database) => {
      const place = approach(input, migration, database);
      tried = await tryOut({ migration, before, scope, stand: place.stand }, input);
      return place.next();
    },
    after: async (stop, database) => {
      const trip = await roundTrip(input, database, stop);
      const step = toStep(stop, trip, tried, Math.round(performance.now() - started));
      const findings = findingsOf(stop, trip, tried);
      stops.push({ taken: stop.taken, tried, findings, step });
      onStep(step, findings);
      started = performance.now();
      climbed = trip.next;
      return climbed;
    },
  });
  return { timeline, stops, climbed };
}

const findingsOf = ({ migration, taken }: Stop, trip: Trip, tried: Tried): Finding[] => [
  ...foundOn(migration.tag, 'up', outsideTransaction(migration, 'up', taken)),
  ...foundOn(migration.tag, 'down', outsideTransaction(migration, 'down', trip.downTaken)),
  ...foundOn(migration.tag, 'down', trip.down),
  ...foundOn(migration.tag, 'again', trip.again),
  ...foundOn(migration.tag, 'again', trip.slots),
  ...foundOn(migration.tag, 'rows', tried.findings),
  ...foundOn(migration.tag, 'cost', tried.cost.findings),
];

/** Why a history does not run at once, tried on a database of its own. */
async function whyOneByOne(workshop: Workshop, migrations: readonly Migration[], scope: Scope) {
  const database = await workshop.create();
  const why = await whyNotAtOnce(database, migrations, scope.ledger);
  await database.drop();
  return why;
}

const toStep = (
  { migration: { tag, irreversible }, taken }: Stop,
  { down, again }: RoundTrip,
  { rows, cost }: Tried,
  ms: number,
): StepReport => ({
  tag,
  ...(irreversible === undefined ? {} : { irreversible }),
  mode: taken.mode === 'per-migration' ? 'drizzle' : taken.mode,
  up: 'ok',
  down: outcomeOf(down),
  again: outcomeOf(again),
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
