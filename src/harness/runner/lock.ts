import { setTimeout as sleep } from 'node:timers/promises';
import { stepLock } from '../history/ledger.ts';
import type { Scratch } from '../postgres/scratch.ts';

/**
 * Begins a transaction that holds the lock of all steps, as soon as nobody else holds it. It is READ COMMITTED, whatever
 * the session's default is: a snapshot from before the lock would not show what its last owner did.
 */
export const beginLocked = (database: Scratch): Promise<void> =>
  untilLocked(
    database,
    `BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_try_advisory_xact_lock(${stepLock}) AS locked`,
    'ROLLBACK',
  );

/** Takes the lock of all steps for the session, until {@link unlockSession}. */
export const lockSession = (database: Scratch): Promise<void> =>
  untilLocked(database, `SELECT pg_try_advisory_lock(${stepLock}) AS locked`, '');

/** Releases the session's lock. A lost session has released it already. */
export const unlockSession = async (database: Scratch): Promise<void> => {
  await database.run(`SELECT pg_advisory_unlock(${stepLock})`).catch(() => {});
};

/**
 * Polls, since whoever waits for a lock in the server holds a snapshot: CREATE INDEX CONCURRENTLY waits for the end of
 * every older snapshot, so that the lock's owner, while it runs one, and the waiter would be in a deadlock (Postgres
 * manual, "Building Indexes Concurrently").
 */
async function untilLocked(database: Scratch, trial: string, otherwise: string): Promise<void> {
  while (!(await database.run(trial)).at(-1)?.[0]?.locked) {
    await database.run(otherwise);
    await sleep(10 + 20 * Math.random());
  }
}
