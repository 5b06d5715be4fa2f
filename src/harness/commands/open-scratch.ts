import { platforms } from '../config/platforms/platforms.ts';
import { firstLine, Problem } from '../model/problem.ts';
import type { ServerError } from '../postgres/errors.ts';
import type { RoleText } from '../postgres/role-ledger.ts';
import { openScratchDatabases, type Scratch, type ScratchDatabases } from '../postgres/scratch.ts';
import { withOwnRoles } from '../postgres/scratch-roles.ts';
import { adviceOnServer } from '../postgres/server-advice.ts';
import { withinDatabase } from '../runner/within-database.ts';
import { mayChangeRoles } from '../sql/may-change-roles.ts';
import { rolesCreatedIn, withoutRoles } from '../sql/role-statements.ts';
import { startChosen } from './chosen-server.ts';
import type { Context } from './context.ts';
import { timeoutMsOf } from './options.ts';

const roleText: RoleText = { mayChange: mayChangeRoles, created: rolesCreatedIn, without: withoutRoles };

/** Starts the server that a command asks for, unless `start` does, and says which it is. */
export async function openScratch(context: Context, start = () => startChosen(context)) {
  const {
    options,
    notes,
    settings: { prelude, platform },
  } = context;
  const server = { ...(await start()), timeoutMs: timeoutMsOf(options) };
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
