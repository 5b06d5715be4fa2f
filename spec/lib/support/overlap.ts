import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Action } from './actions.ts';
import { type Model, rowsOf } from './model.ts';
import type { Session, Stage } from './stage.ts';

/** What two sessions got out of one action each, the first in a transaction that was open all the while. */
export type Outcome = readonly [unknown, unknown];

/**
 * The first action is done but not committed when the second one begins; it is committed when the second
 * one has ended, or waits for a lock.
 */
export async function overlap(stage: Stage, model: Model, first: Action, second: Action): Promise<Outcome> {
  const [one, other] = [stage.session(1), stage.session(2)];
  await one.client.query('BEGIN');
  const before = await first.act(one.db, model);
  const meanwhile = second.act(other.db, model);
  await endsOrWaits(stage, other, meanwhile);
  await one.client.query('COMMIT');
  return [before, await meanwhile];
}

/** Resolves when what a session does has ended, or waits for a lock. */
export async function endsOrWaits(stage: Stage, { pid }: Session, doing: Promise<unknown>): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  doing.then(end, end);
  while (!ended) {
    const { rows } = await stage.session(3).client.query(waitingSql, [pid]);
    if (rows.length > 0) return;
    await sleep(1);
  }
}

const waitingSql = 'SELECT FROM pg_locks WHERE pid = $1 AND NOT granted';

/** The models that two actions one after the other lead to, where what came out is what came out of the model. */
export function serially(given: Model, actions: readonly Action[], outcome: readonly unknown[]): Model[] {
  const model = structuredClone(given);
  const expected = actions.map(({ expected }, n) => expected(model, outcome[n]));
  return isDeepStrictEqual(expected, outcome) ? [model] : [];
}

/** Whether the tables hold what one of the models holds. */
export const isOneOf = (rows: unknown, models: readonly Model[]): boolean =>
  models.some((model) => isDeepStrictEqual(rows, rowsOf(model)));
