import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../model/problem.ts';

/**
 * Runs code of others, which may print to standard output, end the process, or wait for what never comes: what it prints
 * is kept from the report, and an end of the process becomes a Problem that begins with `what` and quotes what was
 * printed before.
 */
export async function inSandbox<T>(
  what: string,
  use: () => Promise<T>,
  patience = defaultPatience,
): Promise<T> {
  const { exit, stdout } = process;
  const { log, info, debug } = console;
  const { write } = stdout;
  const said: string[] = [];
  let ended: Problem | undefined;
  const refuse = (): never => {
    ended = new Problem([what, stripVTControlCharacters(said.join(' ')).trim()].filter(Boolean).join(': '));
    throw ended;
  };
  const keep = (...words: unknown[]) => void said.push(words.join(' '));
  Object.assign(process, { exit: refuse });
  Object.assign(console, { log: keep, info: keep, debug: keep });
  stdout.write = (text: unknown) => said.push(String(text)) > 0;
  try {
    return await unlessStuck(use(), patience);
  } catch (error) {
    throw ended ?? error;
  } finally {
    Object.assign(process, { exit });
    Object.assign(console, { log, info, debug });
    stdout.write = write;
  }
}

const defaultPatience = 60_000;

/** Rejects when nothing is left that could settle a promise, or when it takes too long. */
async function unlessStuck<T>(promise: Promise<T>, patience: number): Promise<T> {
  let giveUp = (_: string): void => {};
  const stuck = new Promise<never>((_, reject) => {
    giveUp = (why) => reject(new Error(why));
  });
  const tooLong = () => giveUp(`it takes longer than ${patience / 1000} s (--timeout)`);
  const nothingLeft = () => giveUp('it waits for something that never comes');
  const timer = setTimeout(tooLong, patience).unref();
  process.once('beforeExit', nothingLeft);
  try {
    return await Promise.race([promise, stuck]);
  } finally {
    clearTimeout(timer);
    process.off('beforeExit', nothingLeft);
  }
}
