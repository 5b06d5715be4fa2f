import type { Scope } from '../catalog/scope.ts';
import type { Migration } from '../history/history.ts';
import { replay, type Stop } from '../history/replay.ts';
import { catalogAfter } from '../history/timeline.ts';
import type { Catalog } from '../model/catalog.ts';
import { atLeast, type Finding } from '../model/finding.ts';
import type { Outcome, StepReport } from '../model/report.ts';
import type { Scratch, Workshop } from '../postgres/scratch.ts';
import { columnSlots, slotsIn } from './column-slots.ts';
import { downLeavesNoTrace, type RoundTrip } from './down-leaves-no-trace.ts';
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
export async function verify({ workshop, migrations, schema, scope, onStep }: Input): Promise<Verification> {
  const findings: Finding[] = [];
  const steps: StepReport[] = [];
  const climbing = await workshop.create();
  let started = performance.now();
  const timeline = await replay(climbing, migrations, scope, async (stop) => {
    const trip = await roundTrip(workshop, climbing, stop, scope);
    const step = toStep(stop.migration.tag, trip, Math.round(performance.now() - started));
    findings.push(...(trip.down ?? []), ...(trip.again ?? []), ...trip.slots);
    steps.push(step);
    onStep(step);
    started = performance.now();
  });
  const replayed = catalogAfter(timeline, migrations.length);
  const side = await schema(replayed);
  findings.push(...(await schemaIsWhatMigrationsBuild(side, migrations, timeline, (use) => use(climbing))));
  return { findings, steps, replayed };
}

async function roundTrip(
  workshop: Workshop,
  climbing: Scratch,
  stop: Stop,
  scope: Scope,
): Promise<RoundTrip & { slots: Finding[] }> {
  const clone = await workshop.clone(climbing);
  const first = await slotsIn(clone);
  const trip = await downLeavesNoTrace(clone, stop, scope);
  const slots = trip.again ? columnSlots(stop.migration, first, await slotsIn(clone)) : [];
  await clone.drop();
  return { ...trip, slots };
}

const toStep = (tag: string, { down, again }: RoundTrip, ms: number): StepReport => ({
  tag,
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
