import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { firstLine, Problem } from '../model/problem.ts';

/** A file that is to be made. */
export interface NewFile {
  readonly place: string;
  /** The place as people write it. */
  readonly path: string;
  readonly text: string;
}

/**
 * Makes files that are not there, each whole or not at all, and all or none. Throws a Problem that names the first that
 * cannot be made, such as one that is there.
 */
export async function writeNew(files: readonly NewFile[]): Promise<void> {
  const made: string[] = [];
  for (const { place, path, text } of files) {
    try {
      await writeOne(place, text);
      made.push(place);
    } catch (cause) {
      await Promise.all(made.map((each) => rm(each, { force: true })));
      throw new Problem(`cannot be written: ${firstLine(cause)}`, { where: path, cause });
    }
  }
}

async function writeOne(place: string, text: string): Promise<void> {
  const unfinished = `${place}.${process.pid}`;
  await mkdir(dirname(place), { recursive: true });
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    // A link, unlike a rename, replaces nothing.
    await link(unfinished, place);
  } finally {
    await rm(unfinished, { force: true });
  }
}
