import { writeFile } from 'node:fs/promises';
import { CommanderError } from 'commander';
import { accept } from '../checks/accept.ts';
import { openContext } from '../commands/context.ts';
import type { Io } from '../commands/io.ts';
import type { Options } from '../commands/options.ts';
import { atLeast } from '../model/finding.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { findingsOf, type Report, unansweredIn } from '../model/report.ts';
import { formats } from '../report/formats.ts';
import { printUnanswered } from '../report/text.ts';
import { commandLine, type Run } from './command-line.ts';

/** Agrees, could not tell, findings: as `terraform plan -detailed-exitcode`. */
export const exitCodes = { agrees: 0, couldNotTell: 1, findings: 2 } as const;

/** Runs one command line, without the names of node and the script. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.agrees;
  const program = commandLine(io, async (name, command, options) => {
    code = await execute(name, command, options, io);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

async function execute(name: Report['command'], command: Run, options: Options, io: Io): Promise<number> {
  const started = performance.now();
  const context = await openContext(io, options);
  const part = await command(context);
  const full: Report = {
    command: name,
    servers: [],
    verdicts: [],
    steps: [],
    notCompared: [],
    objects: 0,
    ...part,
    ms: Math.round(performance.now() - started),
  };
  const report = accept(full, context.settings, io.now().toISOString().slice(0, 10));
  await print(report, options, io);
  const unanswered = unansweredIn(report);
  for (const finding of unanswered) io.stderr.write(`driftproof: ${printUnanswered(finding)}\n`);
  if (unanswered.length > 0 && options.incomplete !== 'finding') return exitCodes.couldNotTell;
  const failed = findingsOf(report).some(({ severity }) => atLeast(severity, options.failOn));
  return failed ? exitCodes.findings : exitCodes.agrees;
}

async function print(report: Report, { format, output, color }: Options, io: Io): Promise<void> {
  const useColor = color && output === undefined && io.stdout.terminal && !io.env.NO_COLOR;
  const printed = formats[format]?.(report, { color: useColor }) ?? '';
  if (output === undefined) return io.stdout.write(printed);
  await writeFile(output, printed).catch((cause) => {
    throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: output, cause });
  });
}

/** commander has said by itself what is wrong with a command line; help and version are no errors. */
function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.agrees : exitCodes.couldNotTell;
  const line = error instanceof Problem ? error.message : `unexpected: ${firstLine(error)}`;
  io.stderr.write(`driftproof: ${line}\n`);
  return exitCodes.couldNotTell;
}
