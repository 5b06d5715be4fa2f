import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { Problem } from '../model/problem.ts';
import type { Readable } from '../postgres/live.ts';
import type { Snapshot } from '../postgres/snapshot.ts';
import { sqlState } from '../postgres/sqlstates.ts';
import { ChangedWhileRead, isOfDropped } from './catalog-query.ts';
import { lockedNow } from './lock-holders.ts';

/**
 * What a change of the database does to a read: an internal error for what was dropped, a deadlock with (or a wait
 * for) the locks that printing a definition takes. A hot standby ends what is in the way of replaying the change
 * with serialization_failure, which nothing else can do to a transaction that only reads.
 */
const disturbances: readonly unknown[] = [
  sqlState.internalError,
  sqlState.deadlockDetected,
  sqlState.lockNotAvailable,
  sqlState.serializationFailure,
];

/**
 * Reads from a database, and starts over when somebody changed it meanwhile: Postgres prints definitions by what
 * is there now, not by the snapshot.
 */
export async function readSettled<T>(
  database: Readable,
  use: (snapshot: Snapshot) => Promise<T>,
  attempts = 5,
): Promise<T> {
  try {
    return await database.read(use);
  } catch (cause) {
    if (!isDisturbance(cause)) throw cause;
    if (attempts > 1) {
      await sleep(100);
      return readSettled(database, use, attempts - 1);
    }
    const locked = codeOf(cause) === sqlState.lockNotAvailable ? await lockedNow(database) : undefined;
    throw new Problem(locked ?? 'the database is changed faster than it can be read', {
      advice: 'run again when no migration is running',
      cause,
    });
  }
}

const isDisturbance = (error: unknown): boolean =>
  error instanceof ChangedWhileRead || isOfDropped(error) || disturbances.includes(codeOf(error));

const codeOf = (error: unknown): unknown =>
  types.isNativeError(error) && 'code' in error ? error.code : undefined;
