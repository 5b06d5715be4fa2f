import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ifInaccessible } from '../model/file-errors.ts';

/** Reads what {@link keep} has written to a file; undefined when there is none, or when its checksum is wrong. */
export async function readKept<T>(file: string): Promise<T | undefined> {
  const [checksum, text] = (await readFile(file, 'utf8').catch(ifInaccessible(''))).split('\n');
  return text !== undefined && checksum === checksumOf(file, text) ? JSON.parse(text) : undefined;
}

/** Writes plain data to a file of the cache, by an atomic rename. A folder that cannot be written to is not an error. */
export async function keep(file: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${checksumOf(file, text)}\n${text}`)
    .then(() => rename(unfinished, file))
    .catch(ifInaccessible(undefined));
}

/** What a file of the cache keeps; made, and kept, where it keeps nothing. */
export async function keptOr<T>(file: string | undefined, make: () => Promise<T>): Promise<T> {
  const known = file === undefined ? undefined : await readKept<T>(file);
  if (known !== undefined) return known;
  const made = await make();
  if (file !== undefined) await keep(file, made);
  return made;
}

/** Of a text and the name that it is kept by: under another name, it is an answer to another question. */
const checksumOf = (file: string, text: string): string => sha256(`${basename(file)}\n${text}`);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
