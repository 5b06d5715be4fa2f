import { stripVTControlCharacters } from 'node:util';
import { Problem } from '../model/problem.ts';
import { takenWrites } from '../model/taken-writes.ts';

/**
 * Runs foreign code, which may print to standard output, exit the process or wait for ever: what it prints is kept out of
 * the report, and an exit becomes a Problem that begins with `what` and quotes what was printed before.
 */
export async function inSandbox<T>(
  what: string,
  use: () => Promise<T>,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  const { exit, stdout } = process;
  const { log, info, debug } = console;
  const { write } = stdout;
  const printed: string[] = [];
  let ended: Problem | undefined;
  const refuse = (): never => {
    ended = new Problem(
      [what, stripVTControlCharacters(printed.join(' ')).trim()].filter(Boolean).join(': '),
    );
    throw ended;
  };
  const keep = (...words: unknown[]) => void printed.push(words.join(' '));
  Object.assign(process, { exit: refuse });
  Object.assign(console, { log: keep, info: keep, debug: keep });
  stdout.write = takenWrites((text) => printed.push(String(text)));
  try {
    return await unlessStuck(use(), timeoutMs);
  } catch (error) {
    throw ended ?? error;
  } finally {
    Object.assign(process, { exit });
    Object.assign(console, { log, info, debug });
    stdout.write = write;
  }
}

const defaultTimeoutMs = 60_000;

/** Rejects when nothing is left that could settle a promise, or when it takes too long. */
async function unlessStuck<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let giveUp = (_: string): void => {};
  const stuck = new Promise<never>((_, reject) => {
    giveUp = (why) => reject(new Error(why));
  });
  const tooLong = () => giveUp(`it takes longer than ${timeoutMs / 1000} s (--timeout)`);
  const nothingLeft = () => giveUp('it waits for something that never comes');
  const timer = setTimeout(tooLong, timeoutMs).unref();
  process.once('beforeExit', nothingLeft);
  try {
    return await Promise.race([promise, stuck]);
  } finally {
    clearTimeout(timer);
    process.off('beforeExit', nothingLeft);
  }
}
