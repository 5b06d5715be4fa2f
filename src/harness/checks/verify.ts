import type { Scope } from '../catalog/scope.ts';
import type { CostOptions } from '../cost/cost.ts';
import type { Migration } from '../history/history.ts';
import { isRefusedByDrizzle, type Taken, whyNotAtOnce } from '../history/modes.ts';
import { replay, type Stop } from '../history/replay.ts';
import { catalogAfter } from '../history/timeline.ts';
import type { Catalog } from '../model/catalog.ts';
import { atLeast, type Finding } from '../model/finding.ts';
import type { Outcome, StepReport } from '../model/report.ts';
import type { Scratch, Workshop } from '../postgres/scratch.ts';
import type { FilledTable } from '../rows/fill.ts';
import { columnSlots, slotsIn } from './column-slots.ts';
import { type Costed, costIn, noCost } from './cost.ts';
import { downLeavesNoTrace, type RoundTrip } from './down-leaves-no-trace.ts';
import { notAtOnce, outsideTransaction } from './modes.ts';
import { type RowSource, tryWithRows } from './rows/try-with-rows.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';
import { isReversible, rebuild, type Trial, touchesRoles } from './trial.ts';

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

interface Input {
  readonly workshop: Workshop;
  readonly migrations: readonly Migration[];
  /** The schema's side, once it is known what the migrations lead to. */
  readonly schema: (replayed: Catalog) => Promise<SchemaSide>;
  readonly scope: Scope;
  /** How to measure what the migrations cost; not at all when absent. */
  readonly cost?: CostOptions | undefined;
  readonly rows: RowSource;
  /** Told of each migration when it is done. */
  readonly onStep: (step: StepReport) => void;
}

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
  let tried: Tried = { findings: [], rows: 'not reached', unfilled: [], cost: noCost };
  const timeline = await replay(climbed, migrations, scope, {
    before: async (migration, before, database) => {
      const place = approach(input, migration, database);
      tried = await tryOut({ migration, before, scope, stand: place.stand }, input);
      return place.next();
    },
    after: async (stop, database) => {
      const trip = await roundTrip(workshop, database, stop, migrations, scope);
      const step = toStep(stop, trip, tried, Math.round(performance.now() - started));
      const findings = [...findingsOf(stop, trip), ...tried.findings, ...tried.cost.findings];
      stops.push({ taken: stop.taken, tried, findings, step });
      onStep(step);
      started = performance.now();
      climbed = trip.next;
      return climbed;
    },
  });
  return { timeline, stops, climbed };
}

/** What was found by trying a migration before its turn. */
interface Tried {
  readonly findings: readonly Finding[];
  readonly rows: Outcome;
  readonly unfilled: readonly FilledTable[];
  readonly cost: Costed;
}

/** All that is asked of a migration on databases that stand just before it. */
async function tryOut(trial: Trial, { rows, cost }: Input): Promise<Tried> {
  const { outcome, ...tried } = await tryWithRows(trial, rows);
  return { ...tried, rows: outcome, cost: await costIn(trial, cost) };
}

/** How to stand before a migration as often as it takes, and where the climb goes on then. */
function approach({ workshop, migrations, scope }: Input, migration: Migration, climbing: Scratch) {
  if (!touchesRoles(migration)) return { stand: () => workshop.clone(climbing), next: async () => climbing };
  let stood = false;
  const build = () => rebuild(workshop, migrations, migration, { included: false }, scope);
  return {
    stand: () => {
      stood = true;
      return build();
    },
    next: async () => (stood ? build() : climbing),
  };
}

const findingsOf = ({ migration, taken }: Stop, trip: Trip): Finding[] => [
  ...outsideTransaction(migration, 'up', taken),
  ...outsideTransaction(migration, 'down', trip.downTaken),
  ...(trip.down ?? []),
  ...(trip.again ?? []),
  ...trip.slots,
];

/** Why a history does not run at once, tried on a database of its own. */
async function whyOneByOne(workshop: Workshop, migrations: readonly Migration[], scope: Scope) {
  const database = await workshop.create();
  const why = await whyNotAtOnce(database, migrations, scope.ledger);
  await database.drop();
  return why;
}

/** A way there and back, and the database on which the climb goes on. */
type Trip = RoundTrip & { readonly slots: Finding[]; readonly next: Scratch };

/** A migration that touches roles goes its way on the climbing database itself, and another climbs on instead. */
async function roundTrip(
  workshop: Workshop,
  climbing: Scratch,
  stop: Stop,
  migrations: readonly Migration[],
  scope: Scope,
): Promise<Trip> {
  const { migration } = stop;
  if (!isReversible(migration)) return { slots: [], next: climbing };
  const alone = touchesRoles(migration);
  const place = alone ? climbing : await workshop.clone(climbing);
  const first = await slotsIn(place);
  const trip = await downLeavesNoTrace(place, stop, scope);
  const slots = trip.again ? columnSlots(migration, first, await slotsIn(place)) : [];
  await place.drop();
  const next = alone ? await rebuild(workshop, migrations, migration, { included: true }, scope) : climbing;
  return { ...trip, slots, next };
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
