import { Problem } from '../model/problem.ts';
import { type Connection, connect, quoteName, type Row } from './connection.ts';
import { ifRefused, type ServerError, ServerFailure } from './errors.ts';
import type { Server } from './running-server.ts';
import type { Scratch } from './scratch.ts';
import { sqlState } from './sqlstates.ts';
import { dropRole, markRole, scratchPrefix, takeNumber } from './sweep.ts';

/** Key of the advisory lock under which one run at a time makes roles on a server that others use: "drftrole". */
const rolesLock = '7237963439915330661';

/** What can be read from SQL about roles. */
export interface RoleText {
  /** Whether it may make, change or drop roles. */
  readonly mayChange: (sql: string) => boolean;
  /** The roles that it creates, as far as it shows. */
  readonly created: (sql: string) => readonly string[];
  /** The same SQL without the statements that make or change certain roles. */
  readonly without: (sql: string, roles: ReadonlySet<string>) => Promise<string>;
}

/** The roles of a run. */
export interface RoleLedger {
  /** Runs SQL, and records the roles that it makes. */
  run(database: Pick<Scratch, 'run'>, sql: string): Promise<Row[][]>;
  /** Gives all that were made since the last time another name. */
  hide(): Promise<void>;
  /** Drops all of them. */
  close(): Promise<void>;
}

type Oid = string;
type Roles = ReadonlyMap<string, Oid>;

/**
 * Waits for other runs that make roles. On a server that others use, a role is ours when it came while a text of ours ran
 * that names it: others may make roles at the same time. It is known by its oid from then on, which no other role gets.
 */
export async function openRoleLedger(
  { url, timeoutMs, kind }: Server,
  text: RoleText,
  note: (role: string) => void,
): Promise<RoleLedger> {
  const admin = await connect(url, timeoutMs);
  await admin.send(`SELECT pg_advisory_lock(${rolesLock})`);
  const before = new Set((await rolesOf(admin)).values());
  const prefix = `${scratchPrefix}${await takeNumber(admin)}_role_`;
  const ours = new Set<Oid>();
  const hidden = new Set<Oid>();
  const ofOthers = new Set<string>();
  const isOurs = (oid: Oid): boolean => ours.has(oid) || (kind !== 'url' && !before.has(oid));
  const setAside = (sql: string, roles: Roles): void => {
    for (const role of text.created(sql)) {
      const oid = roles.get(role);
      if (oid === undefined || isOurs(oid) || ofOthers.has(role)) continue;
      ofOthers.add(role);
      note(role);
    }
  };
  const made = async (): Promise<[string, Oid][]> =>
    [...(await rolesOf(admin))].filter(([, oid]) => isOurs(oid));
  return {
    run: async (database, sql) => {
      const roles = text.mayChange(sql) ? await rolesIn(database) : undefined;
      if (!roles) return database.run(sql);
      setAside(sql, roles);
      const answer = await database
        .run(ofOthers.size > 0 ? await text.without(sql, ofOthers) : sql)
        .catch((error: ServerError) => {
          throw isOfRole(error, ofOthers) ? alreadyThere(error) : error;
        });
      for (const [role, oid] of (await rolesIn(database)) ?? [])
        if (roles.get(role) !== oid && isNamedIn(sql, role)) ours.add(oid);
      return answer;
    },
    hide: async () => {
      for (const [name, oid] of await made()) {
        if (hidden.has(oid) || isRunsOwn(name)) continue;
        const other = `${prefix}${hidden.size}`;
        await admin.send(`ALTER ROLE ${quoteName(name)} RENAME TO ${quoteName(other)}`);
        await markRole(admin, other);
        hidden.add(oid);
      }
    },
    close: async () => {
      try {
        for (const [name] of await made()) await mustDrop(admin, name);
      } finally {
        await admin.close();
      }
    },
  };
}

/** Whether a role has a name that runs give their roles, and no migration does. */
const isRunsOwn = (name: string): boolean => new RegExp(`^${scratchPrefix}\\d+_role_\\d+$`).test(name);

/** Where a block makes a role whether or not it is there. */
const isOfRole = ({ code, message }: ServerError, roles: ReadonlySet<string>): boolean =>
  code === sqlState.duplicateObject && [...roles].some((role) => message.includes(`"${role}"`));

const alreadyThere = (error: ServerError): ServerFailure =>
  new ServerFailure(`${error.message} on the scratch server`, {
    advice: 'roles belong to the whole server: use one of its own, as --server embedded starts',
    cause: error,
  });

const rolesSql = "SELECT rolname AS name, oid::text FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'";

const toRoles = ([rows = []]: Row[][]): Roles =>
  new Map(rows.map(({ name, oid }) => [String(name), String(oid)]));

const rolesOf = async (admin: Connection): Promise<Roles> => toRoles(await admin.send(rolesSql));

/** As a session sees them, which sees those of its own open transaction; undefined in one that has failed. */
const rolesIn = (database: Pick<Scratch, 'run'>): Promise<Roles | undefined> =>
  database.run(rolesSql).then(toRoles, ifRefused(undefined));

/** Whether a text names a role: as a word, in whatever quotes. */
function isNamedIn(sql: string, role: string): boolean {
  const word = role.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('"', '""?');
  return new RegExp(`(?<![\\w$])${word}(?![\\w$])`, 'i').test(sql);
}

const mustDrop = (admin: Connection, name: string): Promise<void> =>
  dropRole(admin, name).catch((cause: Error) => {
    throw new Problem(`role ${name} was made on the scratch server and cannot be dropped: ${cause.message}`, {
      advice: 'drop it by hand',
      cause,
    });
  });
