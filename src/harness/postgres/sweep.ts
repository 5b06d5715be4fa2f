import { randomInt } from 'node:crypto';
import { type Connection, quoteName, quoteText } from './connection.ts';
import { ifRefused } from './errors.ts';

/** What a run makes on a server is called like this, and nothing without it is ever swept. */
export const scratchPrefix = 'driftproof_';

/** First key of the advisory lock that a run holds while it is alive: "drft" in ASCII. */
const ownerLock = 0x64726674;

/**
 * Takes a number for what a run makes on a server, and the lock on it, which lasts as long as the connection:
 * pg_locks shows it to every database, so nobody sweeps what belongs to another who is alive.
 */
export async function takeNumber(admin: Connection): Promise<number> {
  const number = randomInt(2 ** 31);
  await admin.send(`SELECT pg_advisory_lock(${ownerLock}, ${number})`);
  return number;
}

/** What is said of all that we make: a name by itself proves nothing, since others may have made something of such a name. */
const mark = 'made by driftproof for one run, and dropped with it';

/** Says of a role that we made it. */
export const markRole = async (admin: Connection, name: string): Promise<void> => {
  await admin.send(`COMMENT ON ROLE ${quoteName(name)} IS ${quoteText(mark)}`);
};

/** Says of a database that we made it. */
export const markDatabase = async (admin: Connection, name: string): Promise<void> => {
  await admin.send(`COMMENT ON DATABASE ${quoteName(name)} IS ${quoteText(mark)}`);
};

/** SQL: whether something, such as a `_role`, is what a run has made that was killed. */
const isLeftover = (name: string, what: string, comment: string): string =>
  `${name} ~ '^${scratchPrefix}[0-9]+${what}_[0-9]+$' AND ${comment} = ${quoteText(mark)}
     AND split_part(${name}, '_', 2) NOT IN (
       SELECT objid::text FROM pg_locks WHERE locktype = 'advisory' AND classid = ${ownerLock} AND granted)`;

/** Drops the databases of runs that were killed, and then their roles, on which those may depend. */
export async function sweep(admin: Connection): Promise<void> {
  const [databases = []] = await admin.send(
    `SELECT datname AS name FROM pg_database WHERE pg_has_role(datdba, 'USAGE')
       AND ${isLeftover('datname', '', "shobj_description(oid, 'pg_database')")}`,
  );
  for (const { name } of databases) await dropDatabase(admin, String(name));
  const [roles = []] = await admin.send(
    `SELECT rolname AS name FROM pg_roles WHERE ${isLeftover('rolname', '_role', "shobj_description(oid, 'pg_authid')")}`,
  );
  // One that may not be dropped, or that another run has just dropped, is no reason to fail.
  for (const { name } of roles) await dropRole(admin, String(name)).catch(ifRefused(undefined));
}

/** IF EXISTS, since two runs may sweep the same leftovers at once. */
export async function dropDatabase(admin: Connection, name: string): Promise<void> {
  if (!name.startsWith(scratchPrefix)) throw new Error(`refusing to drop ${name}: not a scratch database`);
  await admin.send(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`);
}

/** What it was granted on the server itself goes first; who may drop a role may not always do that, nor need it. */
export async function dropRole(admin: Connection, name: string): Promise<void> {
  await admin.send(`DROP OWNED BY ${quoteName(name)}`).catch(ifRefused(undefined));
  await admin.send(`DROP ROLE IF EXISTS ${quoteName(name)}`);
}
