import { writeFile } from 'node:fs/promises';
import { CommanderError } from 'commander';
import { accept } from '../checks/accept.ts';
import { openContext } from '../commands/context.ts';
import type { Io } from '../commands/io.ts';
import { lineOf } from '../commands/notes.ts';
import type { Options } from '../commands/options.ts';
import { atLeast } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { findingsOf, type Report, unansweredIn } from '../model/report.ts';
import { hideSecrets, keepSecretsIn } from '../model/secrets.ts';
import { failureFormats, formats } from '../report/formats.ts';
import { printUnanswered } from '../report/text.ts';
import { askedIn, commandLine, type Run } from './command-line.ts';
import { explain } from './explain.ts';

/** Agrees, could not tell, findings: as `terraform plan -detailed-exitcode`. */
export const exitCodes = { agrees: 0, couldNotTell: 1, findings: 2 } as const;

/** Runs one command line, without the names of node and the script. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  keepSecretsIn(argv);
  let code: number = exitCodes.agrees;
  const program = commandLine(io, async (name, command, options) => {
    code = await execute(name, command, options, io);
  });
  try {
    await Promise.race([program.parseAsync(argv, { from: 'user' }), ...(io.failure ? [io.failure] : [])]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.agrees;
    return giveUp(error, argv, io);
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
  for (const finding of unanswered) io.stderr.write(lineOf(printUnanswered(finding)));
  if (unanswered.length > 0 && options.incomplete !== 'finding') return exitCodes.couldNotTell;
  const failed = findingsOf(report).some(({ severity }) => atLeast(severity, options.failOn));
  return failed ? exitCodes.findings : exitCodes.agrees;
}

async function print(report: Report, { format, output, color }: Options, io: Io): Promise<void> {
  const useColor = color && output === undefined && io.stdout.terminal && !io.env.NO_COLOR;
  const printed = formats[format]?.(mapTexts(report, hideSecrets), { color: useColor }) ?? '';
  await write(printed, output, io);
}

async function write(printed: string, output: string | undefined, { stdout }: Io): Promise<void> {
  if (output === undefined) return stdout.write(printed);
  await writeFile(output, printed).catch((cause) => {
    throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: output, cause });
  });
}

/** Says why there is no report: in one line, and as a document where a program asked for a report. */
async function giveUp(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { message, what, where, advice } = explain(error);
  // commander has shown its help then.
  if (message !== '(outputHelp)') io.stderr.write(lineOf(message));
  const { command, format, output } = askedIn(argv);
  const printed = failureFormats[format]?.(command, mapTexts({ what, where, advice }, hideSecrets));
  // That the place cannot be written to may be the very reason.
  if (printed !== undefined) await write(printed, output, io).catch(() => {});
  return exitCodes.couldNotTell;
}
