import { expect, it } from 'vitest';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from './server.ts';

const databases = useScratchDatabases();

/** Before Postgres 15 PUBLIC may create in it as well (its release notes). */
const ofPublic = (await serverMajor()) < 15 ? 'CREATE, USAGE' : 'USAGE';

const cases: readonly (readonly [sentence: string, sql: string, grants: readonly string[]])[] = [
  [
    'nothing where nobody granted anything',
    "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    [],
  ],
  [
    'what was granted on a table, and not what its owner may do',
    'GRANT SELECT, INSERT ON t TO pg_monitor',
    ['grant on table public.t to pg_monitor: INSERT, SELECT'],
  ],
  [
    'one for each role and each column',
    'REVOKE ALL ON t FROM pg_monitor; GRANT SELECT ON t TO PUBLIC; GRANT UPDATE (a) ON t TO pg_monitor',
    ['grant on column public.t.a to pg_monitor: UPDATE', 'grant on table public.t to PUBLIC: SELECT'],
  ],
  [
    'what PUBLIC has of a function by itself is none, and is one where it was taken away',
    'REVOKE ALL ON t FROM PUBLIC; REVOKE ALL (a) ON t FROM pg_monitor; GRANT EXECUTE ON FUNCTION f TO pg_monitor; REVOKE EXECUTE ON FUNCTION f FROM PUBLIC',
    [
      'grant on function public.f() to pg_monitor: EXECUTE',
      'revoke on function public.f() from PUBLIC: EXECUTE',
    ],
  ],
  [
    'the same of an owner',
    'GRANT ALL ON FUNCTION f TO PUBLIC; REVOKE ALL ON FUNCTION f FROM pg_monitor; REVOKE DELETE ON t FROM CURRENT_USER',
    ['revoke on table public.t from its owner: DELETE'],
  ],
  [
    'what initdb granted on public is none',
    'GRANT DELETE ON t TO CURRENT_USER; GRANT CREATE ON SCHEMA public TO pg_monitor',
    ['grant on schema public to pg_monitor: CREATE'],
  ],
  [
    'nor is it where public was made again',
    `DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT ${ofPublic} ON SCHEMA public TO PUBLIC`,
    [],
  ],
  [
    'PUBLIC may not use public any more',
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    [`revoke on schema public from PUBLIC: ${ofPublic}`],
  ],
  [
    'what a future table will have, with grant option',
    `GRANT ${ofPublic} ON SCHEMA public TO PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor WITH GRANT OPTION`,
    ['grant on future tables in public to pg_monitor: SELECT with grant option'],
  ],
  [
    'what a future function will not have',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM pg_monitor; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
    ['revoke on future functions from PUBLIC: EXECUTE'],
  ],
  [
    'what an extension granted is none, and what somebody added is one',
    'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC; CREATE EXTENSION pg_stat_statements SCHEMA public; GRANT DELETE ON pg_stat_statements TO pg_monitor; GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO pg_monitor',
    [
      expect.stringMatching(
        /^grant on function public\.pg_stat_statements_reset\(.*\) to pg_monitor: EXECUTE$/,
      ),
      'grant on view public.pg_stat_statements to pg_monitor: DELETE',
    ],
  ],
  [
    'one on what is Postgres’s own',
    'DROP EXTENSION pg_stat_statements; GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC; GRANT SELECT (rolpassword) ON pg_authid TO pg_monitor; GRANT SELECT ON pg_authid TO pg_monitor',
    [
      'grant on column pg_catalog.pg_authid.rolpassword to pg_monitor: SELECT',
      'grant on function pg_catalog.pg_read_file(text) to PUBLIC: EXECUTE',
      'grant on table pg_catalog.pg_authid to pg_monitor: SELECT',
    ],
  ],
  [
    'on a database, a language, a type, a sequence, a foreign server',
    `REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM PUBLIC; REVOKE ALL ON pg_authid FROM pg_monitor; REVOKE ALL (rolpassword) ON pg_authid FROM pg_monitor;
     DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO pg_monitor', current_database()); END $$;
     REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC; CREATE TYPE mood AS ENUM ('a'); GRANT USAGE ON TYPE mood TO pg_monitor; CREATE DOMAIN code AS text; REVOKE USAGE ON DOMAIN code FROM PUBLIC;
     CREATE SEQUENCE s; GRANT USAGE ON SEQUENCE s TO pg_monitor;
     CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO pg_monitor; CREATE SERVER far FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER far TO pg_monitor`,
    [
      'grant on database to pg_monitor: CREATE',
      'grant on enum public.mood to pg_monitor: USAGE',
      'grant on foreign data wrapper w to pg_monitor: USAGE',
      'grant on foreign server far to pg_monitor: USAGE',
      'grant on sequence public.s to pg_monitor: USAGE',
      'revoke on domain public.code from PUBLIC: USAGE',
      'revoke on language plpgsql from PUBLIC: USAGE',
    ],
  ],
  [
    'a role of any name, and what two roles granted',
    `REVOKE ALL ON SEQUENCE s FROM pg_monitor; DROP SERVER far; DROP FOREIGN DATA WRAPPER w; DROP TYPE mood; DROP DOMAIN code; GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC;
     DO $$ BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM pg_monitor', current_database()); END $$;
     CREATE ROLE "an=odd/na""me,*"; CREATE ROLE "én"; CREATE TABLE t (a int);
     GRANT USAGE ON SCHEMA public TO "an=odd/na""me,*"; GRANT SELECT ON t TO "an=odd/na""me,*" WITH GRANT OPTION; GRANT SELECT, TRUNCATE ON t TO "én"; GRANT UPDATE (a) ON t TO "én" WITH GRANT OPTION;
     SET ROLE "an=odd/na""me,*"; GRANT SELECT ON t TO "én"; RESET ROLE`,
    [
      'grant on column public.t.a to "én": UPDATE with grant option',
      'grant on schema public to "an=odd/na""me,*": USAGE',
      'grant on table public.t to "an=odd/na""me,*": SELECT with grant option',
      'grant on table public.t to "én": SELECT, TRUNCATE',
    ],
  ],
  ['nothing again', 'DROP OWNED BY "an=odd/na""me,*", "én"; DROP ROLE "an=odd/na""me,*", "én"', []],
];

it('grants are read as they differ from what Postgres gives by itself', async () => {
  const database = await databases.create();
  for (const [sentence, sql, grants] of cases) {
    await database.run(sql);
    const { objects } = await database.read(readCatalog);
    const found = objects.flatMap(({ id, attributes }) => {
      const { privileges, grantable } = attributes as Record<string, readonly string[]>;
      const each = privileges?.map((name) =>
        grantable?.includes(name) ? `${name} with grant option` : name,
      );
      return each ? [`${printIdentity(id)}: ${each.join(', ')}`] : [];
    });
    expect([sentence, found.sort()]).toEqual([sentence, grants]);
  }
});
