import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CpuSeconds, watchCpu } from './cpu.ts';

/** What is timed: a command, and where it runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Seconds that a command takes as a whole process; infinity where it was stopped at the limit. Throws when it fails. */
export const secondsOf = async (command: Command, limit: number): Promise<number> =>
  (await timesOf(command, limit)).seconds;

/** The same, and what it was last seen to have used of the processors. */
export async function timesOf(
  { program, args, cwd, env }: Command,
  limit: number,
): Promise<{ readonly seconds: number; readonly cpu: CpuSeconds }> {
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, CI: 'true', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const watch = watchCpu(child.pid ?? 0);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let stopped = false;
  const timer = setTimeout(() => {
    stopped = true;
    child.kill('SIGTERM');
  }, limit * 1000);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(timer);
  const seconds = (performance.now() - started) / 1000;
  const cpu = watch.end();
  if (stopped) return { seconds: Number.POSITIVE_INFINITY, cpu };
  if (code !== 0 && code !== 2) throw new Error(`${program} ${args.join(' ')}: exit code ${code}\n${said}`);
  return { seconds, cpu };
}

/** Where the program lies in a checkout, of today or of earlier days. */
const programIn = (checkout: string): string =>
  ['bin/driftproof.js', 'src/harness/cli/driftproof.js']
    .map((path) => join(checkout, path))
    .find((path) => existsSync(path)) ?? checkout;

/** `driftproof verify` of a checkout, in a project. */
export const verifyBy = (checkout: string, cwd: string, args: readonly string[]): Command => ({
  program: process.execPath,
  args: [programIn(checkout), 'verify', '--server', 'embedded', ...args],
  cwd,
});

/** `driftproof drift` of a checkout, in a project, with a server of its own where it needs one. */
export const driftBy = (checkout: string, cwd: string, url: string): Command => ({
  program: process.execPath,
  args: [programIn(checkout), 'drift', '--server', 'embedded', '--url', url],
  cwd,
});

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
