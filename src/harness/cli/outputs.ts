import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { firstLine, Problem } from '../model/problem.ts';
import type { Io } from './io.ts';

/** Prints to standard output, or to a file, whose folder is made. Throws a Problem for one that cannot be written. */
export async function write(
  printed: string,
  output: string | undefined,
  { stdout, cwd }: Pick<Io, 'stdout' | 'cwd'>,
): Promise<void> {
  if (output === undefined) return stdout.write(printed);
  const file = resolve(cwd, output);
  await mkdir(dirname(file), { recursive: true })
    .then(() => writeFile(file, printed))
    .catch((cause) => {
      throw unwritable(output, cause);
    });
}

/** Throws a Problem for the first file that could not be written, before a command takes its time. */
export async function checkOutputs(
  outputs: readonly (string | undefined)[],
  { cwd }: Pick<Io, 'cwd'>,
): Promise<void> {
  for (const output of outputs)
    if (output !== undefined)
      await checkWritable(resolve(cwd, output), false).catch((cause) => {
        throw unwritable(output, cause);
      });
}

/** Whether a file, or the nearest folder that is there, takes what is written to it. */
async function checkWritable(path: string, isFolder: boolean): Promise<void> {
  const found = await stat(path).catch((cause) => {
    if (cause.code !== 'ENOENT') throw cause;
  });
  if (!found) return checkWritable(dirname(path), true);
  if (found.isDirectory() !== isFolder)
    throw new Error(isFolder ? `${path} is not a folder` : 'it is a folder');
  await access(path, constants.W_OK);
}

const unwritable = (output: string, cause: unknown): Problem =>
  new Problem(`cannot be written: ${firstLine(cause)}`, { where: output, cause });
