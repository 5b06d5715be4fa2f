import { Command, Option } from 'commander';
import { severities } from '../model/finding.ts';
import { formats } from '../report/formats.ts';
import { tool } from '../report/tool.ts';
import type { CliOptions } from './cli-options.ts';
import { type CommandName, type CommandOfLine, commands } from './commands.ts';
import { addLiveOption, addProjectOptions, addServerOptions } from './common-options.ts';
import { addCompletion } from './completion-command.ts';
import { addDoctor, type DoctorOptions } from './doctor-command.ts';
import { printExamples } from './examples.ts';
import type { Io } from './io.ts';
import { addFleetOptions, addTargetOption } from './target-options.ts';
import { addNewOnly, addVerifyOptions, rowsOption } from './verify-options.ts';

/** What is called when a command line names a command. */
export interface Calls {
  readonly question: (name: CommandName, options: CliOptions) => Promise<void>;
  readonly doctor: (options: DoctorOptions) => Promise<void>;
}

/** The grammar of the command line. Help and usage errors go to `io`. */
export const commandLine = (io: Io, calls: Calls): Command =>
  addCompletion(() => withoutCompletion(io, calls), io);

function withoutCompletion({ stdout, stderr }: Io, calls: Calls): Command {
  const program = new Command('driftproof')
    .description(
      'Proves that a Drizzle schema, its migrations and a live Postgres database say the same thing.',
    )
    .version(tool.version)
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      getOutHelpWidth: () => stdout.columns ?? 80,
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // It is thrown too, and said where everything else is that ends a run.
      outputError: () => {},
    })
    .addHelpText('after', '\nExit codes: 0 agrees, 2 findings, 1 could not tell.')
    .exitOverride();
  for (const command of commands)
    addCommand(program, command, (options) => calls.question(command.name, options));
  return addDoctor(program, calls.doctor);
}

function addCommand(
  program: Command,
  { name, about, live, server, examples }: CommandOfLine,
  action: (options: CliOptions) => Promise<void>,
): void {
  const command = addProjectOptions(program.command(name).description(about))
    .addHelpText('after', () => printExamples(examples))
    .addOption(
      new Option(
        '--format <name>',
        'format of the report, several times for several (default: text)',
      ).choices([...formats.keys()]),
    )
    .option('--output <file>', 'a file for the report of the --format before it, instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 2')
        .choices([...severities])
        .default('warning'),
    )
    .addOption(
      new Option('--quiet', 'print the verdict only, and only errors on standard error').conflicts('verbose'),
    )
    .option('--verbose', 'print infos and the cost of each statement too');
  if (live) addTargetOption(addLiveOption(command));
  if (name === 'drift') addFleetOptions(command);
  if (name === 'status')
    command.addOption(
      new Option('--pending <verdict>', 'whether pending migrations are findings')
        .choices(['ok', 'fails'])
        .default('ok'),
    );
  if (server)
    command.addOption(
      new Option('--incomplete <verdict>', 'what a part without an answer counts as: exit code 1 or 2')
        .choices(['error', 'finding'])
        .default('error'),
    );
  if (name === 'verify' || name === 'baseline') addVerifyOptions(command);
  if (name === 'verify') addNewOnly(command);
  if (name === 'baseline')
    command
      .addOption(
        new Option('--for <command>', 'the command whose findings are known')
          .choices(['history', 'verify', 'drift'])
          .default('verify'),
      )
      .option('--update', 'add what is new to a baseline that is there');
  if (name === 'adopt')
    command
      .option('--name <name>', 'what the migration is called, after its number', 'adopt')
      .option('--write', 'write the migration; without, it is shown');
  if (name === 'init') command.option('--dry-run', 'write nothing, and show what would be written');
  if (name === 'drift')
    command.option(
      '--sql <file>',
      'write the SQL that makes the database what it should be, as repair prints it',
    );
  if (name === 'drift' || name === 'repair')
    command.option('--destructive', 'print SQL that destroys something as such, not as comments');
  if (server) addServerOptions(command);
  if (name === 'down')
    command
      .argument('[tags...]', 'the migrations; all that have no down file when absent')
      .option('--write', 'write the files that are missing; without, they are shown')
      .addOption(rowsOption())
      .action((tags: string[], options: CliOptions) => action({ ...options, tags }));
  else command.action(action);
}

/** The command that a command line names, which may be wrong in other ways. */
export const commandIn = (argv: readonly string[]): string | null =>
  [...commands.map(({ name }) => name), 'doctor'].find((name) => argv.includes(name)) ?? null;
