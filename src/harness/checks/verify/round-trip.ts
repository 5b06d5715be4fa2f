import { slotsIn } from '../../cost/slots.ts';
import type { Finding } from '../../model/finding.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import type { AppliedStep } from '../../runner/replay.ts';
import { whyNotChecked } from '../unanswered.ts';
import { columnSlots } from './column-slots.ts';
import { downLeavesNoTrace, type RoundTrip } from './down-leaves-no-trace.ts';
import { isReversible, type Replaying, rebuild, touchesRoles } from './trial-database.ts';

/** A round trip, and the database on which the replay goes on. */
export type RoundTripResult = RoundTrip & {
  readonly slots: readonly Finding[];
  readonly next: Scratch;
  /** Why it came to no end. */
  readonly unanswered: readonly Finding[];
};

/** A migration that touches roles makes its round trip on the replayed database itself; the replay continues on a new one. */
export async function roundTrip(
  replaying: Replaying,
  replayed: Scratch,
  applied: AppliedStep,
): Promise<RoundTripResult> {
  const { migration } = applied;
  if (!isReversible(migration)) return { slots: [], unanswered: [], next: replayed };
  const alone = touchesRoles(migration);
  const place = alone ? replayed : await replaying.databases.clone(replayed);
  const trip = await roundTripOn(place, applied, replaying).catch((error) => ({
    slots: [],
    unanswered: [whyNotChecked(migration, 'down', error)],
  }));
  await place.drop();
  const next = alone ? await rebuild(replaying, migration, { included: true }) : replayed;
  return { ...trip, next };
}

async function roundTripOn(place: Scratch, applied: AppliedStep, { scope }: Replaying) {
  const first = await slotsIn(place);
  const trip = await downLeavesNoTrace(place, applied, scope);
  const slots = trip.reapply ? columnSlots(applied.migration, first, await slotsIn(place)) : [];
  return { ...trip, slots, unanswered: [] };
}
