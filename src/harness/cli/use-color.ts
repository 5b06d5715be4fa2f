import type { Io } from './io.ts';

/**
 * Whether what goes to standard output has colours. The first that says anything decides: `--no-color`, NO_COLOR
 * (no-color.org), FORCE_COLOR (as Node reads it), and whether it is a terminal that has any.
 */
export function useColor(wanted: boolean, { stdout, env }: Pick<Io, 'stdout' | 'env'>): boolean {
  if (!wanted || env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return stdout.terminal && env.TERM !== 'dumb';
}
