import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { firstLine, Problem } from '../model/problem.ts';
import type { Io } from './io.ts';

/**
 * The process with the variables of a file (`--env-file`) besides. One that is set already stays, unless it is empty. The
 * project's own files find them too. Throws a Problem when the file cannot be read.
 */
export async function withEnvFile(io: Io, file: string | undefined): Promise<Io> {
  if (file === undefined) return io;
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch((cause) => {
    throw new Problem(`cannot be read: ${firstLine(cause)}`, {
      where: file,
      advice: 'check --env-file',
      cause,
    });
  });
  const found = Object.entries(parseEnv(text)).filter(([name]) => !io.env[name]);
  for (const [name, value] of found) process.env[name] ||= value ?? '';
  return { ...io, env: { ...io.env, ...Object.fromEntries(found) } };
}
