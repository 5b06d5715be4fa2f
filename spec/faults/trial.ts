import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../src/harness/model/problem.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { openSession, type Session, withSession } from '../support/session.ts';
import type { Fault, Scene, Setup } from './faults.ts';
import { type Ground, opposite, take, watched } from './ground.ts';
import type { Place } from './place.ts';
import { differenceOf, isSame, judge, type Left, type State, stateOf } from './state.ts';

/** What came of one fault. */
export interface Outcome {
  readonly left: Left;
  /** INVALID indexes that were left until the following step. */
  readonly invalid: number;
  /** What the runner said; nothing when it came to its end all the same. */
  readonly said: string | undefined;
  /** What is wrong: the runner hung or was unclear, or what follows fails or leads elsewhere. */
  readonly wrong: readonly string[];
}

/** Whether nothing lay between, the runner was clear, and what followed led where it should. */
export const isWell = ({ left, wrong }: Outcome): boolean => left !== 'between' && wrong.length === 0;

/** Longer than any step takes. */
const limitMs = 60_000;

/**
 * Takes a step, strikes it at a place, looks at what is left, takes the step again and then the way back, so that the
 * database stands as before when all is well.
 */
export async function tryFault(stand: Setup, ground: Ground, fault: Fault, place: Place): Promise<Outcome> {
  const runner = await openSession(stand.url());
  if (fault.settings) await runner.database.run(fault.settings);
  const { error, lift } = await struck({ ...stand, runner, place }, ground, fault);
  await runner.close();
  await lift();
  await isGone(stand, runner);
  const state = await stand.observer.see(stateOf);
  const left = judge(state, ground);
  return {
    left,
    invalid: state.invalid.length,
    said: error === undefined ? undefined : (error as Error).message,
    wrong: [
      ...unclear(error),
      ...(left === 'between' ? differenceOf(ground.before, state) : []),
      ...(await followed(stand, ground, ground.after)),
      ...(await followed(stand, { ...ground, direction: opposite(ground.direction) }, ground.before)),
    ],
  };
}

interface Struck {
  readonly error: unknown;
  readonly lift: () => Promise<void>;
}

async function struck(scene: Scene, ground: Ground, fault: Fault): Promise<Struck> {
  const { message, after } = scene.place;
  let count = 0;
  let lift = async (): Promise<void> => {};
  const strike = async () => {
    lift = await fault.strike(scene);
  };
  const database = watched(scene.runner.database, async (_, send) => {
    if (count++ !== message) return send();
    if (after === undefined) {
      await strike();
      return send();
    }
    const sent = send();
    sent.catch(() => {});
    await sleep(after);
    await strike();
    return sent;
  });
  const error = await Promise.race([
    take(database, ground).then(
      () => undefined,
      (reason) => reason,
    ),
    sleep(limitMs, new Error('it hangs'), { ref: false }),
  ]);
  return { error, lift };
}

/** A runner that fails says so in one line that names a file, as a Problem. */
function unclear(error: unknown): string[] {
  if (error === undefined) return [];
  const isClear = error instanceof Problem && /^\S+\.sql(:\d+)?: [^\n]+; [^\n]+$/.test(error.message);
  return isClear ? [] : [`unclear: ${error}`];
}

/** A process of the server may still be at its last statement when its client has gone. */
async function isGone({ observer }: Setup, { pid }: Session): Promise<void> {
  const isThere = async (database: Scratch) =>
    (await database.run(`SELECT FROM pg_stat_activity WHERE pid = ${pid}`))[0]?.length !== 0;
  for (const since = Date.now(); (await observer.see(isThere)) && Date.now() - since < limitMs; )
    await sleep(10);
}

async function followed(
  { url, observer }: Setup,
  step: Pick<Ground, 'migration' | 'direction'>,
  expected: State,
): Promise<string[]> {
  try {
    await withSession(url(), ({ database }) => take(database, step));
  } catch (error) {
    return [`the following ${step.direction} fails: ${(error as Error).message}`];
  }
  const state = await observer.see(stateOf);
  return isSame(state, expected)
    ? []
    : [`the following ${step.direction} leads elsewhere`, ...differenceOf(expected, state)];
}
