import { Problem } from '../model/problem.ts';
import { registerCleanup } from './cleanup.ts';
import { type Connection, connect, quoteName } from './connection.ts';
import type { Server } from './running-server.ts';
import type { Scratch, ScratchDatabases } from './scratch.ts';
import { dropRole, scratchPrefix, takeNumber } from './sweep.ts';

/** Key of the advisory lock under which one run at a time makes roles on a server that others use: "drftrole". */
const rolesLock = '7237963439915330661';

/** Whether SQL makes or drops roles, or may do so. */
export const mentionsRoles = (sql: string): boolean =>
  /\b(create|drop)\s+(role|user(?!\s+mapping)|group)\b/i.test(sql);

/**
 * Scratch databases of which every new database finds no role that an earlier one has left: roles belong to the whole server.
 * Dropping one would take what depends on it out of the earlier database too, so it gets another name until the end,
 * when all are dropped. On a server that others use, only roles are touched that the SQL of this run has named.
 */
export function withOwnRoles(databases: ScratchDatabases): ScratchDatabases {
  const { server } = databases;
  const texts: string[] = [];
  let ledger: Promise<RoleLedger> | undefined;
  const close = registerCleanup(async () => {
    await databases.close();
    await (await ledger)?.close();
  });
  const watch = async (sql: string): Promise<void> => {
    if (!mentionsRoles(sql)) return;
    texts.push(sql);
    ledger ??= openLedger(
      server,
      server.kind === 'url' ? (name) => texts.some((each) => each.includes(name)) : () => true,
    );
    await ledger;
  };
  const watched = (database: Scratch): Scratch => ({
    ...database,
    run: async (sql) => {
      await watch(sql);
      return database.run(sql);
    },
  });
  return {
    server,
    create: async () => {
      await (await ledger)?.hide();
      return watched(await databases.create());
    },
    clone: async (template) => watched(await databases.clone(template)),
    close,
  };
}

/** The roles of a run. */
interface RoleLedger {
  /** Gives all that were made since the last time another name. */
  hide(): Promise<void>;
  /** Drops all of them. */
  close(): Promise<void>;
}

/** `isOurs` tells, of a role that was not there before, whether this run made it. Waits for other runs that make roles. */
async function openLedger(
  { url, timeoutMs }: Server,
  isOurs: (name: string) => boolean,
): Promise<RoleLedger> {
  const admin = await connect(url, timeoutMs);
  await admin.send(`SELECT pg_advisory_lock(${rolesLock})`);
  const before = new Set(await rolesOf(admin));
  const prefix = `${scratchPrefix}${await takeNumber(admin)}_role_`;
  const hidden: string[] = [];
  const made = async (): Promise<string[]> =>
    (await rolesOf(admin)).filter((name) => !before.has(name) && !hidden.includes(name) && isOurs(name));
  return {
    hide: async () => {
      for (const name of await made()) {
        const other = `${prefix}${hidden.length}`;
        await admin.send(`ALTER ROLE ${quoteName(name)} RENAME TO ${quoteName(other)}`);
        hidden.push(other);
      }
    },
    close: async () => {
      try {
        for (const name of [...(await made()), ...hidden]) await mustDrop(admin, name);
      } finally {
        await admin.close();
      }
    },
  };
}

const rolesOf = async (admin: Connection): Promise<string[]> => {
  const [rows = []] = await admin.send("SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_'");
  return rows.map(({ name }) => String(name));
};

const mustDrop = (admin: Connection, name: string): Promise<void> =>
  dropRole(admin, name).catch((cause: Error) => {
    throw new Problem(`role ${name} was made on the scratch server and cannot be dropped: ${cause.message}`, {
      advice: 'drop it by hand',
      cause,
    });
  });
