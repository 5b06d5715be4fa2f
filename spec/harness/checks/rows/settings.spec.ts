import { describe, expect, it } from 'vitest';
import { useTrials } from './bench.ts';

const tryOut = useTrials();

const before = `CREATE TABLE t (id integer PRIMARY KEY, a text); GRANT ALL ON t TO pg_monitor;
CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
GRANT ALL ON SCHEMA drizzle TO pg_monitor; GRANT ALL ON ALL TABLES IN SCHEMA drizzle TO pg_monitor;
GRANT ALL ON ALL SEQUENCES IN SCHEMA drizzle TO pg_monitor;
CREATE FUNCTION for_good() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('search_path', 'nowhere', false); END $$;
CREATE FUNCTION by_set() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET session_replication_role = replica; END $$;
CREATE FUNCTION by_alter() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  ALTER TABLE t ADD COLUMN IF NOT EXISTS b text; EXECUTE 'SET TIME ZONE 5'; END $$;
CREATE FUNCTION for_tenant() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET app.tenant = '7'; END $$;
CREATE FUNCTION for_now() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('search_path', 'nowhere', true); END $$;
CREATE FUNCTION by_set_local() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET LOCAL session_replication_role = replica; END $$;
CREATE FUNCTION of_its_own() RETURNS void LANGUAGE plpgsql SET search_path = nowhere AS $$ BEGIN PERFORM 1; END $$;
CREATE PROCEDURE by_call() LANGUAGE plpgsql AS $$ BEGIN SET row_security = off; END $$;`;

const saidOf = async (up: string, down = 'SELECT 1;') => {
  const { findings } = await tryOut({ before, up, down });
  return findings.filter(({ rule }) => rule === 'migration-leaves-setting');
};

describe('what a step sets for the rest of its session is found, with the statement', () => {
  it.each([
    ['SET search_path = nowhere', 'search_path'],
    ['SET SESSION search_path TO public, nowhere', 'search_path'],
    ["SELECT set_config('search_path', 'nowhere', false)", 'search_path'],
    ["SELECT pg_catalog.set_config('search_path', '', false)", 'search_path'],
    ["SET SCHEMA 'nowhere'", 'search_path'],
    ['SET ROLE pg_monitor', 'role'],
    ["SELECT set_config('role', 'pg_monitor', false)", 'role'],
    ['SET SESSION AUTHORIZATION pg_monitor', 'session_authorization'],
    ['SET session_replication_role = replica', 'session_replication_role'],
    ['SET row_security = off', 'row_security'],
    ["SET TIME ZONE 'Asia/Tokyo'", 'TimeZone'],
    ["SET datestyle TO 'German'", 'DateStyle'],
    ["SET intervalstyle = 'iso_8601'", 'IntervalStyle'],
    [
      'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE',
      'default_transaction_isolation',
    ],
    ['SET default_transaction_isolation = serializable', 'default_transaction_isolation'],
    ["SET default_text_search_config = 'pg_catalog.german'", 'default_text_search_config'],
    ['SET default_tablespace = pg_default', 'default_tablespace'],
    ["SET bytea_output = 'escape'", 'bytea_output'],
    ['SET standard_conforming_strings = off', 'standard_conforming_strings'],
    ["SET app.tenant = '1'", 'app.tenant'],
    ["SELECT set_config('app.tenant', '1', false)", 'app.tenant'],
    ["DO $$ BEGIN PERFORM set_config('search_path', 'nowhere', false); END $$", 'search_path'],
    ['DO $$ BEGIN SET session_replication_role = replica; END $$', 'session_replication_role'],
    ["DO $$ BEGIN EXECUTE 'SET ROLE pg_monitor'; END $$", 'role'],
    ['SELECT for_good()', 'search_path'],
    ['SELECT by_set()', 'session_replication_role'],
    ['SELECT by_alter()', 'TimeZone'],
    ['SELECT for_tenant()', 'app.tenant'],
    ['CALL by_call()', 'row_security'],
  ])('%s', async (statement, name) => {
    const said = await saidOf(`SELECT 1;\n${statement};\nSELECT id FROM public.t;`);
    expect(said).toMatchObject([
      { severity: 'breaking', object: { kind: 'setting', name }, step: { direction: 'up' } },
    ]);
  });
});

it.each([
  [
    'by its name',
    'SET ROLE pg_monitor',
    'role',
    /leaves role at "pg_monitor", not "none", .*: SET ROLE pg_monitor$/,
  ],
  ['by words of its own', "SET TIME ZONE 'Asia/Tokyo'", 'TimeZone', /: SET TIME ZONE 'Asia\/Tokyo'$/],
  ['by a function', 'SELECT for_good()', 'search_path', /: SELECT for_good\(\)$/],
])('the statement that sets it %s is named', async (_, statement, name, says) => {
  const [said] = await saidOf(`SET application_name = 'x'; RESET application_name;\n${statement};`);
  expect(said).toMatchObject({ object: { name }, message: expect.stringMatching(says), source: { line: 2 } });
});

it('of a down it is found as well', async () => {
  expect(await saidOf('SELECT 1;', 'SELECT 1;\nSET session_replication_role = replica;')).toMatchObject([
    { severity: 'breaking', step: { direction: 'down' }, source: { line: 2 } },
  ]);
});

it('of a step that runs in no transaction it is found as well', async () => {
  const up = 'CREATE INDEX CONCURRENTLY i ON t (a);\nSET search_path = nowhere;';
  expect(await saidOf(up, 'DROP INDEX public.i;')).toMatchObject([
    { severity: 'breaking', object: { name: 'search_path' }, source: { line: 2 } },
  ]);
});

describe('what ends with its transaction, or is taken back, is not', () => {
  it.each([
    'SET LOCAL search_path = nowhere',
    'SET LOCAL ROLE pg_monitor',
    'SET LOCAL session_replication_role = replica',
    "SELECT set_config('search_path', 'nowhere', true)",
    "SET LOCAL app.tenant = '1'",
    'SET search_path = nowhere; RESET search_path',
    'SET search_path = nowhere; SET search_path TO DEFAULT',
    'SET ROLE pg_monitor; RESET ROLE',
    'SET ROLE pg_monitor; SET ROLE NONE',
    'SET SESSION AUTHORIZATION pg_monitor; RESET SESSION AUTHORIZATION',
    'SET session_replication_role = replica; SET session_replication_role = origin',
    "SET TIME ZONE 'Asia/Tokyo'; SET TIME ZONE LOCAL",
    "SET app.tenant = '1'; RESET app.tenant",
    "SET search_path = nowhere; SET datestyle = 'German'; RESET ALL",
    'SET search_path = nowhere; SET ROLE pg_monitor; DISCARD ALL',
    'SET search_path = "$user", public',
    'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
    'SELECT for_now()',
    'SELECT by_set_local()',
    'SELECT of_its_own()',
    'DO $$ BEGIN SET LOCAL search_path = nowhere; END $$',
  ])('%s', async (statements) => {
    expect(await saidOf(`${statements};`)).toEqual([]);
  });
});

it.each(['lock_timeout', 'statement_timeout', 'work_mem', 'client_min_messages'])(
  '%s says nothing of what later statements mean, and is an info',
  async (name) => {
    const value = name === 'work_mem' ? "'8MB'" : name.endsWith('timeout') ? "'5s'" : 'warning';
    expect(await saidOf(`SET ${name} = ${value};`)).toMatchObject([{ severity: 'info', object: { name } }]);
  },
);
