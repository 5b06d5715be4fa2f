import { describe, expect, it } from 'vitest';
import { statementsIn } from '../../../src/harness/sql/parse.ts';
import { reachOf } from '../../../src/harness/sql/reach.ts';

const own: ReadonlySet<string> = new Set(['app', 'app_reader']);

const reachIn = async (sql: string): Promise<(string | undefined)[]> => {
  const statements = await statementsIn(sql);
  if (statements.length === 0) throw new Error(`does not parse: ${sql}`);
  return statements.map((each) => reachOf(each, own));
};

const block = (body: string): string => `DO $$ BEGIN ${body} END $$`;
const routine = (body: string, language = 'plpgsql'): string =>
  `CREATE FUNCTION f() RETURNS void LANGUAGE ${language} AS $$ ${body} $$`;

describe('reaches beyond its database', () => {
  it.each([
    'CREATE DATABASE x',
    'DROP DATABASE x',
    'DROP DATABASE IF EXISTS x WITH (FORCE)',
    'ALTER DATABASE x RENAME TO y',
    'ALTER DATABASE x OWNER TO app',
    "ALTER DATABASE x SET work_mem = '1MB'",
    'ALTER DATABASE x CONNECTION LIMIT 0',
    "ALTER SYSTEM SET work_mem = '1MB'",
    "CREATE TABLESPACE x LOCATION '/x'",
    'DROP TABLESPACE x',
    'ALTER TABLESPACE x RENAME TO y',
    "COPY t TO PROGRAM 'sh'",
    "COPY t FROM PROGRAM 'sh'",
    "COPY (SELECT 1) TO PROGRAM 'sh'",
    "COPY t TO '/tmp/x'",
    "COPY t FROM '/etc/passwd'",
    "LOAD 'auto_explain'",
    "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p",
    'DROP SUBSCRIPTION s',
    'IMPORT FOREIGN SCHEMA public FROM SERVER s INTO t',
    "CREATE FOREIGN TABLE t (a text) SERVER s OPTIONS (program 'sh')",
    'SET SESSION AUTHORIZATION postgres',
    'GRANT CONNECT ON DATABASE x TO app',
    'REVOKE ALL ON DATABASE x FROM PUBLIC',
    'GRANT CREATE ON TABLESPACE x TO app',
    "COMMENT ON DATABASE x IS 'x'",
    'ALTER ROLE postgres SUPERUSER',
    'ALTER ROLE ALL SET work_mem = DEFAULT',
    "ALTER USER somebody PASSWORD 'x'",
    'DROP ROLE somebody',
    'DROP ROLE app, somebody',
    'ALTER ROLE somebody RENAME TO x',
    'GRANT pg_read_all_data TO somebody',
    'REVOKE a FROM b',
    'DROP OWNED BY somebody',
    'REASSIGN OWNED BY somebody TO app',
    'SELECT pg_terminate_backend(1)',
    'SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_stat_activity',
    'SELECT pg_reload_conf()',
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT * FROM pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/x')",
    "INSERT INTO t SELECT * FROM dblink('x', 'y') AS d (a int)",
    "SELECT dblink_exec('x', 'y')",
    "SELECT pg_create_logical_replication_slot('x', 'y')",
    "SELECT pg_drop_replication_slot('x')",
    "UPDATE t SET a = (SELECT length(pg_read_file('x')))",
    block('PERFORM pg_terminate_backend(1);'),
    block("EXECUTE 'DROP ' || 'x'; EXECUTE 'DROP DATABASE x';"),
    block("EXECUTE format('drop   database %I', 'x');"),
    block("COPY t TO PROGRAM 'sh';"),
    block("EXECUTE format('COPY t TO %L', '/tmp/x');"),
    block("EXECUTE 'ALTER SYSTEM SET x = 1';"),
    block("EXECUTE 'ALTER DATABASE x SET a = 1';"),
    block('ALTER ROLE somebody SUPERUSER;'),
    block('DROP ROLE IF EXISTS somebody;'),
    routine("SELECT pg_read_file('x')", 'sql'),
    routine("import os; os.system('x')", 'plpython3u'),
    routine('x', 'plperlu'),
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '$libdir/x', 'y'",
    "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'create database x'; END $$",
    'CREATE FUNCTION f() RETURNS bool LANGUAGE sql BEGIN ATOMIC SELECT pg_reload_conf(); END',
  ])('%s', async (sql) => {
    expect((await reachIn(sql)).every((what) => what !== undefined)).toBe(true);
  });
});

describe('stays within it', () => {
  it.each([
    'CREATE TABLE t (a int)',
    'CREATE TABLE database (system int, program text)',
    "COMMENT ON TABLE t IS 'drop database x'",
    "INSERT INTO t VALUES ('ALTER SYSTEM')",
    'COPY t FROM STDIN',
    'COPY t TO STDOUT',
    'CREATE ROLE app',
    "ALTER ROLE app SET work_mem = '1MB'",
    'DROP ROLE IF EXISTS app, app_reader',
    'GRANT app TO postgres',
    'GRANT pg_read_all_data TO app',
    'GRANT SELECT ON t TO somebody',
    'GRANT USAGE ON SCHEMA public TO somebody',
    'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO somebody',
    'ALTER TABLE t OWNER TO somebody',
    'REASSIGN OWNED BY app TO app_reader',
    'DROP OWNED BY CURRENT_USER',
    'SET ROLE app',
    'RESET SESSION AUTHORIZATION',
    'SET search_path = x',
    'CREATE EXTENSION postgres_fdw',
    "CREATE FOREIGN TABLE t (a text) SERVER s OPTIONS (table_name 'x')",
    "SELECT pg_notify('x', 'y'), set_config('a.b', 'c', true), pg_size_pretty(1::bigint)",
    block("RAISE NOTICE 'x'; -- DROP DATABASE x\n"),
    block("EXECUTE format('ALTER DATABASE %I SET work_mem = 1', current_database());"),
    block("IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF;"),
    block("ALTER ROLE app SET a.b = 'c';"),
    block('/* pg_terminate_backend(1) */ PERFORM 1;'),
    routine('BEGIN RETURN; END'),
    routine('SELECT', 'sql'),
  ])('%s', async (sql) => {
    expect((await reachIn(sql)).filter((what) => what !== undefined)).toEqual([]);
  });
});
