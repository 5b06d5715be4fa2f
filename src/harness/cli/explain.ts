import { CommanderError } from 'commander';
import { Problem } from '../model/problem.ts';
import { problemOf } from '../postgres/problem-of.ts';

/** Why a command line came to no verdict. */
export const explain = (error: unknown): Problem =>
  error instanceof CommanderError ? new Problem(error.message.replace(/^error: /, '')) : problemOf(error);
