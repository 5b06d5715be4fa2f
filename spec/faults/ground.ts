import type { Direction } from '../../src/harness/history/file-name.ts';
import type { Migration } from '../../src/harness/history/migrations.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { type StepResult, takeStep } from '../../src/harness/runner/take-step.ts';
import { stepOn } from '../support/history.ts';
import { type Session, withSession } from '../support/session.ts';
import type { Setup } from './faults.ts';
import { differenceOf, isSame, type State, stateOf } from './state.ts';

/** A step of a history, as it goes when nothing happens to it. */
export interface Ground {
  readonly migration: Migration;
  readonly direction: Direction;
  readonly before: State;
  readonly after: State;
  /** The states that others see between its messages, while no transaction is open. */
  readonly stations: readonly State[];
  /** What the runner sends, in order, and how many milliseconds each takes. */
  readonly messages: readonly Message[];
  readonly mode: StepResult['mode'];
}

export interface Message {
  readonly sql: string;
  readonly ms: number;
}

export const opposite = (direction: Direction): Direction => (direction === 'up' ? 'down' : 'up');

/** Takes a step as the runner does. */
export const take = (
  database: Scratch,
  { migration, direction }: Pick<Ground, 'migration' | 'direction'>,
): Promise<StepResult> => takeStep(stepOn(database, migration, direction));

/** A database whose every message passes by `watch`, which sends it. */
export const watched = (
  database: Scratch,
  watch: (sql: string, send: () => ReturnType<Scratch['run']>) => ReturnType<Scratch['run']>,
): Scratch => ({ ...database, run: (sql) => watch(sql, () => database.run(sql)) });

/** Surveys an up and its down; the database stands as before afterwards. Throws when the way back is not the way back. */
export async function survey(
  stand: Setup,
  migration: Migration,
): Promise<readonly [up: Ground, down: Ground]> {
  const up = await surveyStep(stand, { migration, direction: 'up' });
  const down = await surveyStep(stand, { migration, direction: 'down' });
  if (!isSame(up.after, down.before) || !isSame(up.before, down.after))
    throw new Error(
      `${migration.tag}: its down does not lead back:\n${[...differenceOf(up.before, down.after), ...differenceOf(up.after, down.before)].join('\n')}`,
    );
  return [up, down];
}

async function surveyStep(
  { url, observer }: Setup,
  step: Pick<Ground, 'migration' | 'direction'>,
): Promise<Ground> {
  return withSession(url(), (runner) =>
    observer.see(async (witness) => {
      const before = await stateOf(witness);
      const stations: State[] = [];
      const messages: Message[] = [];
      const database = watched(runner.database, async (sql, send) => {
        if (await isIdle(witness, runner)) stations.push(await stateOf(witness));
        const since = performance.now();
        try {
          return await send();
        } finally {
          messages.push({ sql, ms: performance.now() - since });
        }
      });
      const { mode } = await take(database, step);
      return { ...step, before, after: await stateOf(witness), stations, messages, mode };
    }),
  );
}

async function isIdle(witness: Scratch, { pid }: Session): Promise<boolean> {
  const [[row] = []] = await witness.run(`SELECT state FROM pg_stat_activity WHERE pid = ${pid}`);
  return row?.state === 'idle';
}
