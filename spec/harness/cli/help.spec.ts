import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../src/harness/cli/command-line.ts';
import { commands } from '../../../src/harness/cli/commands.ts';
import { run } from '../../../src/harness/cli/run.ts';
import { runInProcess } from '../../support/in-process.ts';

const silent = { terminal: false, write: () => {} };
const nobody = { cwd: '.', env: {}, now: () => new Date(), stdout: silent, stderr: silent };

/** What a command line prints that ends well. */
async function printed(...argv: string[]): Promise<string> {
  const { code, stdout } = await runInProcess(argv, { cwd: '.' });
  expect(code).toBe(0);
  return stdout;
}

describe('--help', () => {
  const examples = commands.flatMap(({ name, examples }) => examples.map(([line]) => ({ name, line })));

  it.each(examples)('its example is a command line: $line', async ({ name, line }) => {
    const called: string[] = [];
    await commandLine(nobody, {
      question: async (command) => void called.push(command),
      doctor: async () => void called.push('doctor'),
    }).parseAsync(line.split(' '), {
      from: 'user',
    });
    expect(called).toEqual([name]);
    expect(await printed(name, '--help')).toContain(`  $ driftproof ${line}\n`);
  });

  it.each([60, 80, 120])('its options fit %i columns', async (columns) => {
    for (const { name } of [...commands, { name: 'doctor' }]) {
      let help = '';
      const write = (text: string): void => {
        help += text;
      };
      const stdout = { terminal: true, columns, write };
      await run([name, '--help'], { ...nobody, stdout });
      const options = help.slice(help.indexOf('Options:'), help.indexOf('Examples:')).split('\n');
      expect(options.length).toBeGreaterThan(5);
      expect(
        options.filter((line) => line.length > columns),
        name,
      ).toEqual([]);
    }
  });

  it('every command has one', () => {
    expect(commands.filter((each) => each.examples.length === 0)).toEqual([]);
  });
});

describe('completion', () => {
  /** What a shell is offered for the last word. */
  const offered = async (...words: string[]) => {
    const lines = (await printed('complete', '--', ...words)).trimEnd().split('\n');
    const directive = lines.pop();
    return { words: lines.map((line) => line.split('\t')[0]), files: directive === ':0' };
  };

  it.each([
    [['ver'], { words: ['verify'], files: false }],
    [['verify', '--fail-on', ''], { words: ['info', 'warning', 'breaking'], files: false }],
    [['drift', '--qu'], { words: ['--quiet'], files: false }],
    [['status', '--pending', 'f'], { words: ['fails'], files: false }],
    [['baseline', '--for', ''], { words: ['history', 'verify', 'drift'], files: false }],
    [['completion', ''], { words: ['zsh', 'bash', 'fish', 'powershell'], files: false }],
    [['history', '--no-such'], { words: [], files: false }],
    [['verify', '--config', ''], { words: [], files: true }],
    [['drift', '--sql', 'm'], { words: [], files: true }],
  ])('%j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  it('offers every command but what only shells ask', async () => {
    const { words } = await offered('');
    expect(words).toEqual([...commands.map(({ name }) => name), 'doctor', 'completion', 'help']);
  });

  it('bash can read its script', async () => {
    const script = await printed('completion', 'bash');
    execFileSync('bash', ['-n'], { input: script });
    expect(script).toContain('driftproof complete -- ');
  });

  it.each(['zsh', 'fish', 'powershell'])('%s has a script', async (shell) => {
    expect(await printed('completion', shell)).toContain('driftproof');
  });
});
