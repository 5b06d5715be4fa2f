import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../model/problem.ts';

/**
 * Runs code of others, which may print to standard output, end the process, or wait for what never comes: what it prints
 * is kept from the report, and an end of the process becomes a Problem that begins with `what` and quotes what was
 * printed before.
 */
export async function inSandbox<T>(what: string, use: () => Promise<T>): Promise<T> {
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
    return await unlessStuck(use());
  } catch (error) {
    throw ended ?? error;
  } finally {
    Object.assign(process, { exit });
    Object.assign(console, { log, info, debug });
    stdout.write = write;
  }
}

const patience = 60_000;

/** Rejects when nothing is left that could settle a promise, or when it takes too long. */
async function unlessStuck<T>(promise: Promise<T>): Promise<T> {
  let giveUp = (): void => {};
  const stuck = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('it waits for something that never comes'));
  });
  const timer = setTimeout(giveUp, patience).unref();
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([promise, stuck]);
  } finally {
    clearTimeout(timer);
    process.off('beforeExit', giveUp);
  }
}
