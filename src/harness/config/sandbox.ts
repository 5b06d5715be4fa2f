import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../model/problem.ts';

/**
 * Runs code of others, which may print to standard output and end the process: what it prints is kept from the report,
 * and an end of the process becomes a Problem that begins with `what` and quotes what was printed before.
 */
export async function inSandbox<T>(what: string, use: () => Promise<T>): Promise<T> {
  const { exit } = process;
  const { log, info, debug } = console;
  const said: string[] = [];
  let ended: Problem | undefined;
  const refuse = (): never => {
    ended = new Problem([what, stripVTControlCharacters(said.join(' ')).trim()].filter(Boolean).join(': '));
    throw ended;
  };
  const keep = (...words: unknown[]) => void said.push(words.join(' '));
  Object.assign(process, { exit: refuse });
  Object.assign(console, { log: keep, info: keep, debug: keep });
  try {
    return await use();
  } catch (error) {
    throw ended ?? error;
  } finally {
    Object.assign(process, { exit });
    Object.assign(console, { log, info, debug });
  }
}
