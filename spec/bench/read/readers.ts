import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';

export type Read = (url: string) => Promise<unknown>;

const built = (checkout: string): string => join(checkout, 'dist/index.js');

/** The reader of a checkout, as a user's program has it: from the build, or from the sources of a time without one. */
export async function readerOf(checkout: string): Promise<Read> {
  if (existsSync(built(checkout))) return (await import(pathToFileURL(built(checkout)).href)).readCatalog;
  const source = join(checkout, 'src/harness/vitest/read-catalog.ts');
  return (await createJiti(source).import<{ readCatalog: Read }>(source)).readCatalog;
}

/**
 * The most memory that a process takes which reads a database once, in MiB: its "high water mark" (Linux manual, "proc_pid_status"),
 * since what `getrusage` says counts the process that started it.
 */
export function memoryOf(checkout: string, url: string): number {
  const script = `const { readCatalog } = await import(${JSON.stringify(pathToFileURL(built(checkout)).href)});
    await readCatalog(process.env.READ_URL);
    const { readFileSync } = await import('node:fs');
    console.log(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, READ_URL: url },
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout) / 1024;
}

/** The same of this process, so far. */
export const highWater = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
