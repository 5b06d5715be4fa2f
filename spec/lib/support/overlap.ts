import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Action, Executor } from './actions.ts';
import { type Model, rowsOf } from './model.ts';
import type { Session, Stage } from './stage.ts';

/** What two sessions got out of one action each, the first in a transaction that was open all the while. */
export type Outcome = readonly [unknown, unknown];

/**
 * The first action is done but not committed when the second one begins; it is committed when the second
 * one has ended, or waits for a lock.
 */
export async function overlap(stage: Stage, model: Model, first: Action, second: Action): Promise<Outcome> {
  return during(
    stage,
    (db) => first.act(db, model),
    (db) => second.act(db, model),
  );
}

/** Does one thing in a transaction of one session, which stays open until another session's has ended or waits. */
export async function during<One, Other>(
  stage: Stage,
  first: (db: Executor) => Promise<One>,
  second: (db: Executor) => Promise<Other>,
): Promise<[One, Other]> {
  const [one, other] = [stage.session(1), stage.session(2)];
  const [before, meanwhile] = await one.db.transaction(async (tx) => {
    const done = await first(tx);
    const doing = second(other.db);
    await endsOrWaits(stage, other, doing);
    return [done, { doing }];
  });
  return [before, await meanwhile.doing];
}

/** Resolves when what a session does has ended, or waits for a lock. */
async function endsOrWaits(stage: Stage, { pid }: Session, doing: Promise<unknown>): Promise<void> {
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
