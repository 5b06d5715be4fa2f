import { inScope } from '../../catalog/scope.ts';
import { rolesIn } from '../../catalog/server-roles.ts';
import { type LiveState, type ReadOptions, readLive } from '../../checks/drift/live-state.ts';
import { withoutMembers } from '../../checks/drift/without-members.ts';
import type { CatalogObject } from '../../model/catalog.ts';
import type { Live, LiveAddress } from '../../postgres/live.ts';
import type { Context } from '../context.ts';
import { liveAddress, withLiveAt } from '../live-address.ts';
import { onPlatformOf } from '../platform-of-live.ts';

/** A live database that was read, and what is known of it from then on. */
export interface ReadDatabase {
  readonly context: Context;
  readonly state: LiveState;
  readonly roles: readonly CatalogObject[];
  /** What named it. */
  readonly from: string;
}

/**
 * Reads the live database that a context names, and how far its sequences have come. `meanwhile` is called when the server
 * has been asked. Throws a Problem when it cannot be read.
 */
export async function readDatabase(given: Context, meanwhile?: () => void): Promise<ReadDatabase> {
  const address = liveAddress(given);
  return withLiveAt(address, given, (live) => readFrom(live, given, address, { meanwhile }));
}

interface ReadFrom {
  /** The schemas that are read, where not all of them are. */
  readonly schemas?: ReadOptions['schemas'];
  readonly meanwhile?: (() => void) | undefined;
}

/** The same through a connection that is open. */
export async function readFrom(
  live: Live,
  given: Context,
  { from }: Pick<LiveAddress, 'from'>,
  { schemas, meanwhile }: ReadFrom = {},
): Promise<ReadDatabase> {
  const reading = readLive(live, given.scope, {
    forPlan: given.options.plan === true,
    sequences: given.settings.severity['sequence-behind'] !== 'off',
    ...(schemas ? { schemas } : {}),
  });
  meanwhile?.();
  const read = await reading;
  const roles = given.project.managesRole ? await rolesIn(live) : [];
  const context = onPlatformOf(given, read.roles);
  const state = { ...read, catalog: withoutMembers(inScope(read.whole, context.scope)) };
  return { context, state, roles, from };
}
