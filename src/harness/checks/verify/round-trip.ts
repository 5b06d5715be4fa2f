import type { Finding } from '../../model/finding.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import type { Stop } from '../../runner/replay.ts';
import { columnSlots, slotsIn } from './column-slots.ts';
import { downLeavesNoTrace, type RoundTrip } from './down-leaves-no-trace.ts';
import { type Climb, isReversible, rebuild, touchesRoles } from './trial.ts';

/** A way there and back, and the database on which the climb goes on. */
export type Trip = RoundTrip & { readonly slots: Finding[]; readonly next: Scratch };

/** A migration that touches roles goes its way on the climbing database itself, and another climbs on instead. */
export async function roundTrip(climb: Climb, climbing: Scratch, stop: Stop): Promise<Trip> {
  const { migration } = stop;
  if (!isReversible(migration)) return { slots: [], next: climbing };
  const alone = touchesRoles(migration);
  const place = alone ? climbing : await climb.workshop.clone(climbing);
  const first = await slotsIn(place);
  const trip = await downLeavesNoTrace(place, stop, climb.scope);
  const slots = trip.again ? columnSlots(migration, first, await slotsIn(place)) : [];
  await place.drop();
  const next = alone ? await rebuild(climb, migration, { included: true }) : climbing;
  return { ...trip, slots, next };
}
