import { writeFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { accept } from '../checks/accept.ts';
import { atLeast, severities } from '../model/finding.ts';
import { firstLine, Problem } from '../model/problem.ts';
import { findingsOf, type Report } from '../model/report.ts';
import { defaultChoice } from '../postgres/server.ts';
import { formats } from '../report/formats.ts';
import { tool } from '../report/tool.ts';
import { type Context, openContext } from './context.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** Agrees, could not tell, findings: as `terraform plan -detailed-exitcode`. */
export const exitCodes = { agrees: 0, couldNotTell: 1, findings: 2 } as const;

type Run = (context: Context) => Promise<Partial<Report>>;

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

/** Runs one command line, without the names of node and the script. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.agrees;
  const program = new Command('driftproof')
    .description(
      'Proves that a Drizzle schema, its migrations and a live Postgres database say the same thing.',
    )
    .version(tool.version)
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .addHelpText('after', '\nExit codes: 0 agrees, 2 findings, 1 could not tell.')
    .exitOverride();
  for (const command of commands)
    addCommand(program, command, async (options) => {
      code = await execute(command.name, await command.load(), options, io);
    });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

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
