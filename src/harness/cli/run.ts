import { tool } from '../report/tool.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

/** Runs one command line, without the names of node and the script. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  // What is asked most often, by tools that only look whether we are there, loads nothing.
  if (argv.length === 1 && ['-V', '--version'].includes(argv[0] ?? '')) {
    io.stdout.write(`${tool.version}\n`);
    return exitCodes.agrees;
  }
  return (await import('./execute.ts')).execute(argv, io);
}
