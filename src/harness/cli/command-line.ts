import { Command, InvalidArgumentError, Option } from 'commander';
import { severities } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { defaultChoice } from '../postgres/server.ts';
import { formats } from '../report/formats.ts';
import { tool } from '../report/tool.ts';
import type { Context } from './context.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { defaultSizes, parseSizes } from './sizes.ts';

/** What a command does: the parts of the report that it knows. */
export type Run = (context: Context) => Promise<Partial<Report>>;

/** Each command is loaded when it is called, so that one which needs no server loads nothing of any. */
const commands: readonly {
  name: Report['command'];
  about: string;
  live: boolean;
  server: boolean;
  load: () => Promise<Run>;
}[] = [
  {
    name: 'history',
    about: 'is the migrations folder one consistent line?',
    live: false,
    server: false,
    load: async () => (await import('./commands/history.ts')).history,
  },
  {
    name: 'status',
    about: 'which migrations has a live database applied?',
    live: true,
    server: false,
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'verify',
    about: 'do the migrations build what the schema declares, and can each be taken back?',
    live: false,
    server: true,
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'drift',
    about: 'does a live database agree with its migrations?',
    live: true,
    server: true,
    load: async () => (await import('./commands/drift.ts')).drift,
  },
];

/** What is called when a command line names a command. */
export type Call = (name: Report['command'], command: Run, options: Options) => Promise<void>;

/** The command line's grammar. What it prints by itself, such as help and usage errors, goes to `io`. */
export function commandLine({ stdout, stderr }: Io, call: Call): Command {
  const program = new Command('driftproof')
    .description(
      'Proves that a Drizzle schema, its migrations and a live Postgres database say the same thing.',
    )
    .version(tool.version)
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .addHelpText('after', '\nExit codes: 0 agrees, 2 findings, 1 could not tell.')
    .exitOverride();
  for (const command of commands)
    addCommand(program, command, async (options) => call(command.name, await command.load(), options));
  return program;
}

/** Reads a whole number. Throws what commander says in one line, with the option's name. */
const wholeUpTo =
  (most: number) =>
  (text: string): number => {
    if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`Use a whole number from 0 to ${most}.`);
  };

function addCommand(
  program: Command,
  { name, about, live, server }: (typeof commands)[number],
  action: (options: Options) => Promise<void>,
): void {
  const command = program
    .command(name)
    .description(about)
    .option('--config <file>', 'the drizzle config (default: drizzle.config.ts here or in a folder above)')
    .addOption(
      new Option('--format <name>', 'how to print the report').choices(Object.keys(formats)).default('text'),
    )
    .option('--output <file>', 'write the report to a file instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that exits 2')
        .choices([...severities])
        .default('warning'),
    )
    .option('--no-color', 'print without colors')
    .option('--quiet', 'say nothing on standard error but errors');
  if (live) command.option('--url <url>', 'the live database (default: DRIFTPROOF_URL, then DATABASE_URL)');
  if (name === 'status')
    command.addOption(
      new Option('--pending <verdict>', 'whether pending migrations are fine')
        .choices(['ok', 'fails'])
        .default('ok'),
    );
  if (name === 'verify')
    command
      .option(
        '--rows <number>',
        'how many rows each table has before a migration; 0 for none',
        wholeUpTo(10_000),
        20,
      )
      .option(
        '--seed <number>',
        'what the rows are made from (default: a new one, fixed where CI is set)',
        wholeUpTo(2 ** 31 - 1),
      )
      .option('--no-cost', 'do not measure what the migrations cost (locks, rewrites, rows, time)')
      .addOption(
        new Option('--sizes <small,large>', 'how many rows the tables have when that is measured')
          .argParser(parseSizes)
          .default(defaultSizes, defaultSizes.join(',')),
      );
  if (server)
    command
      .option(
        '--server <kind>',
        'where scratch databases are made: auto, container, embedded or a URL',
        defaultChoice.server,
      )
      .option('--image <image>', 'the image of a container', defaultChoice.image);
  command.action(action);
}
