import { Problem } from '../model/problem.ts';
import { hideSecrets } from '../model/secrets.ts';

/** What a promise gives; whatever it rejects with becomes a Problem in whose message no password is. */
export const orProblem = <T>(promise: Promise<T>): Promise<T> =>
  promise.catch(async (error) => {
    const { problemOf } = await import('../postgres/problem-of.ts');
    const problem = problemOf(error);
    const shown = hideSecrets(problem.message);
    throw shown === problem.message ? problem : new Problem(shown);
  });
