import type { Tenants } from '../../model/settings.ts';
import type { Context } from '../context.ts';
import { type DriftGround, driftGround } from '../drift/ground.ts';
import { type ScratchOnDemand, scratchOnDemand } from '../with-scratch.ts';
import { isOfTenant } from './tenants.ts';

/**
 * What databases are compared with: one for each platform, since each is expected to have what its platform brings, and for
 * each schema that tenants are copies of.
 */
export function useGrounds() {
  const made = new Map<string, { scratch: ScratchOnDemand; ground: DriftGround }>();
  const of = (context: Context, tenants?: Tenants): DriftGround => {
    const key = JSON.stringify([context.settings.platform, tenants?.schema]);
    const known = made.get(key);
    if (known) return known.ground;
    const scratch = scratchOnDemand(context);
    const ground = driftGround(context, scratch.getScratch, tenants && isOfTenant(tenants, context));
    made.set(key, { scratch, ground });
    return ground;
  };
  /** Throws when a server failed although everything that was compared has an answer: that may be wrong. */
  const check = (answered: boolean): void => {
    const failure = [...made.values()]
      .map(({ scratch }) => scratch.failure())
      .find((each) => each !== undefined);
    if (failure !== undefined && answered) throw failure;
  };
  const close = async (): Promise<void> => {
    for (const { scratch } of made.values()) await scratch.close();
  };
  return { of, check, close };
}
