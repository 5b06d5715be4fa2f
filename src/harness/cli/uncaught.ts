import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';

/** What ends a command besides its own work. */
interface Uncaught {
  /** Rejects with an error that nobody catches, with an exit, or when nothing is left that could end what we wait for. */
  readonly failure: Promise<never>;
  /** Stands in for the exit of the process, for the project's own code. */
  readonly exit: () => never;
}

/** Listens to what nobody catches, until the process ends. */
export function whatNobodyCatches(): Uncaught {
  let fail = (_: Problem): void => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // After the end of the command nobody asks for it.
  failure.catch(() => {});
  process.on('uncaughtException', (error) => fail(uncaught(error)));
  process.on('unhandledRejection', (reason) => fail(uncaught(reason)));
  process.on('beforeExit', () => {
    // Whoever knows what is waited for listens too, and says so.
    if (process.listenerCount('beforeExit') === 1)
      fail(new Problem('it waits for something that never comes'));
  });
  const exit = (): never => {
    const exits = problemOf(
      'it exits the process',
      new Error(),
      'let it do so only where it is run by itself',
    );
    fail(exits);
    throw exits;
  };
  return { failure, exit };
}

const uncaught = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : problemOf(`an error that nothing catches: ${firstLine(error)}`, error, 'catch it there');

function problemOf(what: string, error: unknown, advice: string): Problem {
  const file = fileOf(error);
  return new Problem(what, {
    where: file && displayPath(process.cwd(), file),
    advice: file ? `it comes after the file was loaded: ${advice}` : undefined,
    cause: error,
  });
}

const home = dirname(createRequire(import.meta.url).resolve('driftproof/package.json'));
const ownFolders = ['bin', 'dist', join('src', 'harness')].map((name) => join(home, name));

/** The first file of the project itself in a stack. */
const fileOf = (error: unknown): string | undefined =>
  [
    ...String((error as Error | undefined)?.stack).matchAll(
      /\(?(?:file:\/\/)?(\/[^():\n]+|[A-Za-z]:[^():\n]+):\d+:\d+\)?$/gm,
    ),
  ]
    .map(([, file = '']) => file)
    .find((file) => !ownFolders.some((own) => file.startsWith(own)) && !/[\\/]node_modules[\\/]/.test(file));
