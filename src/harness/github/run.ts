import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { severities } from '../model/finding.ts';
import { Problem } from '../model/problem.ts';
import { hideSecrets } from '../model/secrets.ts';
import { printable } from '../report/printable.ts';
import { tool } from '../report/tool.ts';
import { upsertComment } from './comment.ts';
import { githubOf, pullRequestOf } from './github.ts';
import { keepIssue } from './issue.ts';
import { type Files, readTold } from './told.ts';
import { postTo } from './webhook.ts';

export interface GithubIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

interface Common extends Files {
  readonly key: string;
}

/** Runs one command line. Returns the exit code: 1 where something went wrong. Never throws. */
export async function run(argv: readonly string[], io: GithubIo): Promise<0 | 1> {
  const program = new Command('driftproof-github')
    .description('Tells GitHub what driftproof found.')
    .version(tool.version)
    .configureOutput({ writeOut: io.write, writeErr: io.writeError, outputError: () => {} })
    .exitOverride();
  addComment(program, io);
  addIssue(program, io);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    io.writeError(`driftproof-github: ${explain(error)}\n`);
    return 1;
  }
}

function addComment(program: Command, { env, write }: GithubIo): void {
  common(program.command('comment'))
    .description('writes the report into one comment of the pull request')
    .option('--always', 'also where nothing is found and nothing was')
    .action(async ({ always = false, key, ...files }: Common & { always?: boolean }) => {
      const pull = pullRequestOf(env);
      const done = pull
        ? await upsertComment(githubOf(env), pull, await readTold(files), { key, always })
        : 'no comment: this is no pull request';
      write(`${done}\n`);
    });
}

function addIssue(program: Command, { env, write }: GithubIo): void {
  common(program.command('issue'))
    .description('keeps one issue open while there are findings')
    .option('--label <name>', 'the label by which the issue is found again', 'driftproof')
    .option('--webhook-env <variable>', 'the variable that holds the URL which is told of a change')
    .action(async ({ key, label, webhookEnv, ...files }: Common & { label: string; webhookEnv?: string }) => {
      const told = await readTold(files);
      const change = await keepIssue(githubOf(env), told, { key, label });
      write(`${printable(key)}: ${change.state}${change.url ? ` ${change.url}` : ''}\n`);
      const hook = webhookEnv && env[webhookEnv];
      if (hook && ['opened', 'changed', 'closed'].includes(change.state))
        await postTo(hook, key, change, told);
    });
}

const common = (command: Command): Command =>
  command
    .requiredOption('--report <file>', 'what --format json wrote')
    .requiredOption('--body <file>', 'what --format markdown wrote')
    .requiredOption('--exit-code <code>', 'what driftproof ended with', exitCode)
    .addOption(
      new Option('--fail-on <severity>', 'the lowest severity that counts')
        .choices([...severities])
        .default('warning'),
    )
    .option('--key <name>', 'tells several projects or databases apart', 'driftproof');

function exitCode(text: string): number {
  if (['0', '1', '2'].includes(text)) return Number(text);
  throw new InvalidArgumentError('Give 0, 1 or 2.');
}

function explain(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  const message = error instanceof Problem ? error.message : String(error);
  return printable(hideSecrets(message));
}
