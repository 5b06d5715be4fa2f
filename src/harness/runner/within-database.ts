import { Problem } from '../model/problem.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import { mayReach, reachIn } from '../sql/reach.ts';
import { rolesCreatedIn } from '../sql/role-statements.ts';

/** What is not sent to a server that others use; `position` says where in the text, from 1, as a server does. */
export class ReachesBeyond extends Problem {
  readonly position: string;

  constructor(what: string, offset: number) {
    super(`${what} reaches beyond the scratch database, and the scratch server is not ours alone`, {
      advice: 'use --server embedded or container, which may run it',
    });
    this.position = String(offset + 1);
  }
}

/**
 * The scratch databases of a server that others use: nothing is sent that reaches beyond its database, whether it comes from
 * a migration, the schema or the settings; a ReachesBeyond is thrown instead.
 */
export function withinDatabase(databases: ScratchDatabases): ScratchDatabases {
  if (databases.server.kind !== 'url') return databases;
  const check = reachCheck();
  const checked = (database: Scratch): Scratch => ({
    ...database,
    run: async (sql) => {
      await check(sql);
      return database.run(sql);
    },
    runOurs: async (sql) => {
      await check(sql);
      return database.runOurs(sql);
    },
    runRolledBack: async (sql) => {
      await check(sql);
      return database.runRolledBack(sql);
    },
    runAtomic: async (sql) => {
      await check(sql);
      return database.runAtomic(sql);
    },
    rolledBack: (use, last) => database.rolledBack((inside) => use(checked(inside)), last),
    atomic: (use) => database.atomic((inside) => use(checked(inside))),
  });
  return {
    ...databases,
    create: async () => checked(await databases.create()),
    clone: async (template) => checked(await databases.clone(template)),
    confine: async (template) => {
      const { privileged, ...confined } = await databases.confine(template);
      return { ...checked(confined), privileged };
    },
  };
}

/** Throws a ReachesBeyond for such a text. The same text is sent many times, and parsed once as long as no role is added. */
function reachCheck(): (sql: string) => Promise<void> {
  const ownRoles = new Set<string>();
  const reaches = new Map<string, ReturnType<typeof reachIn>>();
  return async (sql) => {
    const roles = ownRoles.size;
    for (const role of rolesCreatedIn(sql)) ownRoles.add(role);
    if (ownRoles.size > roles) reaches.clear();
    if (!mayReach(sql)) return;
    const reach = reaches.get(sql) ?? reachIn(sql, ownRoles);
    reaches.set(sql, reach);
    const found = await reach;
    if (found) throw new ReachesBeyond(found.what, found.offset);
  };
}
