import type { Terminal } from '../report/terminal.ts';
import type { Io } from './io.ts';

/** The terminal that standard output is, where it is one. */
export async function terminalOn({ stdout: { columns } }: Pick<Io, 'stdout'>): Promise<Terminal | undefined> {
  return columns === undefined ? undefined : (await import('../report/terminal.ts')).terminalOf(columns);
}
