import { userCacheFolder } from '../cache/cache-folder.ts';
import { platforms } from '../config/platforms/platforms.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { ServerError } from '../postgres/errors.ts';
import { parametersOf, toUrl } from '../postgres/parameters.ts';
import type { RoleText } from '../postgres/role-ledger.ts';
import { openScratchDatabases, type Scratch, type ScratchDatabases } from '../postgres/scratch.ts';
import { withOwnRoles } from '../postgres/scratch-roles.ts';
import { type ServerChoice, startServer } from '../postgres/server.ts';
import { adviceOnServer } from '../postgres/server-advice.ts';
import { completed } from '../postgres/surroundings.ts';
import { withinDatabase } from '../runner/within-database.ts';
import { mayChangeRoles } from '../sql/may-change-roles.ts';
import { rolesCreatedIn, withoutRoles } from '../sql/role-statements.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { type Options, timeoutMsOf } from './options.ts';

const roleText: RoleText = { mayChange: mayChangeRoles, created: rolesCreatedIn, without: withoutRoles };

/** A server that is named by a URL is reached as the live database is: what is absent is as libpq completes it. */
const completedServer = (server: string, { env }: Environment): string =>
  server.includes('://') ? toUrl(completed(parametersOf(server), env)).href : server;

/** The server that a command asks for, with what an embedded one may keep for the next run. */
export const chosenServer = (options: Options, environment: Environment): ServerChoice => ({
  ...options,
  server: completedServer(options.server, environment),
  caches: userCacheFolder(environment.env),
});

/** Starts the server that a command asks for, and says which it is. */
export async function openScratch({ environment, options, notes, settings: { prelude, platform } }: Context) {
  const server = {
    ...(await startServer(chosenServer(options, environment))),
    timeoutMs: timeoutMsOf(options),
  };
  try {
    notes.note(`scratch databases on ${server.description}`);
    const opened = await openScratchDatabases(server, platform && platforms[platform].searchPath);
    const databases = withOwnRoles(withinDatabase(opened), roleText, (role) =>
      notes.note(
        `role ${role} is on the scratch server already: it is used as it is, and what the migrations do to it is left out`,
      ),
    );
    // What is on the embedded server goes with it: dropped before, each database would take a checkpoint.
    const close = async (): Promise<void> => {
      if (server.kind !== 'embedded') await databases.close();
      await server.stop();
      if (server.kind === 'embedded') await databases.close().catch(() => {});
    };
    return {
      databases: { ...databases, create: () => createPrepared(databases, prelude) },
      failure: opened.failure,
      close,
    };
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
