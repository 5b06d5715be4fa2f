import { Argument, Command, Option } from 'commander';
import { ranges } from '../commands/options.ts';
import { severities } from '../model/finding.ts';
import { defaultChoice } from '../postgres/server.ts';
import { formats } from '../report/formats.ts';
import { tool } from '../report/tool.ts';
import type { CliOptions } from './cli-options.ts';
import { type CommandName, type CommandOfLine, commands } from './commands.ts';
import type { Io } from './io.ts';
import { addNewOnly, addVerifyOptions, rowsOption } from './verify-options.ts';
import { wholeBetween } from './whole-number.ts';

/** What is called when a command line names a command. */
export type Call = (name: CommandName, options: CliOptions) => Promise<void>;

/** The grammar of the command line. Help and usage errors go to `io`. */
export function commandLine(io: Io, call: Call): Command {
  const program = questions(io, call);
  const { stdout } = io;
  const completion = () => import('./completion.ts');
  program
    .command('completion')
    .description('prints the script that makes a shell complete command lines')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText('after', '\nExamples:\n  $ source <(driftproof completion bash)\n      in ~/.bashrc')
    .action(async (shell: string) =>
      stdout.write((await completion()).shellScript(questions(io, call), shell)),
    );
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) =>
      stdout.write((await completion()).completions(questions(io, call), words)),
    );
  return program;
}

/** The commands that answer a question. */
function questions({ stdout, stderr }: Io, call: Call): Command {
  const program = new Command('driftproof')
    .description(
      'Proves that a Drizzle schema, its migrations and a live Postgres database say the same thing.',
    )
    .version(tool.version)
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // It is thrown too, and said where everything else is that ends a run.
      outputError: () => {},
    })
    .addHelpText('after', '\nExit codes: 0 agrees, 2 findings, 1 could not tell.')
    .exitOverride();
  for (const command of commands) addCommand(program, command, (options) => call(command.name, options));
  return program;
}

function addCommand(
  program: Command,
  { name, about, live, server, examples }: CommandOfLine,
  action: (options: CliOptions) => Promise<void>,
): void {
  const command = program
    .command(name)
    .description(about)
    .addHelpText('after', () => `\nExamples:\n${examples.map(printExample).join('')}`)
    .option('--config <file>', 'the drizzle config (default: drizzle.config.ts here or in a folder above)')
    .option('--env-file <file>', 'variables for what the environment lacks, as NAME=value lines')
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
    .option(
      '--timeout <seconds>',
      'the longest wait for one answer of a server, or for your own code to load (default: 60; of a scratch server 600)',
      wholeBetween(...ranges.timeout),
    )
    .option('--no-color', 'print without colors')
    .addOption(
      new Option('--quiet', 'print the verdict only, and only errors on standard error').conflicts('verbose'),
    )
    .option('--verbose', 'print infos and the cost of each statement too');
  if (live)
    command.option(
      '--url <url>',
      "the live database (default: DRIFTPROOF_URL, DATABASE_URL, the config's dbCredentials, PGHOST and its like)",
    );
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
  if (name === 'drift')
    command.option(
      '--sql <file>',
      'write the SQL that makes the database what it should be, as repair prints it',
    );
  if (name === 'drift' || name === 'repair')
    command.option('--destructive', 'print SQL that destroys something as such, not as comments');
  if (server)
    command
      .option(
        '--server <kind>',
        'where scratch databases are created: auto, container, embedded or a URL',
        defaultChoice.server,
      )
      .option('--image <image>', 'container image', defaultChoice.image);
  if (name === 'down')
    command
      .argument('[tags...]', 'the migrations; all that have no down file when absent')
      .option('--write', 'write the files that are missing; without, they are shown')
      .addOption(rowsOption())
      .action((tags: string[], options: CliOptions) => action({ ...options, tags }));
  else command.action(action);
}

const printExample = ([line, what]: readonly [string, string]): string =>
  `  $ driftproof ${line}\n      ${what}\n`;

/** The command that a command line names, which may be wrong in other ways. */
export const commandIn = (argv: readonly string[]): string | null =>
  commands.find(({ name }) => argv.includes(name))?.name ?? null;
