import { firstLine, Problem } from '../model/problem.ts';
import type { ServerError } from '../postgres/errors.ts';
import { openScratchDatabases, type Scratch, type ScratchDatabases } from '../postgres/scratch.ts';
import { withOwnRoles } from '../postgres/scratch-roles.ts';
import { startServer } from '../postgres/server.ts';
import { adviceOnServer } from '../postgres/server-advice.ts';
import type { Context } from './context.ts';
import { once } from './once.ts';
import { patienceOf } from './options.ts';

/**
 * Gives `use` the scratch databases of a server that is started on first demand and stopped at the end: a command that
 * needs none starts none. Notes which server it is.
 */
export async function withScratchDatabases<T>(
  context: Context,
  use: (databases: () => Promise<ScratchDatabases>) => Promise<T>,
): Promise<T> {
  let close = async (): Promise<void> => {};
  const getScratch = once(async () => {
    const opened = await open(context);
    close = opened.close;
    return opened.databases;
  });
  try {
    return await use(getScratch);
  } finally {
    await close();
  }
}

async function open({ options, notes, settings: { prelude } }: Context) {
  const server = { ...(await startServer(options)), patience: patienceOf(options) };
  try {
    notes.note(`scratch databases on ${server.description}`);
    const databases = withOwnRoles(await openScratchDatabases(server));
    const close = async (): Promise<void> => {
      await databases.close();
      await server.stop();
    };
    return { databases: { ...databases, create: () => createPrepared(databases, prelude) }, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A scratch database on which the prelude of the settings has run. */
async function createPrepared(databases: ScratchDatabases, prelude: readonly string[]): Promise<Scratch> {
  const database = await databases.create();
  for (const sql of prelude)
    await database.run(sql).catch((cause: ServerError) => {
      const advice = adviceOnServer(cause) ?? 'correct it in the driftproof settings';
      throw new Problem(`the prelude fails: ${firstLine(cause)}`, { advice, cause });
    });
  return database;
}
