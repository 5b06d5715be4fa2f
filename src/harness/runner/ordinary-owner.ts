import { randomBytes } from 'node:crypto';
import { makeOverSql } from '../postgres/confined.ts';
import { quoteName, quoteText } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** Rights that a statement may need, or that it changes. */
const rights =
  /row\s+level\s+security|\bpolicy\b|security\s+definer|\bset\s+(local\s+|session\s+)?(role|session)\b|create\s+extension|\b(grant|revoke)\b|owner\s+to|\bpg_(read|ls|stat_file|terminate|cancel|reload)\w*|\bcopy\b|alter\s+system|\b(create|alter)\s+(server|foreign|language|event\s+trigger|subscription)\b|\b(en|dis)able\s+(replica\s+|always\s+)?trigger\s+(all\b|"?RI_)|\bleakproof\b|\boperator\s+(class|family)\b|\bcreate\s+cast\b|\ball\s+tables\b|\blanguage\s+'?(c|internal)\b|\blo_(im|ex)port\b|\bsuperuser\b|\bbypassrls\b/i;

/** Settings that only a superuser may change (context `superuser` in pg_settings), of those that a migration may want to. */
const restricted =
  /\bset(_config)?\b[^;]{0,40}?\b(session_replication_role|event_triggers|deadlock_timeout|temp_file_limit|lc_messages|log_(statement|duration|lock|min|temp|autovacuum)\w*|(track|wal|allow|zero)_\w+)\b/i;

/** Whether SQL speaks of a right. */
export const speaksOfRights = (sql: string): boolean => rights.test(sql) || restricted.test(sql);

/**
 * Whether the session may become any role; it may be an ordinary one itself. Throws a ReachesBeyond on a server that others
 * use, where the role that is given is the role that is used.
 */
export async function mayBecomeAnyone(database: Scratch): Promise<boolean> {
  await database.run('SET LOCAL SESSION AUTHORIZATION DEFAULT');
  const [[row] = []] = await database.run("SELECT current_setting('is_superuser') = 'on' AS super");
  return row?.super === true;
}

/**
 * Makes a role the owner of the database and of all that is in it, within the open transaction: one that production would use, or
 * an ordinary one, which no row security lets pass. Returns its name.
 */
export async function makeOwner(database: Scratch, named: string | undefined): Promise<string> {
  const role = named ?? `driftproof_owner_${randomBytes(6).toString('hex')}`;
  const name = quoteName(role);
  // It is gone with the transaction, so that whoever keeps account of roles need not hear of it.
  await database.run(`DO $owner$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${quoteText(role)}) THEN
      EXECUTE 'CREATE ' || 'ROLE ' || ${quoteText(`${name} NOSUPERUSER NOBYPASSRLS CREATEROLE`)};
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO %s', current_database(), ${quoteText(name)});
  END $owner$; ${makeOverSql(role)}`);
  return role;
}

/** Runs `use` as a role, within the open transaction; whoever comes back is who was there before. */
export async function asRole<T>(database: Scratch, role: string, use: () => Promise<T>): Promise<T> {
  await database.run(`SET LOCAL SESSION AUTHORIZATION ${quoteName(role)}`);
  const result = await use();
  await database.run('SET LOCAL SESSION AUTHORIZATION DEFAULT');
  return result;
}

/** Tables whose owner is bound by row security, and what the policies on each are called. */
export async function forcedPolicies(
  database: Scratch,
): Promise<
  readonly { readonly schema: string; readonly table: string; readonly policies: readonly string[] }[]
> {
  const [rows = []] = await database.run(
    `SELECT n.nspname AS schema, c.relname AS "table",
       ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY polname) AS policies
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1, 2`,
  );
  return rows as never;
}
