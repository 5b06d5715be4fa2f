import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Problem } from '../model/problem.ts';

/** A path for people: relative to the working directory where it is below it, with forward slashes. */
export function displayPath(directory: string, path: string): string {
  const short = relative(directory, path) || '.';
  return (short.startsWith('..') ? path : short).replaceAll('\\', '/');
}

/** Reads a text file. Throws a Problem that names it as `shown`. */
export const readText = (path: string, shown = path): Promise<string> =>
  readFile(path, 'utf8').catch((cause) => {
    throw fileProblem(shown, cause);
  });

/** Lists the files in a folder and below, but for hidden ones and packages, as paths from it with forward slashes, sorted. Throws a Problem that names it as `shown`. */
export async function listTree(path: string, shown = path, below = ''): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause) => {
    throw fileProblem(`${shown}${below && `/${below.slice(0, -1)}`}`, cause);
  });
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !notOurs.test(name))
      .map((entry) =>
        entry.isDirectory()
          ? listTree(join(path, entry.name), shown, `${below}${entry.name}/`)
          : [`${below}${entry.name}`],
      ),
  );
  return lists.flat().sort();
}

/** Packages, and what tools keep beside the files. */
const notOurs = /^(node_modules$|\.)/;

const reasons: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'is a file, not a folder',
};

const fileProblem = (where: string, cause: NodeJS.ErrnoException): Problem =>
  new Problem(reasons[cause.code ?? ''] ?? cause.message, { where, cause });
