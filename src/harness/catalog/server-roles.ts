import type { CatalogObject } from '../model/catalog.ts';
import type { Readable } from '../postgres/live.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { kindFacts } from './kind.ts';

/** A role is there because a policy or a grant names it, whose own finding says what differs. */
export const role = kindFacts({
  missing: 'info',
  extra: 'info',
  changed: 'info',
  declarable: false,
  attributes: {
    createDb: {},
    createRole: {},
    inherit: {},
    superuser: { severity: 'breaking' },
    bypassRls: { severity: 'breaking' },
    memberOf: { severity: 'breaking' },
    ownedTables: { severity: 'breaking' },
  },
});

/** What drizzle-orm's `pgRole` can say of a role. */
const sql = `
SELECT rolname AS name, rolcreatedb AS "createDb", rolcreaterole AS "createRole", rolinherit AS inherit
FROM pg_roles WHERE rolname !~ '^pg_'`;

/** The roles of the server that a database is on; no part of its catalog, since they belong to the whole server. */
export const rolesIn = async (database: Readable): Promise<CatalogObject[]> =>
  database.read(async (snapshot) =>
    ((await snapshot.query(sql))[0] ?? []).map(({ name, createDb, createRole, inherit }) => ({
      id: { kind: 'role', name: String(name) },
      attributes: { createDb: createDb === true, createRole: createRole === true, inherit: inherit === true },
    })),
  );

/** Whether the role that we came as may do everything. */
export const isSuperuser = async (database: Pick<Scratch, 'run'>): Promise<boolean> =>
  (await database.run('SELECT rolsuper FROM pg_roles WHERE rolname = session_user'))[0]?.[0]?.rolsuper ===
  true;
