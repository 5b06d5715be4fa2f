import { once } from '../model/once.ts';
import type { ScratchDatabases } from '../postgres/scratch.ts';
import type { Context } from './context.ts';
import type { openScratch } from './open-scratch.ts';

/**
 * Gives `use` the scratch databases of a server that is started on first demand and stopped at the end: a command that
 * needs none starts none. Notes which server it is. Throws when the server failed meanwhile and everything has an answer
 * all the same: the failure was taken for something else.
 */
export async function withScratchDatabases<T>(
  context: Context,
  use: (databases: () => Promise<ScratchDatabases>) => Promise<T>,
  isAnswered: (result: T) => boolean,
): Promise<T> {
  let opened: Awaited<ReturnType<typeof openScratch>> | undefined;
  const getScratch = once(async () => {
    opened = await (await import('./open-scratch.ts')).openScratch(context);
    return opened.databases;
  });
  try {
    const result = await use(getScratch);
    const failure = opened?.failure();
    if (failure !== undefined && isAnswered(result)) throw failure;
    return result;
  } finally {
    await opened?.close();
  }
}
