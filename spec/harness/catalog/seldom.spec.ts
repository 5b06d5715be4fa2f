import { describe, expect, it } from 'vitest';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import { useLaboratory } from './laboratory.ts';

const { readAfter } = useLaboratory();

/** Where nobody has been given anything but by Postgres itself, and all is the owner's of the database, neither is asked for. */
describe('a single right or a single owner is found, whatever it is on', () => {
  it.each([
    ['GRANT SELECT ON pg_authid TO pg_monitor', 'grant on table pg_catalog.pg_authid to pg_monitor'],
    [
      'GRANT SELECT (rolname) ON pg_authid TO pg_monitor',
      'grant on column pg_catalog.pg_authid.rolname to pg_monitor',
    ],
    [
      'GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO pg_signal_backend',
      'grant on function pg_catalog.pg_ls_dir(text) to pg_signal_backend',
    ],
    ['REVOKE ALL ON FUNCTION f() FROM PUBLIC', 'revoke on function public.f() from PUBLIC'],
    ['REVOKE ALL ON TYPE e FROM PUBLIC', 'revoke on enum public.e from PUBLIC'],
    ['GRANT USAGE ON SCHEMA s TO pg_monitor', 'grant on schema s to pg_monitor'],
    ['GRANT CREATE ON SCHEMA public TO pg_monitor', 'grant on schema public to pg_monitor'],
    ['REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC', 'revoke on language plpgsql from PUBLIC'],
    ['GRANT USAGE ON FOREIGN DATA WRAPPER w TO pg_monitor', 'grant on foreign data wrapper w to pg_monitor'],
    ['GRANT USAGE ON FOREIGN SERVER v TO pg_monitor', 'grant on foreign server v to pg_monitor'],
    [
      `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO pg_monitor', current_database()); END $$`,
      'grant on database to pg_monitor',
    ],
    ['ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor', 'grant on future tables to pg_monitor'],
  ])('%s', async (sql, expected) => {
    const [{ objects }] = await readAfter(base, sql);
    expect(
      objects.filter(({ id: { kind } }) => /^(grant|revoke)$/.test(kind)).map(({ id }) => printIdentity(id)),
    ).toEqual([expected]);
  });

  it.each([
    'TYPE e',
    'DOMAIN d',
    'TYPE r',
    'FUNCTION f()',
    'COLLATION c',
    'STATISTICS x',
    'OPERATOR === (int, int)',
    'CONVERSION n',
    'TEXT SEARCH DICTIONARY t',
    'TEXT SEARCH CONFIGURATION t',
    'SCHEMA s',
    'PUBLICATION p',
    'SERVER v',
    'TABLE member',
  ])('%s', async (what) => {
    const [{ objects }] = await readAfter(base, `ALTER ${what} OWNER TO pg_monitor`);
    expect(objects.flatMap(({ attributes: { owner = null } }) => owner ?? [])).toEqual(['pg_monitor']);
  });
});

const base = `
CREATE SCHEMA s;
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE TYPE r AS RANGE (subtype = int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE COLLATION c (locale = 'C');
CREATE TABLE a (b int, c int);
CREATE STATISTICS x ON b, c FROM a;
CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq);
CREATE CONVERSION n FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TEXT SEARCH DICTIONARY t (template = simple);
CREATE TEXT SEARCH CONFIGURATION t (parser = "default");
CREATE PUBLICATION p FOR TABLE a;
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER v FOREIGN DATA WRAPPER w;
CREATE EXTENSION hstore SCHEMA s;
CREATE TABLE member ();
ALTER EXTENSION hstore ADD TABLE member;`;
