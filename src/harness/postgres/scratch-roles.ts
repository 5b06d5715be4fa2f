import { registerCleanup } from './cleanup.ts';
import { openRoleLedger, type RoleLedger, type RoleText } from './role-ledger.ts';
import type { Scratch, ScratchDatabases } from './scratch.ts';

/** Whether SQL makes or drops roles, or may do so. */
export const mentionsRoles = (sql: string): boolean =>
  /\b(create|drop)\s+(role|user(?!\s+mapping)|group)\b/i.test(sql);

/**
 * Scratch databases of which every new database finds no role that an earlier one has left: roles belong to the whole server.
 * Dropping one would take what depends on it out of the earlier database too, so it gets another name until the end,
 * when all are dropped. A role that was on the server before is used as it is: `text` says which statements are about it, and
 * they are left out; `note` is told of it.
 */
export function withOwnRoles(
  databases: ScratchDatabases,
  text: RoleText,
  note: (role: string) => void,
): ScratchDatabases {
  const { server } = databases;
  let ledger: Promise<RoleLedger> | undefined;
  const close = registerCleanup(async () => {
    await databases.close();
    await (await ledger)?.close();
  });
  const watchedRun = (database: Pick<Scratch, 'run'>) => async (sql: string) => {
    if (mentionsRoles(sql)) ledger ??= openRoleLedger(server, text, note);
    const open = await ledger;
    return open ? open.run(database, sql) : database.run(sql);
  };
  const watched = (database: Scratch): Scratch => ({
    ...database,
    run: watchedRun(database),
    rolledBack: (use, last) => database.rolledBack((inside) => use(watched(inside)), last),
    atomic: (use) => database.atomic((inside) => use(watched(inside))),
  });
  return {
    server,
    create: async () => {
      await (await ledger)?.hide();
      return watched(await databases.create());
    },
    clone: async (template) => watched(await databases.clone(template)),
    // What runs there as its owner makes no roles.
    confine: async (template) => {
      const confined = await databases.confine(template);
      return { ...confined, privileged: { run: watchedRun(confined.privileged) } };
    },
    close,
  };
}
