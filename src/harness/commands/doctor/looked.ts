import type { Checkup } from '../../model/checkup.ts';
import { Problem } from '../../model/problem.ts';

/** What came of looking at something: what is there, or the Problem. */
export const looked = (about: string, what: string | Problem): Checkup =>
  what instanceof Problem
    ? { about, state: 'missing', says: what.said, ...(what.advice ? { advice: what.advice } : {}) }
    : { about, state: 'ok', says: what };

/** Looks at something; a Problem is what came of it. */
export const lookAt = (about: string, look: () => Promise<string> | string): Promise<Checkup> =>
  answerOf(look).then((what) => looked(about, what));

/** What is there, or the Problem. */
export async function answerOf<T>(look: () => Promise<T> | T): Promise<T | Problem> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
