import { randomInt } from 'node:crypto';
import { type Connection, quoteName } from './connection.ts';
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

/** SQL: whether a name is that of something, such as `_role`, which a run has made that was killed. */
const isLeftover = (name: string, what: string): string =>
  `${name} ~ '^${scratchPrefix}[0-9]+${what}_[0-9]+$' AND split_part(${name}, '_', 2) NOT IN (
     SELECT objid::text FROM pg_locks WHERE locktype = 'advisory' AND classid = ${ownerLock} AND granted)`;

/** Drops the databases of runs that were killed, and then their roles, on which those may depend. */
export async function sweep(admin: Connection): Promise<void> {
  await dropDatabases(admin, isLeftover('datname', ''));
  const [roles = []] = await admin.send(
    `SELECT rolname AS name FROM pg_roles WHERE ${isLeftover('rolname', '_role')}`,
  );
  // One that may not be dropped, or that another run has just dropped, is no reason to fail.
  for (const { name } of roles) await dropRole(admin, String(name)).catch(ifRefused(undefined));
}

/** Drops all databases of one run. */
export const dropDatabasesOf = (admin: Connection, number: number): Promise<void> =>
  dropDatabases(admin, `datname LIKE '${scratchPrefix}${number}\\_%'`);

async function dropDatabases(admin: Connection, condition: string): Promise<void> {
  const [rows = []] = await admin.send(
    `SELECT datname AS name FROM pg_database
     WHERE datname LIKE '${scratchPrefix}%' AND pg_has_role(datdba, 'USAGE') AND ${condition}`,
  );
  for (const { name } of rows) await dropDatabase(admin, String(name));
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
