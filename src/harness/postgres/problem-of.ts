import { firstLine, Problem } from '../model/problem.ts';
import { systemProblem } from '../model/system-problem.ts';
import { serverProblem } from './errors.ts';

/** Whatever was thrown as a Problem. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : (serverProblem(error) ??
      systemProblem(error) ??
      new Problem(`unexpected: ${firstLine(error)}`, {
        advice: 'this is an error of driftproof: please report it',
        cause: error,
      }));
