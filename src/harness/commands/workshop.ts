import { firstLine, Problem } from '../model/problem.ts';
import type { ServerError } from '../postgres/errors.ts';
import { adviceOnServer } from '../postgres/fitness.ts';
import { withOwnRoles } from '../postgres/roles.ts';
import { openWorkshop, type Scratch, type Workshop } from '../postgres/scratch.ts';
import { startServer } from '../postgres/server.ts';
import type { Context } from './context.ts';
import { once } from './once.ts';

/**
 * Hands out a workshop on a scratch server, which is started when it is first asked for and stopped when `use` is done:
 * a command that needs none starts none. Says which server it is.
 */
export async function withWorkshop<T>(
  context: Context,
  use: (workshop: () => Promise<Workshop>) => Promise<T>,
): Promise<T> {
  let close = async (): Promise<void> => {};
  const ask = once(async () => {
    const opened = await open(context);
    close = opened.close;
    return opened.workshop;
  });
  try {
    return await use(ask);
  } finally {
    await close();
  }
}

async function open({ options, notes, settings: { prelude } }: Context) {
  const server = await startServer(options);
  try {
    notes.note(`scratch databases on ${server.description}`);
    const workshop = withOwnRoles(await openWorkshop(server));
    const close = async (): Promise<void> => {
      await workshop.close();
      await server.stop();
    };
    return { workshop: { ...workshop, create: () => createPrepared(workshop, prelude) }, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A scratch database with what the settings' prelude brings. */
async function createPrepared(workshop: Workshop, prelude: readonly string[]): Promise<Scratch> {
  const database = await workshop.create();
  for (const sql of prelude)
    await database.run(sql).catch((cause: ServerError) => {
      const advice = adviceOnServer(cause) ?? 'correct it in the driftproof settings';
      throw new Problem(`the prelude fails: ${firstLine(cause)}`, { advice, cause });
    });
  return database;
}
