import type { Parameters } from 'fast-check';

/** Model runs of the whole history; `FC_RUNS` asks for more, and every other property grows alike. */
export const historyRuns = 1000;

const { FC_RUNS, FC_SEED, FC_PATH, CI } = process.env;

/** CI checks the same cases every time, so that a red run can be repeated. */
const seed = FC_SEED ? Number(FC_SEED) : CI ? 20_250_330 : undefined;

/** How a property of `runs` runs is checked; a failure prints the seed and the path that `FC_SEED` and `FC_PATH` take. */
export const parameters = <Values>(runs: number): Parameters<Values> => ({
  numRuns: Math.max(1, Math.ceil((runs * Number(FC_RUNS ?? historyRuns)) / historyRuns)),
  ...(seed === undefined ? {} : { seed }),
  ...(FC_PATH ? { path: FC_PATH } : {}),
  endOnFailure: process.env.FC_SHRINK === 'no',
});
