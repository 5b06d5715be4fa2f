import { CommanderError } from 'commander';
import { runCommand } from '../commands/run-command.ts';
import { atLeast } from '../model/finding.ts';
import { mapTexts } from '../model/map-texts.ts';
import { Problem } from '../model/problem.ts';
import { findingsOf, type Report, unansweredIn } from '../model/report.ts';
import { hideSecrets, keepSecretsIn } from '../model/secrets.ts';
import { printUnanswered } from '../report/finding-lines.ts';
import { failureFormats, formats } from '../report/formats.ts';
import { planSql } from '../report/plan-sql.ts';
import { withTargets } from '../report/targets.ts';
import type { CliOptions } from './cli-options.ts';
import { commandIn, commandLine } from './command-line.ts';
import type { CommandName } from './commands.ts';
import { runDoctor } from './doctor-command.ts';
import { withEnvFile } from './env-file.ts';
import { exitCodes } from './exit-codes.ts';
import { explain } from './explain.ts';
import type { Io } from './io.ts';
import { failOnGithub, reportOnGithub } from './on-github.ts';
import { checkOutputs, write } from './outputs.ts';
import { lineOf, notesOn } from './standard-error.ts';
import { asked, type Target, targetsIn } from './targets.ts';
import { terminalOn } from './terminal-on.ts';
import { useColor } from './use-color.ts';

/** Parses a command line, runs the command that it names and prints the report. Returns the exit code; never throws. */
export async function execute(argv: readonly string[], io: Io): Promise<number> {
  keepSecretsIn(argv);
  let code: number = exitCodes.agrees;
  const program = commandLine(io, {
    question: async (name, options) => {
      code = await answer(name, options, argv, io);
    },
    doctor: async (options) => {
      code = await runDoctor(options, io);
    },
  });
  try {
    await Promise.race([program.parseAsync(argv, { from: 'user' }), ...(io.failure ? [io.failure] : [])]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.agrees;
    return giveUp(error, argv, io);
  }
}

/** Runs a command and prints its report. Returns the exit code. */
async function answer(
  name: CommandName,
  options: CliOptions,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  if (name === 'drift' && options.destructive && options.sql === undefined)
    throw new Problem('is about SQL, which is not printed', { where: '--destructive', advice: 'add --sql' });
  const targets = targetsIn(argv);
  await checkOutputs([...targets.map(({ output }) => output), options.sql], io);
  const notes = notesOn(io, options);
  const environment = {
    ...(await withEnvFile(io, options.envFile)),
    whileWaiting: () => loadFormats(targets),
  };
  const plan = options.sql !== undefined;
  const report = await runCommand(name, environment, { ...options, plan }, notes).finally(notes.end);
  await print(report, targets, options, io);
  return codeOf(report, options);
}

/** Whether one fails is told by who prints in it. */
const loadFormats = (targets: readonly Target[]): void => {
  for (const { format } of targets)
    formats
      .get(format)?.()
      .catch(() => {});
};

function codeOf(report: Report, { failOn, incomplete }: CliOptions): number {
  if (unansweredIn(report).length > 0 && incomplete !== 'finding') return exitCodes.couldNotTell;
  if (report.command === 'repair' && report.plan && report.plan.statements.length > 0)
    return exitCodes.findings;
  const { adoption } = report;
  if (adoption && (adoption.remarks.length > 0 || (adoption.tag !== null && !adoption.written)))
    return exitCodes.findings;
  if (report.downs?.some(({ written }) => !written)) return exitCodes.findings;
  const failed = findingsOf(report).some(({ severity }) => atLeast(severity, failOn));
  return failed ? exitCodes.findings : exitCodes.agrees;
}

/** Prints a report, and on standard error why parts of it have no answer. */
async function print(
  report: Report,
  targets: readonly Target[],
  { color, sql, destructive = false, quiet = false, verbose = false, failOn }: CliOptions,
  io: Io,
): Promise<void> {
  // What fails is shown.
  const showsInfos = verbose || failOn === 'info';
  for (const { format, output } of targets) {
    const isShown = output === undefined;
    const print = await formats.get(format)?.();
    const printed = print?.(report, {
      color: isShown && useColor(color, io),
      terminal: isShown ? await terminalOn(io) : undefined,
      verbose: showsInfos,
      quiet,
      destructive,
    });
    await write(printed ?? '', output, io);
  }
  if (sql !== undefined) await write(planSql(report, { destructive }), sql, io);
  await reportOnGithub(report, { isAnnotated: isAnnotated(targets), verbose: showsInfos }, io);
  for (const finding of unansweredIn(withTargets(report))) io.stderr.write(lineOf(printUnanswered(finding)));
}

/** Whether annotations are on standard output already. */
const isAnnotated = (targets: readonly Target[]): boolean =>
  targets.some(({ format, output }) => format === 'github' && output === undefined);

/** Says why there is no report: in one line, and as a document where a program asked for a report. */
async function giveUp(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { message, what, where, advice } = await explain(error);
  // commander has shown its help then.
  const isHelp = message === '(outputHelp)';
  if (!isHelp) io.stderr.write(lineOf(message));
  const failure = mapTexts({ what: isHelp ? 'no command is named' : what, where, advice }, hideSecrets);
  const [name, targets] = [commandIn(argv), asked(argv)];
  // That a place cannot be written to may be the very reason.
  for (const { format, output } of targets) {
    // What an earlier run has left in a file would pass for what this one found.
    const otherwise = output === undefined ? undefined : lineOf(message);
    const printed = (await failureFormats.get(format)?.())?.(name, failure) ?? otherwise;
    if (printed !== undefined) await write(printed, output, io).catch(() => {});
  }
  await failOnGithub(name, failure, { isAnnotated: isAnnotated(targets) }, io).catch(() => {});
  return exitCodes.couldNotTell;
}
