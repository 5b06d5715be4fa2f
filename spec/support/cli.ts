import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, inject } from 'vitest';
import { runInProcess } from './in-process.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const script = resolve('bin/driftproof.js');

/** Variables that would name a database, or change what is printed and where. */
const ofOurs = /^(DATABASE_URL|DRIFTPROOF_URL|GITHUB_.*|FORCE_COLOR)$/;

/** Our environment but for what a command would heed. */
const inherited = (): RunOptions['env'] =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value = '']) => (ofOurs.test(name) ? [] : [[name, value]])),
  );

/** Starts the command line as a process of its own, with nothing of our environment that it would heed. */
export function startCli(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for something that a running command line does. Throws when it ends before. */
export async function whileRunning(
  child: ChildProcess,
  happened: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await happened())) {
    if (child.exitCode !== null)
      throw new Error(`the command ended too early, with exit code ${child.exitCode}`);
    await sleep(20);
  }
}

/** Ends a running command line by a signal and returns its exit code. */
export async function endBy(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  child.kill(signal);
  return ended;
}

/** What goes on is said every few seconds: whether it is depends on how fast the machine is. */
const byTheClock = /^driftproof: .* \(\d+ s\)\n/gm;

/** Runs the command line to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = startCli(args, options);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => (output.stdout += text));
  child.stderr?.on('data', (text) => (output.stderr += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, stdout: output.stdout, stderr: output.stderr.replace(byTheClock, '') };
}

/** The same within this process, which spares starting one and loading all that it loads: for what is not about processes. */
export async function runHere(
  args: readonly string[],
  { cwd = process.cwd(), env }: RunOptions = {},
): Promise<Ran> {
  const ran = await runInProcess(args, { cwd, env: { ...inherited(), ...env } });
  return { ...ran, stderr: ran.stderr.replace(byTheClock, '') };
}

/** Lets a command make its scratch databases on the suite's own server. */
export const onSuiteServer = (): string[] => ['--server', inject('serverUrl')];

/** Copies of this project's config, schema and migrations, to be spoilt; removed when the file is done. */
export function useProjects(): () => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'project-'));
    made.push(folder);
    await Promise.all(
      ['drizzle', 'drizzle.config.ts', 'src/lib/schema.ts'].map((path) =>
        cp(path, join(folder, path), { recursive: true }),
      ),
    );
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return folder;
  };
}
