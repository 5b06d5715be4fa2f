import { CommanderError } from 'commander';
import { Problem } from '../model/problem.ts';

/** Why a command line came to no verdict. */
export async function explain(error: unknown): Promise<Problem> {
  if (error instanceof Problem) return error;
  if (error instanceof CommanderError) return new Problem(error.message.replace(/^error: /, ''));
  return (await import('../postgres/problem-of.ts')).problemOf(error);
}
