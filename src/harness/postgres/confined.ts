import { randomBytes } from 'node:crypto';
import { keepSecrets } from '../model/secrets.ts';
import { type Connection, quoteName, quoteText } from './connection.ts';
import type { Scratch } from './scratch-session.ts';
import { markRole } from './sweep.ts';

/**
 * A scratch database in which code of others may run: whoever is connected to it is a role that owns what is in it, and
 * may do nothing else on its server.
 */
export interface Confined extends Scratch {
  /**
   * The same database as whoever made it, for statements of ours that hold names and no code of others: nothing of theirs is
   * found by its search path, and no event trigger fires.
   */
  readonly privileged: Pick<Scratch, 'run'>;
}

/** A role that may log in and owns what it is given. */
export interface Confinement {
  readonly role: string;
  readonly password: string;
}

/** What the sessions of {@link Confined.privileged} begin with. */
export const nothingOfTheirs = 'SET search_path = pg_catalog, pg_temp';

/** Creates the role. Throws where the server does not let us. */
export async function createConfinement(admin: Connection, role: string): Promise<Confinement> {
  const password = randomBytes(16).toString('hex');
  keepSecrets([password]);
  await admin.send(
    `CREATE ROLE ${quoteName(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${quoteText(password)}`,
  );
  await markRole(admin, role);
  // A new owner can be given by its members only (Postgres manual, "ALTER DATABASE").
  await admin.send(`GRANT ${quoteName(role)} TO CURRENT_USER`);
  return { role, password };
}

const isMember = (catalog: string): string =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = o.oid AND d.deptype = 'e')`;

const isUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** What has an owner, as ALTER names it; a sequence that a column owns, and the type of a table, go with that. */
const owned = `
SELECT 0 AS place, format('SCHEMA %I', n.nspname) AS what FROM pg_namespace n WHERE ${isUsers}
UNION ALL SELECT 1, format('%s %I.%I', CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
    WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, n.nspname, o.relname)
  FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
  WHERE ${isUsers} AND o.relkind IN ('r', 'p', 'v', 'm', 'S', 'c', 'f') AND NOT ${isMember('pg_class')}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = o.oid
      AND o.relkind = 'S' AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
UNION ALL SELECT 2, format('%s %I.%I', CASE o.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, o.typname)
  FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace
  WHERE ${isUsers} AND o.typtype IN ('e', 'd', 'r') AND NOT ${isMember('pg_type')}
UNION ALL SELECT 2, format('ROUTINE %I.%I(%s)', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid))
  FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
  WHERE ${isUsers} AND o.prokind <> 'a' AND NOT ${isMember('pg_proc')}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = o.oid AND d.deptype = 'i')
UNION ALL SELECT 2, format('STATISTICS %I.%I', n.nspname, o.stxname)
  FROM pg_statistic_ext o JOIN pg_namespace n ON n.oid = o.stxnamespace WHERE ${isUsers}`;

/**
 * SQL: the statements that make the default privileges of whoever connects those of `role`. In no schema they stand in place
 * of the built-in ones, in one they come on top (Postgres manual, "pg_default_acl").
 */
const futures = (role: string): string => `
WITH held AS (
  SELECT CASE o.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES'
      WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS what,
    coalesce(' IN SCHEMA ' || quote_ident(n.nspname), '') AS place, o.defaclacl AS list,
    CASE WHEN n.oid IS NULL THEN acldefault(CASE o.defaclobjtype WHEN 'S' THEN 's' ELSE o.defaclobjtype END, o.defaclrole)
      END AS usual
  FROM pg_default_acl o LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace
  WHERE o.defaclrole = current_user::regrole AND current_user <> ${quoteText(role)}
), entries AS (
  SELECT h.what, h.place, e.*, true AS is_held FROM held h, aclexplode(h.list) e
  UNION ALL SELECT h.what, h.place, e.*, false FROM held h, aclexplode(h.usual) e
)
SELECT s.step, format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s %s %s ON %s %s %s%s', s.owner, e.place,
  CASE WHEN s.gives THEN 'GRANT' ELSE 'REVOKE' END, e.privilege_type, e.what, CASE WHEN s.gives THEN 'TO' ELSE 'FROM' END,
  CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN current_user::regrole THEN quote_ident(s.owner)
    ELSE quote_ident(pg_get_userbyid(e.grantee)) END,
  CASE WHEN s.gives AND e.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement
FROM entries e JOIN (VALUES (1, ${quoteText(role)}::name, false, false), (2, ${quoteText(role)}, true, true),
  (3, current_user, true, false), (4, current_user, false, true)) s (step, owner, is_held, gives) ON s.is_held = e.is_held`;

/**
 * SQL: gives a role all that is in a database, as long as that is ours alone, and our default privileges: whatever makes
 * something there is that role from now on. Event triggers, which belong to superusers and run functions that will be the
 * role's, are switched off.
 */
export const makeOverSql = (role: string): string => `
DO $confine$ DECLARE each record; BEGIN
  FOR each IN SELECT evtname FROM pg_event_trigger LOOP
    EXECUTE format('ALTER EVENT TRIGGER %I DISABLE', each.evtname);
  END LOOP;
  FOR each IN ${owned} ORDER BY place LOOP
    EXECUTE format('ALTER %s OWNER TO %I', each.what, ${quoteText(role)});
  END LOOP;
  FOR each IN ${futures(role)} ORDER BY 1 LOOP
    EXECUTE each.statement;
  END LOOP;
END $confine$`;
