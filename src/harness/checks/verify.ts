import type { Scope } from '../catalog/scope.ts';
import type { Migration } from '../history/history.ts';
import { isRefusedByDrizzle, type Taken, whyNotAtOnce } from '../history/modes.ts';
import { climb, replay, type Stop } from '../history/replay.ts';
import { catalogAfter } from '../history/timeline.ts';
import type { Catalog } from '../model/catalog.ts';
import { atLeast, type Finding } from '../model/finding.ts';
import type { Outcome, StepReport } from '../model/report.ts';
import { mentionsRoles } from '../postgres/roles.ts';
import type { Scratch, Workshop } from '../postgres/scratch.ts';
import { columnSlots, slotsIn } from './column-slots.ts';
import { downLeavesNoTrace, type RoundTrip } from './down-leaves-no-trace.ts';
import { notAtOnce, outsideTransaction } from './modes.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';

export interface Verification {
  readonly findings: readonly Finding[];
  readonly steps: readonly StepReport[];
  /** What the migrations build in the end. */
  readonly replayed: Catalog;
}

interface Input {
  readonly workshop: Workshop;
  readonly migrations: readonly Migration[];
  /** The schema's side, once it is known what the migrations lead to. */
  readonly schema: (replayed: Catalog) => Promise<SchemaSide>;
  readonly scope: Scope;
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
  };
}

interface Visited {
  readonly taken: Taken;
  readonly findings: readonly Finding[];
  readonly step: StepReport;
}

async function climbAndReturn({ workshop, migrations, scope, onStep }: Input) {
  const stops: Visited[] = [];
  let climbed = await workshop.create();
  let started = performance.now();
  const timeline = await replay(climbed, migrations, scope, async (stop, database) => {
    const trip = await roundTrip(workshop, database, stop, migrations, scope);
    const step = toStep(stop, trip, Math.round(performance.now() - started));
    stops.push({ taken: stop.taken, findings: findingsOf(stop, trip), step });
    onStep(step);
    started = performance.now();
    climbed = trip.next;
    return climbed;
  });
  return { timeline, stops, climbed };
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

/**
 * Roles belong to the whole server, and one that a second database depends on cannot be dropped: a migration that makes
 * or drops any goes its way on the climbing database itself, and another climbs there instead.
 */
async function roundTrip(
  workshop: Workshop,
  climbing: Scratch,
  stop: Stop,
  migrations: readonly Migration[],
  scope: Scope,
): Promise<Trip> {
  const { migration } = stop;
  if (!migration.down) return { slots: [], next: climbing };
  const alone = [migration.up, migration.down].some(({ sql }) => mentionsRoles(sql));
  const place = alone ? climbing : await workshop.clone(climbing);
  const first = await slotsIn(place);
  const trip = await downLeavesNoTrace(place, stop, scope);
  const slots = trip.again ? columnSlots(migration, first, await slotsIn(place)) : [];
  await place.drop();
  const next = alone ? await rebuild(workshop, migrations, migration, scope) : climbing;
  return { ...trip, slots, next };
}

const rebuild = async (
  workshop: Workshop,
  migrations: readonly Migration[],
  last: Migration,
  scope: Scope,
): Promise<Scratch> =>
  climb(await workshop.create(), migrations.slice(0, migrations.indexOf(last) + 1), scope);

const toStep = ({ migration: { tag }, taken }: Stop, { down, again }: RoundTrip, ms: number): StepReport => ({
  tag,
  mode: taken.mode === 'per-migration' ? 'drizzle' : taken.mode,
  up: 'ok',
  down: outcomeOf(down),
  again: outcomeOf(again),
  ms,
});

const outcomeOf = (findings: readonly Finding[] | undefined): Outcome =>
  findings === undefined
    ? 'not reached'
    : findings.some(({ severity }) => atLeast(severity, 'warning'))
      ? 'fails'
      : 'ok';
