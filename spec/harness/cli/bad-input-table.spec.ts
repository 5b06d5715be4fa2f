import { describe, expect, it } from 'vitest';
import { run } from '../../../src/harness/cli/run.ts';
import { useStrangers } from '../../support/projects.ts';
import { badConfigs } from './bad-input/config.ts';
import { type BadInput, goodProject } from './bad-input/row.ts';
import { badSettings } from './bad-input/settings.ts';

const write = useStrangers();

/** Runs a command line in a folder, within this process. */
async function runThere(folder: string, { argv = ['history'], env = {} }: Pick<BadInput, 'argv' | 'env'>) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    terminal: false,
    write: (text: string) => {
      said[name] += text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
    },
  });
  const io = { cwd: folder, env, now: () => new Date('2025-06-01') };
  const code = await run(argv, { ...io, stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...said };
}

const pass = { code: 0, stderr: '' };

it('the project by itself is good', async () => {
  const ran = await runThere(await write(goodProject), { argv: ['history', '--fail-on', 'breaking'] });
  expect(ran).toMatchObject(pass);
});

interface Failure {
  readonly message: string;
  readonly where?: string;
  readonly advice?: string;
}

const lineOf = ({ where, message, advice }: Failure): string =>
  `driftproof: ${where === undefined ? '' : `${where}: `}${message}${advice === undefined ? '' : `; ${advice}`}\n`;

describe('one clear line, and exit code 1', () => {
  it.each([...badSettings, ...badConfigs])('$name', async (row) => {
    const folder = await write({ ...goodProject, ...row.files });
    const { argv = ['history'] } = row;
    const { code, stdout, stderr } = await runThere(folder, row);
    const line = /^driftproof: ([^\n]*)\n$/.exec(stderr)?.[1] ?? stderr;
    if (typeof row.line === 'string') expect(line).toBe(row.line);
    else expect(line).toMatch(row.line);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const json = await runThere(folder, { ...row, argv: [...argv, '--format', 'json'] });
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code, stderr });
    expect(lineOf(JSON.parse(json.stdout).error)).toBe(stderr);
  });
});
