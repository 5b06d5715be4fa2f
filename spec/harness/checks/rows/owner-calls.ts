import { type CloseCall, dropB, people, table } from './close-call.ts';

const hidden = 'migration-hidden-rows';
const refused = 'migration-fails-as-owner';
const policy =
  "CREATE POLICY own ON t USING (tenant = nullif(current_setting('app.tenant', true), '')::integer);";
const tenants = table('tenant integer NOT NULL DEFAULT 1, a text');
const secure = 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;';
const secured = `${tenants} ${secure} ${policy}`;
const unforced = (sql: string): string =>
  `ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ${sql} ALTER TABLE t FORCE ROW LEVEL SECURITY;`;
const addB = 'ALTER TABLE t ADD COLUMN b text;';
const fillB = "UPDATE t SET b = coalesce(a, 'none');";
const byDefiner = `CREATE FUNCTION fill() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ ${fillB} $$; SELECT fill(); DROP FUNCTION fill();`;

/** Production's role is no superuser. */
export const ownerCalls: readonly CloseCall[] = [
  {
    name: 'a backfill that forced row security turns into nothing',
    before: secured,
    bad: [`${addB} ${fillB}`, dropB],
    rule: hidden,
    good: [`${addB} ${unforced(fillB)}`, dropB],
  },
  {
    name: 'NOT NULL after such a backfill',
    before: secured,
    bad: [`${addB} ${fillB} ALTER TABLE t ALTER COLUMN b SET NOT NULL;`, dropB],
    rule: refused,
    good: [`${addB} ${unforced(fillB)} ALTER TABLE t ALTER COLUMN b SET NOT NULL;`, dropB],
  },
  {
    name: 'a backfill in a function with the rights of its owner',
    before: secured,
    bad: [`${addB} ${byDefiner}`, dropB],
    rule: hidden,
    good: [`${addB} ${unforced(byDefiner)}`, dropB],
  },
  {
    name: 'a backfill after row security is switched on',
    before: tenants,
    bad: [
      `${addB} ${secure} ${policy} ${fillB}`,
      `${dropB} DROP POLICY own ON t; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;`,
    ],
    rule: hidden,
    good: [
      `${addB} ${fillB} ${secure} ${policy}`,
      `${dropB} DROP POLICY own ON t; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;`,
    ],
  },
  {
    name: 'a copy of rows that are hidden',
    before: secured,
    bad: ['CREATE TABLE u (id integer, a text); INSERT INTO u SELECT id, a FROM t;', 'DROP TABLE u;'],
    rule: hidden,
    good: [
      `CREATE TABLE u (id integer, a text); ${unforced('INSERT INTO u SELECT id, a FROM t;')}`,
      'DROP TABLE u;',
    ],
  },
  {
    name: 'a down that puts back what is hidden',
    before: secured,
    bad: [`${addB} ${unforced("UPDATE t SET b = a, a = a || '!';")}`, `UPDATE t SET a = b; ${dropB}`],
    rule: hidden,
    good: [
      `${addB} ${unforced("UPDATE t SET b = a, a = a || '!';")}`,
      `${unforced('UPDATE t SET a = b;')} ${dropB}`,
    ],
  },
  {
    name: 'row security that binds the owner, or others only',
    before: secured,
    bad: [`${addB} ${fillB}`, dropB],
    rule: hidden,
    good: [
      `ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ${addB} ${fillB}`,
      `${dropB} ALTER TABLE t FORCE ROW LEVEL SECURITY;`,
    ],
  },
  {
    name: 'an extension that only a superuser may create',
    before: people,
    bad: ['CREATE EXTENSION pageinspect;', 'DROP EXTENSION pageinspect;'],
    rule: refused,
    good: ['CREATE EXTENSION hstore;', 'DROP EXTENSION hstore;'],
  },
  {
    name: 'a function that only a superuser may call',
    before: people,
    bad: [`${addB} UPDATE t SET b = (SELECT min(f) FROM pg_ls_dir('.') AS f);`, dropB],
    rule: refused,
    good: [
      `${addB} UPDATE t SET b = (SELECT min(f) FROM unnest('{x}'::text[]) AS f); GRANT SELECT ON t TO PUBLIC;`,
      `REVOKE SELECT ON t FROM PUBLIC; ${dropB}`,
    ],
  },
];
