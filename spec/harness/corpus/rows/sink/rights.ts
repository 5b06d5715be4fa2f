import { alterDatabase, mutations } from '../row.ts';

const app = 'driftproof_sink_app';
const reader = 'driftproof_sink_reader';
const writer = 'driftproof_sink_writer';

export const lostGrants = mutations('sink', 'grant', [
  [
    'all on a table',
    `REVOKE ALL ON people FROM ${app}`,
    `grant-missing on table public.people to ${app}`,
    `grant-missing on column public.people.nick to ${app}`,
  ],
  [
    'one privilege of two',
    `REVOKE INSERT ON people FROM ${app}`,
    `grant-privileges on table public.people to ${app}`,
  ],
  [
    'the one on a column',
    `REVOKE UPDATE (nick) ON people FROM ${app}`,
    `grant-missing on column public.people.nick to ${app}`,
  ],
  [
    'a grant option',
    `REVOKE GRANT OPTION FOR SELECT ON hand.cache FROM ${app}`,
    `grant-grantable on table hand.cache to ${app}`,
  ],
  [
    'a privilege with its grant option',
    `REVOKE SELECT ON hand.cache FROM ${app}`,
    `grant-grantable on table hand.cache to ${app}`,
    `grant-privileges on table hand.cache to ${app}`,
  ],
  [
    'on a materialized view',
    `REVOKE SELECT ON hand.rooms FROM ${app}`,
    `grant-missing on materialized view hand.rooms to ${app}`,
  ],
  [
    'on a sequence',
    `REVOKE USAGE ON SEQUENCE hand.numbers FROM ${app}`,
    `grant-missing on sequence hand.numbers to ${app}`,
  ],
  ['on a schema', `REVOKE USAGE ON SCHEMA hand FROM ${app}`, `grant-missing on schema hand to ${app}`],
  [
    'on a function',
    `REVOKE EXECUTE ON FUNCTION hand.guarded() FROM ${app}`,
    `grant-missing on function hand.guarded() to ${app}`,
  ],
  [
    'on a procedure',
    `REVOKE EXECUTE ON PROCEDURE hand.sweep() FROM ${app}`,
    `grant-missing on procedure hand.sweep() to ${app}`,
  ],
  [
    'on a domain',
    `REVOKE USAGE ON DOMAIN hand.token FROM ${app}`,
    `grant-missing on domain hand.token to ${app}`,
  ],
  [
    'of tables to come',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse REVOKE ALL ON TABLES FROM ${app}`,
    `grant-missing on future tables in warehouse to ${app}`,
  ],
  [
    'one of tables to come',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse REVOKE INSERT ON TABLES FROM ${app}`,
    `grant-privileges on future tables in warehouse to ${app}`,
  ],
  [
    'with a function that was made again',
    `DROP PROCEDURE hand.sweep(); CREATE PROCEDURE hand.sweep() LANGUAGE sql AS 'SELECT 1'`,
    `grant-missing on procedure hand.sweep() to ${app}`,
  ],
]);

export const gainedGrants = mutations('sink', 'grant', [
  [
    'on a table beside',
    `GRANT SELECT ON hand.booking TO ${app}`,
    `grant-extra on table hand.booking to ${app}`,
  ],
  [
    'one more on a table',
    `GRANT DELETE ON people TO ${app}`,
    `grant-privileges on table public.people to ${app}`,
  ],
  [
    'everything on a table',
    `GRANT ALL ON people TO ${app}`,
    `grant-privileges on table public.people to ${app}`,
  ],
  [
    'one more on a column',
    `GRANT SELECT (nick) ON people TO ${app}`,
    `grant-privileges on column public.people.nick to ${app}`,
  ],
  [
    'on another column',
    `GRANT UPDATE (age) ON people TO ${app}`,
    `grant-extra on column public.people.age to ${app}`,
  ],
  [
    'a grant option more',
    `GRANT INSERT ON people TO ${app} WITH GRANT OPTION`,
    `grant-grantable on table public.people to ${app}`,
  ],
  [
    'a grant option of another role',
    `GRANT SELECT ON people TO ${reader} WITH GRANT OPTION`,
    `grant-extra on table public.people to ${reader}`,
  ],
  ['on a view', `GRANT UPDATE ON adults TO ${app}`, `grant-extra on view public.adults to ${app}`],
  [
    'on a column of a view',
    `GRANT UPDATE (nick) ON adults TO ${app}`,
    `grant-extra on column public.adults.nick to ${app}`,
  ],
  [
    'on another sequence',
    `GRANT ALL ON SEQUENCE plain_seq TO ${app}`,
    `grant-extra on sequence public.plain_seq to ${app}`,
  ],
  [
    'more on a sequence',
    `GRANT UPDATE ON SEQUENCE hand.numbers TO ${app}`,
    `grant-privileges on sequence hand.numbers to ${app}`,
  ],
  [
    'to create in a schema',
    `GRANT CREATE ON SCHEMA hand TO ${app}`,
    `grant-privileges on schema hand to ${app}`,
  ],
  [
    'to use another schema',
    `GRANT USAGE ON SCHEMA warehouse TO ${app}`,
    `grant-extra on schema warehouse to ${app}`,
  ],
  [
    'on a function that PUBLIC may not call',
    `REVOKE EXECUTE ON FUNCTION hand.many() FROM PUBLIC; GRANT EXECUTE ON FUNCTION hand.many() TO ${app}`,
    `grant-extra on function hand.many() to ${app}`,
  ],
  [
    'on a function beside',
    `GRANT EXECUTE ON FUNCTION hand.secret() TO ${app} WITH GRANT OPTION`,
    `grant-extra on function hand.secret() to ${app}`,
  ],
  [
    'on an enum',
    `GRANT USAGE ON TYPE mood TO ${app} WITH GRANT OPTION`,
    `grant-extra on enum public.mood to ${app}`,
  ],
  [
    'on a composite type',
    `GRANT USAGE ON TYPE hand.address TO ${app} WITH GRANT OPTION`,
    `grant-extra on composite type hand.address to ${app}`,
  ],
  [
    'on a range type',
    `GRANT USAGE ON TYPE hand.span TO ${app} WITH GRANT OPTION`,
    `grant-extra on type hand.span to ${app}`,
  ],
  [
    'on the database',
    alterDatabase('SET work_mem FROM CURRENT').replace(
      'ALTER DATABASE %I SET work_mem FROM CURRENT',
      `GRANT CREATE ON DATABASE %I TO ${app}`,
    ),
    `grant-extra on database to ${app}`,
  ],
  [
    'on a language',
    `GRANT USAGE ON LANGUAGE plpgsql TO ${app} WITH GRANT OPTION`,
    `grant-extra on language plpgsql to ${app}`,
  ],
  [
    'on a member of an extension',
    `GRANT EXECUTE ON FUNCTION digest(text, text) TO ${app}`,
    `grant-extra on function public.digest(text, text) to ${app}`,
  ],
  [
    'on what is Postgres’s own',
    `GRANT EXECUTE ON FUNCTION pg_read_file(text) TO ${app}`,
    `grant-extra on function pg_catalog.pg_read_file(text) to ${app}`,
  ],
  [
    'on every table of a schema',
    `GRANT SELECT ON ALL TABLES IN SCHEMA warehouse TO ${app}`,
    `grant-extra on view warehouse.shelves to ${app}`,
    `grant-extra on materialized view warehouse.empty_ages to ${app}`,
    `grant-extra on table warehouse.items to ${app}`,
    `grant-extra on table warehouse.places to ${app}`,
  ],
  [
    'more of tables to come',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse GRANT DELETE ON TABLES TO ${app}`,
    `grant-privileges on future tables in warehouse to ${app}`,
  ],
  [
    'of tables to come elsewhere',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${app}`,
    `grant-extra on future tables in public to ${app}`,
  ],
  [
    'of sequences to come, wherever',
    `ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO ${app}`,
    `grant-extra on future sequences to ${app}`,
  ],
  [
    'a grant option of tables to come',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse GRANT SELECT ON TABLES TO ${app} WITH GRANT OPTION`,
    `grant-grantable on future tables in warehouse to ${app}`,
  ],
  [
    'of tables that somebody else makes',
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${writer} IN SCHEMA warehouse GRANT SELECT ON TABLES TO ${app}`,
    `grant-extra on future tables of ${writer} in warehouse to ${app}`,
  ],
]);

export const grantsToPublic = mutations('sink', 'grant', [
  ['to PUBLIC on a table', 'GRANT SELECT ON notes TO PUBLIC', 'grant-extra on table public.notes to PUBLIC'],
  [
    'to PUBLIC on a column',
    'GRANT SELECT (email) ON people TO PUBLIC',
    'grant-extra on column public.people.email to PUBLIC',
  ],
  [
    'to PUBLIC on a sequence',
    'GRANT USAGE ON SEQUENCE plain_seq TO PUBLIC',
    'grant-extra on sequence public.plain_seq to PUBLIC',
  ],
  [
    'to PUBLIC on a schema',
    'GRANT USAGE, CREATE ON SCHEMA hand TO PUBLIC',
    'grant-extra on schema hand to PUBLIC',
  ],
  [
    'to PUBLIC of tables to come',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse GRANT SELECT ON TABLES TO PUBLIC',
    'grant-extra on future tables in warehouse to PUBLIC',
  ],
  ['to PUBLIC on a view', 'GRANT ALL ON staff TO PUBLIC', 'grant-extra on view public.staff to PUBLIC'],
  [
    'to PUBLIC on a server’s file function',
    'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC',
    'grant-extra on function pg_catalog.pg_read_file(text) to PUBLIC',
  ],
  [
    'to PUBLIC on the database',
    alterDatabase('SET work_mem FROM CURRENT').replace(
      'ALTER DATABASE %I SET work_mem FROM CURRENT',
      'GRANT CREATE ON DATABASE %I TO PUBLIC',
    ),
    'grant-extra on database to PUBLIC',
  ],
]);

export const revocations = mutations('sink', 'revoke', [
  [
    'a privilege given back to an owner',
    'GRANT TRUNCATE ON hand.homes TO CURRENT_USER',
    'revoke-privileges on table hand.homes from its owner',
  ],
  [
    'all privileges given back to an owner',
    'GRANT ALL ON hand.homes TO CURRENT_USER',
    'revoke-missing on table hand.homes from its owner',
  ],
  [
    'a function given back to PUBLIC',
    'GRANT EXECUTE ON FUNCTION hand.guarded() TO PUBLIC',
    'revoke-missing on function hand.guarded() from PUBLIC',
  ],
  [
    'a domain given back to PUBLIC',
    'GRANT USAGE ON DOMAIN hand.token TO PUBLIC',
    'revoke-missing on domain hand.token from PUBLIC',
  ],
  [
    'a privilege of a table’s own owner',
    'REVOKE DELETE ON people FROM CURRENT_USER',
    'revoke-extra on table public.people from its owner',
  ],
  [
    'all privileges of a table’s own owner',
    'REVOKE ALL ON people FROM CURRENT_USER',
    'revoke-extra on table public.people from its owner',
  ],
  [
    'the right of an owner to call a function',
    'REVOKE EXECUTE ON FUNCTION hand.guarded() FROM CURRENT_USER',
    'revoke-extra on function hand.guarded() from its owner',
  ],
]);

export const maintained = mutations(
  'sink',
  'grant',
  [
    [
      'to maintain a table',
      `GRANT MAINTAIN ON people TO ${app}`,
      `grant-privileges on table public.people to ${app}`,
    ],
  ],
  17,
);
