import { systemProblem } from '../model/system-problem.ts';
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
  try {
    const loading = import('./execute.ts');
    const { execute } = await Promise.race([loading, ...(io.failure ? [io.failure] : [])]);
    return await execute(argv, io);
  } catch (error) {
    // Node never says that it could not open one of many files that are imported at once.
    const why = systemProblem(error)?.message ?? 'raise the limit of open files (ulimit -n)';
    io.stderr.write(`driftproof: its own files cannot be loaded; ${why}\n`);
    return exitCodes.couldNotTell;
  }
}
