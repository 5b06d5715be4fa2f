import { quoteText } from '../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';

/** Attributes of a role that ALTER ROLE sets (Postgres manual, "pg_roles"). */
const attributes: Readonly<Record<string, string>> = {
  rolsuper: 'SUPERUSER',
  rolinherit: 'INHERIT',
  rolcreaterole: 'CREATEROLE',
  rolcreatedb: 'CREATEDB',
  rolcanlogin: 'LOGIN',
  rolreplication: 'REPLICATION',
  rolbypassrls: 'BYPASSRLS',
};

const words = Object.entries(attributes)
  .map(([column, word]) => `CASE WHEN ${column} THEN '${word}' ELSE 'NO${word}' END`)
  .join(", ' ', ");

const roles = `SELECT oid, rolname, format('ALTER ROLE %I %s CONNECTION LIMIT %s', rolname, concat(${words}), rolconnlimit) AS as_it_was
  FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> CURRENT_USER`;

/**
 * The statement that brings the roles of a server back to how they are now: roles belong to the whole cluster, so one that a
 * drifted database has made or changed would be there in the next one. Run it in that database, since it drops what those
 * roles own there.
 */
export async function rolesAsNow(database: Scratch): Promise<string> {
  const [[kept] = []] = await database.run(
    `SELECT coalesce(string_agg(quote_literal(rolname), ', '), '''''') AS names, coalesce(string_agg(as_it_was, '; '), 'SELECT') AS alter,
       (SELECT coalesce(string_agg(format('(%s, %s)', roleid, member), ', '), '(0, 0)') FROM pg_auth_members) AS members
     FROM (${roles}) role`,
  );
  return `DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT rolname AS name FROM (${roles}) role WHERE rolname NOT IN (${kept?.names}) LOOP
      EXECUTE format('REASSIGN OWNED BY %1$I TO CURRENT_USER', each.name);
      EXECUTE format('DROP OWNED BY %1$I', each.name);
      EXECUTE format('DROP ROLE %1$I', each.name);
    END LOOP;
    FOR each IN SELECT roleid::regrole AS group_, member::regrole AS member FROM pg_auth_members
      WHERE (roleid, member) NOT IN (${kept?.members}) LOOP
      EXECUTE format('REVOKE %s FROM %s', each.group_, each.member);
    END LOOP;
    EXECUTE ${quoteText(String(kept?.alter))};
  END $$`;
}
