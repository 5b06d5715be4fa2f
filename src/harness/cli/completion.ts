import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

const names = { completionCommandName: 'completion' };

/** The script that makes a shell complete the command lines of `program`. */
export const shellScript = (program: Command, shell: string): string =>
  printed(() => tab(program, names).setup(program.name(), program.name(), shell));

/** What the last of some words can become, and what else a shell may offer: the answer to that script's question. */
export function completions(program: Command, words: readonly string[]): string {
  const text = printed(() => tab(program, names).parse([...words]));
  // The library offers no files: the last line is a directive, of which 4 is "no files" and 0 "as the shell does".
  return takesFile(program, words.at(-2)) ? text.replace(/:4\n$/, ':0\n') : text;
}

const takesFile = ({ commands }: Command, word = ''): boolean =>
  commands.some(({ options }) =>
    options.some(({ long, flags }) => long === word && flags.endsWith('<file>')),
  );

/** The library writes to the console. */
function printed(print: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: unknown) => void lines.push(`${line}\n`);
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines.join('');
}
