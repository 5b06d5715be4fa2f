import type { Tenants } from '../../model/settings.ts';
import type { Context } from '../context.ts';
import { type DriftGround, driftGround } from '../drift/ground.ts';
import { type ScratchOnDemand, scratchOnDemand } from '../with-scratch.ts';
import { isOfTenant } from './tenants.ts';

/**
 * What databases are compared with: one for each platform, since each is expected to have what its platform brings, and for
 * each schema that tenants are copies of. Those of one platform share its scratch databases: on a server that is given by a
 * URL, whoever makes roles waits for all others that do.
 */
export function useGrounds() {
  const opened = new Map<string | undefined, ScratchOnDemand>();
  const made = new Map<string, DriftGround>();
  const scratchOf = (context: Context): ScratchOnDemand => {
    const { platform } = context.settings;
    const scratch = opened.get(platform) ?? scratchOnDemand(context);
    opened.set(platform, scratch);
    return scratch;
  };
  const of = (context: Context, tenants?: Tenants): DriftGround => {
    const key = JSON.stringify([context.settings.platform, tenants?.schema]);
    const known = made.get(key);
    if (known) return known;
    const only = tenants && isOfTenant(tenants, context);
    const ground = driftGround(context, scratchOf(context).getScratch, only);
    made.set(key, ground);
    return ground;
  };
  /** Throws when a server failed although everything that was compared has an answer: that may be wrong. */
  const check = (answered: boolean): void => {
    const failure = [...opened.values()]
      .map((scratch) => scratch.failure())
      .find((each) => each !== undefined);
    if (failure !== undefined && answered) throw failure;
  };
  const close = async (): Promise<void> => {
    for (const scratch of opened.values()) await scratch.close();
  };
  return { of, check, close };
}
