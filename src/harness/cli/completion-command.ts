import { Argument, type Command } from 'commander';
import type { Io } from './io.ts';

/** Adds to a grammar what prints the script of a shell, and what that script asks, which no help shows. */
export function addCompletion(grammar: () => Command, { stdout }: Io): Command {
  const program = grammar();
  const completion = () => import('./completion.ts');
  program
    .command('completion')
    .description('prints the script that makes a shell complete command lines')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText('after', '\nExamples:\n  $ source <(driftproof completion bash)\n      in ~/.bashrc\n')
    .action(async (shell: string) => stdout.write((await completion()).shellScript(grammar(), shell)));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => stdout.write((await completion()).completions(grammar(), words)));
  return program;
}
