import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { displayPath } from '../history/files.ts';
import { firstLine, Problem } from '../model/problem.ts';

/** Rejects with an error that nobody catches, or when nothing is left that could end what we wait for. */
export function whatNobodyCatches(): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    process.on('uncaughtException', (error) => reject(uncaught(error)));
    process.on('unhandledRejection', (reason) => reject(uncaught(reason)));
    process.on('beforeExit', () => {
      // Whoever knows what is waited for listens too, and says so.
      if (process.listenerCount('beforeExit') === 1)
        reject(new Problem('it waits for something that never comes'));
    });
  });
  // After the end of the command nobody asks for it.
  failure.catch(() => {});
  return failure;
}

function uncaught(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const file = fileOf(error);
  return new Problem(`an error that nothing catches: ${firstLine(error)}`, {
    where: file && displayPath(process.cwd(), file),
    advice: file ? 'it comes after the file was loaded: catch it there' : undefined,
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
