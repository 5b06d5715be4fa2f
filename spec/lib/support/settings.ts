import type { Parameters } from 'fast-check';

/** Model runs of the whole history; `FC_RUNS` asks for more, and every other property grows alike. */
export const historyRuns = 1000;

/** CI checks the same cases every time, so that a red run can be repeated. */
export const seedOfCi = 20_250_330;

/** A property takes as long as `FC_RUNS` and the machine make it. */
export const anHour = 3_600_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How a property of `runs` runs is checked. A failure prints the seed and the path that `FC_SEED` and `FC_PATH` take,
 * and for commands the replayPath that `FC_REPLAY` takes besides.
 */
export const parameters = <Values>(runs: number, env: Environment = process.env): Parameters<Values> => ({
  numRuns: Math.max(1, Math.ceil((runs * Number(env.FC_RUNS ?? historyRuns)) / historyRuns)),
  ...seedIn(env),
  ...(env.FC_PATH ? { path: env.FC_PATH } : {}),
  endOnFailure: env.FC_SHRINK === 'no',
});

const seedIn = ({ FC_SEED, CI }: Environment): { seed?: number } =>
  FC_SEED ? { seed: Number(FC_SEED) } : CI ? { seed: seedOfCi } : {};
