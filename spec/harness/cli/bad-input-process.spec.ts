import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endBy, onSuiteServer, type Ran, runCli, startCli } from '../../support/cli.ts';
import { useStrangers } from '../../support/projects.ts';
import { goodProject } from './bad-input/row.ts';

const write = useStrangers();

const config = "export default { dialect: 'postgresql', schema: './schema.ts' };";
const schema = goodProject['schema.ts'] ?? '';
const withConfig = (before: string) => write({ ...goodProject, 'drizzle.config.ts': `${before}\n${config}` });
const withSchema = (before: string) => write({ ...goodProject, 'schema.ts': `${before}\n${schema}` });

const stack = /\n\s+at |node:internal|Node\.js v/;

function expectOneLine({ code, stdout, stderr }: Ran, line: RegExp): void {
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(stack);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}

describe.concurrent('the code of a project', () => {
  it('never resolves, and nothing is left to wait for', async () => {
    const ran = await runCli(['history'], { cwd: await withConfig('await new Promise(() => {});') });
    expectOneLine(
      ran,
      /^driftproof: drizzle\.config\.ts: cannot be loaded: it waits for something that never comes\n$/,
    );
  });

  it('never resolves, and goes on with something', async () => {
    const cwd = await withConfig('await new Promise(() => setInterval(() => {}, 1000));');
    const ran = await runCli(['history', '--timeout', '1'], { cwd });
    expectOneLine(ran, /^driftproof: drizzle\.config\.ts: cannot be loaded: it takes longer than 1 s .*\n$/);
  });

  it('rejects when it is loaded already', async () => {
    const cwd = await withConfig("setTimeout(() => Promise.reject(new Error('too late')), 1);");
    const ran = await runCli(['verify', '--no-cost', ...onSuiteServer()], { cwd });
    expectOneLine(
      { ...ran, stderr: ran.stderr.replace(/^driftproof: (scratch databases|\d+ rows).*\n/gm, '') },
      /^driftproof: drizzle\.config\.ts: an error that nothing catches: too late; it comes after the file was loaded: catch it there\n$/,
    );
  });

  it.each([
    ['as a failure', 'setTimeout(() => process.exit(3), 200);'],
    ['as if all were well', 'setTimeout(() => process.exit(), 200);'],
    [
      'where a connection fails',
      "setTimeout(() => Promise.reject(new Error('none')).catch(() => process.exit(1)), 200);",
    ],
  ])('exits the process when it is loaded already, %s', async (_, before) => {
    const ran = await runCli(['verify', '--no-cost', ...onSuiteServer()], { cwd: await withSchema(before) });
    expectOneLine(
      { ...ran, stderr: ran.stderr.replace(/^driftproof: (scratch databases|\d+ rows).*\n/gm, '') },
      /^driftproof: schema\.ts: it exits the process; it comes after the file was loaded: let it do so only where it is run by itself\n$/,
    );
  });

  it('waits until what it writes is written', async () => {
    const cwd = await withConfig("await new Promise((done) => process.stdout.write('now', 'utf8', done));");
    const { stdout, stderr } = await runCli(['history', '--quiet', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).command).toBe('history');
    expect(stderr).toBe('');
  });

  it('writes to standard output at any time, and the report stays whole', async () => {
    const cwd = await withConfig(
      "process.stdout.write('now\\n'); console.log('now'); setInterval(() => process.stdout.write('later\\n'), 1).unref();",
    );
    const { stdout, stderr } = await runCli(
      ['verify', '--no-cost', '--quiet', '--format', 'json', ...onSuiteServer()],
      { cwd },
    );
    expect(JSON.parse(stdout).command).toBe('verify');
    expect(stderr).toBe('');
  });
});

describe.concurrent('a signal ends a run without a word', () => {
  const wait = "console.error('waiting'); await new Promise((done) => setTimeout(done, 60_000));";
  it.each([
    ['SIGINT', 130, 'config', withConfig, ['history']],
    ['SIGTERM', 143, 'config', withConfig, ['history']],
    ['SIGINT', 130, 'schema', withSchema, ['verify']],
    ['SIGTERM', 143, 'schema', withSchema, ['verify']],
  ] as const)('%s: %i, while the %s is loaded', async (signal, code, _, place, argv) => {
    const server = argv[0] === 'verify' ? onSuiteServer() : [];
    const child = startCli([...argv, ...server, '--quiet'], { cwd: await place(wait) });
    let stderr = '';
    child.stderr?.on('data', (text) => (stderr += text));
    while (!stderr.includes('waiting')) await sleep(20);
    expect(await endBy(child, signal)).toBe(code);
    expect(stderr).toBe('waiting\n');
  });

  it.each([50, 150, 300, 600])('SIGTERM after %i ms, whatever it does then', async (ms) => {
    const child = startCli(['verify', '--quiet', '--no-cost', ...onSuiteServer()], {
      cwd: await write(goodProject),
    });
    let stderr = '';
    child.stderr?.on('data', (text) => (stderr += text));
    await sleep(ms);
    const ended = await endBy(child, 'SIGTERM');
    // Node itself ends where we do not listen yet.
    expect([143, null]).toContain(ended);
    expect(stderr).toBe('');
  });
});

describe('a machine that has too little of something', () => {
  /** Runs the command line in a shell that sets a limit before. */
  async function limited(limit: string, argv: readonly string[], env = {}): Promise<Ran> {
    const cwd = await write(goodProject);
    const script = `${limit}; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', script, process.execPath, resolve('bin/driftproof.js'), ...argv], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += text));
    child.stderr.on('data', (text) => (said.stderr += text));
    const [code] = await once(child, 'close');
    return { code, ...said };
  }

  it.each([24, 26, 30])('%i open files', async (count) => {
    const { code, stderr } = await limited(`ulimit -n ${count}`, [
      'verify',
      '--server',
      'embedded',
      '--quiet',
    ]);
    expect(stderr).toMatch(/^driftproof: .*(raise the limit \(ulimit -n\)|file descriptors).*\n$/);
    expect(stderr).not.toMatch(stack);
    expect(code).toBe(1);
  });

  // Node asks for memory in /dev/shm and for a folder in TMPDIR: both are as small as said, in a mount namespace of its own.
  const small = (size: string, folder: string): string =>
    `mount -t tmpfs -o size=${size},mode=1777 none ${folder} && mount -t tmpfs -o size=64k none /dev/shm`;
  const canMount = spawnSync('unshare', ['-m', 'true']).status === 0 && process.getuid?.() === 0;
  if (!canMount) console.error('a full TMPDIR is not tried: only root can mount one');

  it.skipIf(!canMount).each(['4k', '64k', '1m', '45m', '90m'])(
    'a folder for temporary files with room for %s',
    async (size) => {
      const folder = await mkdtemp(join(tmpdir(), 'full-'));
      const inside = `exec unshare -m sh -c '${small(size, folder)} && exec "$0" "$@"' "$0" "$@"; true`;
      const { code, stderr } = await limited(
        inside,
        ['verify', '--server', 'embedded', '--no-cost', '--quiet'],
        { TMPDIR: folder },
      );
      await rmdir(folder);
      expect(stderr).toMatch(/there is (too little room in \S*full-|no room left on the device)/);
      expect(stderr).toMatch(/; make room.*\n$/);
      expect(stderr).not.toMatch(stack);
      expect(code).toBe(1);
    },
  );
});
