import { setTimeout as sleep } from 'node:timers/promises';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { sqlState } from '../../src/harness/postgres/sqlstates.ts';

/** How a step behaves among sessions that use the tables meanwhile. */
export interface LockRetry {
  /** How long a statement waits for a lock, in milliseconds. All who come after it wait as long behind it. */
  readonly lockTimeout: number;
  /** How often the step is tried. */
  readonly attempts: number;
}

/**
 * Takes a step, and takes it again when a lock was not granted in time; throws what the last attempt throws. With a
 * timeout below the server's `deadlock_timeout` (a second, unless set), the step gives way before the server looks
 * for a deadlock, so that no other session is ended for one with it.
 */
export async function retryOnLockTimeout<T>(
  database: Scratch,
  { lockTimeout, attempts }: LockRetry,
  take: () => Promise<T>,
): Promise<T> {
  await database.run(`SET lock_timeout = ${lockTimeout}`);
  for (let left = attempts - 1; ; left--)
    try {
      return await take();
    } catch (error) {
      if (left <= 0 || (error as { readonly code?: unknown }).code !== sqlState.lockNotAvailable) throw error;
      await sleep(lockTimeout * Math.random());
    }
}
