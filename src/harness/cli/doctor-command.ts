import { type Command, Option } from 'commander';
import type { Options } from '../commands/options.ts';
import { addLiveOption, addProjectOptions, addServerOptions } from './common-options.ts';
import { withEnvFile } from './env-file.ts';
import { type Example, printExamples } from './examples.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { addTargetOption } from './target-options.ts';
import { terminalOn } from './terminal-on.ts';
import { useColor } from './use-color.ts';

export interface DoctorOptions extends Options {
  readonly envFile?: string;
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

const examples: readonly Example[] = [
  ['doctor', 'before the first verify, or when one says that something is not there'],
  ['doctor --url postgres://reader@db.example.com/app', 'what a role lacks, as GRANTs'],
  ['doctor --target paris', 'the same of a database that the settings name'],
];

/** Adds the command that says what can be used here and what is missing. */
export function addDoctor(program: Command, action: (options: DoctorOptions) => Promise<void>): Command {
  const command = program
    .command('doctor')
    .description('what can be used here, and what is missing?')
    .addHelpText('after', () => printExamples(examples))
    .addOption(
      new Option('--format <name>', 'format of the answer').choices(['text', 'json']).default('text'),
    )
    .action(action);
  addServerOptions(addTargetOption(addLiveOption(addProjectOptions(command))));
  return program;
}

/** Looks, and prints what came of it. Returns the exit code: 2 where something is missing. */
export async function runDoctor(options: DoctorOptions, io: Io): Promise<number> {
  const [{ doctor }, { doctorJson, doctorText, missingIn }] = await Promise.all([
    import('../commands/doctor/doctor.ts'),
    import('../report/doctor.ts'),
  ]);
  const found = await doctor(await withEnvFile(io, options.envFile), options, process.versions.node);
  const { stdout } = io;
  stdout.write(
    options.format === 'json'
      ? doctorJson(found)
      : doctorText(found, { color: useColor(options.color, io), terminal: await terminalOn(io) }),
  );
  return missingIn(found) > 0 ? exitCodes.findings : exitCodes.agrees;
}
