import { once } from '../model/once.ts';
import type { Server } from '../postgres/running-server.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import type { Context } from './context.ts';
import type { openScratch } from './open-scratch.ts';

/** A server for scratch databases that is started on first demand: a command that needs none starts none. */
export interface ScratchOnDemand {
  readonly getScratch: () => Promise<ScratchDatabases>;
  /** The first failure of the server itself. */
  readonly failure: () => unknown;
  readonly close: () => Promise<void>;
}

/** Notes which server it is when it is started, by `start` where that is given. */
export function scratchOnDemand(context: Context, start?: () => Promise<Server>): ScratchOnDemand {
  let opened: Awaited<ReturnType<typeof openScratch>> | undefined;
  const getScratch = once(async () => {
    opened = await (await import('./open-scratch.ts')).openScratch(context, start);
    return opened.databases;
  });
  return { getScratch, failure: () => opened?.failure(), close: async () => opened?.close() };
}

/**
 * Gives `use` the scratch databases of such a server, which is stopped at the end. Throws when the server failed meanwhile
 * and everything has an answer all the same: the failure was taken for something else.
 */
export async function withScratchDatabases<T>(
  context: Context,
  use: (databases: () => Promise<ScratchDatabases>) => Promise<T>,
  isAnswered: (result: T) => boolean,
  start?: () => Promise<Server>,
): Promise<T> {
  const scratch = scratchOnDemand(context, start);
  try {
    const result = await use(scratch.getScratch);
    const failure = scratch.failure();
    if (failure !== undefined && isAnswered(result)) throw failure;
    return result;
  } finally {
    await scratch.close();
  }
}
