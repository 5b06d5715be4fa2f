import { slotsIn } from '../../cost/slots.ts';
import type { Finding } from '../../model/finding.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { hasDeferrable } from '../../rows/opened-tables.ts';
import type { AppliedStep } from '../../runner/replay.ts';
import { SharesNoTransaction, sharesTransaction } from '../../runner/shares-transaction.ts';
import { type TrialDatabase, trialsInTransactions, trialsOnClones } from '../../runner/trials.ts';
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

/**
 * Goes down and up again in a transaction that is rolled back, or else on a clone. A migration that touches roles makes
 * its round trip on the replayed database itself; the replay continues on a new one.
 */
export async function roundTrip(
  replaying: Replaying,
  replayed: Scratch,
  applied: AppliedStep,
): Promise<RoundTripResult> {
  const { migration } = applied;
  if (!isReversible(migration)) return { slots: [], unanswered: [], next: replayed };
  const alone = touchesRoles(migration);
  const clone = () => (alone ? Promise.resolve(replayed) : replaying.databases.clone(replayed));
  const result = await roundTripSomehow(replayed, clone, applied, replaying).catch((error) => ({
    slots: [],
    unanswered: [whyNotChecked(migration, 'down', error)],
  }));
  const next = alone ? await rebuild(replaying, migration, { included: true }) : replayed;
  return { ...result, next };
}

async function roundTripSomehow(
  replayed: Scratch,
  clone: () => Promise<Scratch>,
  applied: AppliedStep,
  replaying: Replaying,
) {
  const onClone = () => trialsOnClones(clone, applied).run((trial) => tripOn(trial, applied, replaying));
  if ((await hasDeferrable(replayed)) || !(await sharesTransaction(applied.migration))) return onClone();
  return trialsInTransactions(replayed, applied.migration)
    .run((trial) => tripOn(trial, applied, replaying))
    .catch((error) => {
      if (error instanceof SharesNoTransaction) return onClone();
      throw error;
    });
}

async function tripOn(trial: TrialDatabase, applied: AppliedStep, { scope }: Replaying) {
  const first = await slotsIn(trial.database);
  const result = await downLeavesNoTrace(trial, applied, scope);
  const slots = result.reapply ? columnSlots(applied.migration, first, await slotsIn(trial.database)) : [];
  return { ...result, slots, unanswered: [] };
}
