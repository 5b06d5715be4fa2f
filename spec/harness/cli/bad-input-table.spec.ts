import { describe, expect, it } from 'vitest';
import { visible } from '../../../src/harness/report/visible.ts';
import { openFake } from '../../support/fake-server.ts';
import { runInProcess } from '../../support/in-process.ts';
import { useStrangers } from '../../support/projects.ts';
import { badAddresses } from './bad-input/addresses.ts';
import { badCommandLines } from './bad-input/command-lines.ts';
import { badConfigs } from './bad-input/config.ts';
import { badFiles, badMigrations } from './bad-input/files.ts';
import { type BadInput, goodProject } from './bad-input/row.ts';
import { badServers, place } from './bad-input/servers.ts';
import { badSettings } from './bad-input/settings.ts';

const write = useStrangers();

/** Runs a command line in a folder, within this process; the folder's own path is left out of what it prints. */
async function runThere(folder: string, { argv = ['history'], env = {} }: Pick<BadInput, 'argv' | 'env'>) {
  const now = () => new Date('2025-06-01');
  const { code, stdout, stderr } = await runInProcess(argv, { cwd: folder, env, now });
  const shown = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  return { code, stdout: shown(stdout), stderr: shown(stderr) };
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

/** JSON holds texts of others as they are. */
const lineOf = ({ where, message, advice }: Failure): string =>
  `driftproof: ${visible(`${where === undefined ? '' : `${where}: `}${message}${advice === undefined ? '' : `; ${advice}`}`)}\n`;

/** Runs a command line twice, for people and for programs: one line, which both are told, and exit code 1. */
async function expectOneLine(folder: string, row: BadInput): Promise<void> {
  const { argv = ['history'] } = row;
  const { code, stdout, stderr } = await runThere(folder, row);
  const line = /^driftproof: ([^\n]*)\n$/.exec(stderr)?.[1] ?? stderr;
  if (typeof row.line === 'string') expect(line).toBe(row.line);
  else expect(line).toMatch(row.line);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const json = await runThere(folder, { ...row, argv: [...argv, '--format', 'json'] });
  expect({ code: json.code, stderr: json.stderr }).toEqual({ code, stderr });
  expect(lineOf(JSON.parse(json.stdout).error)).toBe(stderr);
}

describe('one clear line, and exit code 1', () => {
  it.each([...badSettings, ...badConfigs, ...badFiles, ...badAddresses])('$name', async (row) =>
    expectOneLine(await write({ ...goodProject, ...row.files }), row),
  );

  it.each(badCommandLines)('$name', async (row) => {
    const { code, stdout, stderr } = await runThere(await write(goodProject), row);
    const line = /^driftproof: ([^\n]*)\n$/.exec(stderr)?.[1] ?? stderr;
    if (typeof row.line === 'string') expect(line).toBe(row.line);
    else expect(line).toMatch(row.line);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it.each(badServers)('$name', async ({ answer, parameters = '', line, name }) => {
    const server = await openFake(answer);
    const env = { DRIFTPROOF_URL: `postgres://me:s3same@127.0.0.1:${server.port}/db${parameters}` };
    const argv = ['drift', '--timeout', '1'];
    const told =
      typeof line === 'string'
        ? line.replace(place, `127.0.0.1:${server.port}/db`)
        : new RegExp(line.source.replace('<host>:<port>', `127.0.0.1:${server.port}`));
    await expectOneLine(await write(goodProject), { name, argv, env, line: told });
    await server.close();
  });
});

describe('a finding, and exit code 2', () => {
  it.each(badMigrations)('$name', async ({ files, line }) => {
    const folder = await write({ ...goodProject, ...files });
    const argv = ['history', '--format', 'json'];
    const { code, stdout, stderr } = await runThere(folder, { argv });
    const found: Failure[] = JSON.parse(stdout).findings;
    const said = found.map(({ message, advice }) => visible(`${message}; ${advice}`));
    const wanted = typeof line === 'string' ? line : expect.stringMatching(line);
    expect(said).toContainEqual(wanted);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });
});
