/** What somebody makes of the ledger, and what must be said of it; `read` where nothing about it stands in the way. */
export interface HostileLedger {
  readonly sentence: string;
  /** Run as the owner of the database, who is no superuser. */
  readonly sql: string;
  /** Run before that as the superuser. */
  readonly prepared?: string;
  /** What goes on the sentence about the ledger, or that it is read as any other. */
  readonly said: RegExp | 'read';
  /** The server versions on which it can be made. */
  readonly majors?: (major: number) => boolean;
}

const ledger = 'drizzle.__drizzle_migrations';

/** Puts something else in its place that has its columns. */
const replaced = (by: string): string => `ALTER TABLE ${ledger} RENAME TO real; ${by}`;

const columns = 'id int, hash text, created_at bigint';

export const hostileLedgers: readonly HostileLedger[] = [
  {
    sentence: 'a view that calls a function',
    sql: replaced(`CREATE VIEW ${ledger} AS SELECT id, evil(hash) AS hash, created_at FROM drizzle.real`),
    said: /is a view/,
  },
  {
    sentence: 'a view of the ledger that calls nothing',
    sql: replaced(`CREATE VIEW ${ledger} WITH (security_invoker) AS SELECT * FROM drizzle.real`),
    said: /is a view/,
  },
  {
    sentence: 'a materialized view',
    sql: replaced(`CREATE MATERIALIZED VIEW ${ledger} AS SELECT * FROM drizzle.real`),
    said: /is a materialized view/,
  },
  {
    sentence: 'a foreign table',
    prepared: 'CREATE EXTENSION postgres_fdw; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO PUBLIC',
    sql: replaced(`CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
      CREATE FOREIGN TABLE ${ledger} (${columns}) SERVER elsewhere`),
    said: /is a foreign table/,
  },
  {
    sentence: 'a partitioned table',
    sql: replaced(`CREATE TABLE ${ledger} (${columns}) PARTITION BY LIST (id);
      CREATE TABLE drizzle.part PARTITION OF ${ledger} DEFAULT`),
    said: /is a partitioned table/,
  },
  {
    sentence: 'a sequence',
    sql: replaced(`CREATE SEQUENCE ${ledger}`),
    said: /is a sequence/,
  },
  {
    sentence: 'a table with a column of a composite type that has a cast to json',
    sql: `CREATE TYPE pair AS (a int, b int);
      CREATE FUNCTION as_json(pair) RETURNS json LANGUAGE plpgsql AS $$ BEGIN PERFORM evil(''); RETURN '{}'; END $$;
      CREATE CAST (pair AS json) WITH FUNCTION as_json(pair); CREATE CAST (pair AS text) WITH INOUT AS IMPLICIT;
      ALTER TABLE ${ledger} ADD extra pair DEFAULT '(1,2)'`,
    said: /column extra of type public\.pair, which Postgres does not bring/,
  },
  {
    sentence: 'a table with a column of an enum that has a cast to json',
    sql: `CREATE TYPE mood AS ENUM ('bad');
      CREATE FUNCTION as_json(mood) RETURNS json LANGUAGE plpgsql AS $$ BEGIN PERFORM evil(''); RETURN '{}'; END $$;
      CREATE CAST (mood AS json) WITH FUNCTION as_json(mood); ALTER TABLE ${ledger} ADD name mood DEFAULT 'bad'`,
    said: /column name of type public\.mood/,
  },
  {
    sentence: 'a hash of an enum that has a cast to text',
    sql: `CREATE TYPE mood AS ENUM ('bad');
      CREATE FUNCTION as_text(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN evil(''); END $$;
      CREATE CAST (mood AS text) WITH FUNCTION as_text(mood) AS IMPLICIT;
      ALTER TABLE ${ledger} DROP hash, ADD hash mood DEFAULT 'bad'`,
    said: /column hash of type public\.mood/,
  },
  {
    sentence: 'a hash of a domain with a check',
    sql: `CREATE DOMAIN digest AS text CHECK (evil(VALUE) <> ''); ALTER TABLE ${ledger} ALTER hash TYPE digest`,
    said: /column hash of type public\.digest/,
  },
  {
    sentence: 'an array of a type of theirs',
    sql: `CREATE TYPE mood AS ENUM ('bad'); ALTER TABLE ${ledger} ADD moods mood[]`,
    said: /column moods of type public\.mood\[\]/,
  },
  {
    sentence: 'a type of theirs that is called like one of Postgres',
    sql: `CREATE DOMAIN public.int8 AS bigint CHECK (evil(VALUE::text) <> '');
      ALTER TABLE ${ledger} ALTER created_at TYPE public.int8`,
    said: /column created_at of type public\.int8/,
  },
  {
    sentence: 'a stored generated column',
    sql: `ALTER TABLE ${ledger} ADD seen text GENERATED ALWAYS AS (evil(hash)) STORED`,
    said: /a generated column, seen/,
  },
  {
    sentence: 'a virtual generated column in the place of the name',
    sql: `ALTER TABLE ${ledger} ADD name text GENERATED ALWAYS AS (lower(hash)) VIRTUAL`,
    said: /a generated column, name/,
    majors: (major) => major >= 18,
  },
  {
    sentence: 'a rule that turns a table into a view',
    sql: replaced(`CREATE TABLE ${ledger} (${columns});
      CREATE RULE "_RETURN" AS ON SELECT TO ${ledger} DO INSTEAD SELECT id, evil(hash) AS hash, created_at FROM drizzle.real`),
    said: /is a view/,
    majors: (major) => major < 16,
  },
  {
    sentence: 'a rule on what the migrator inserts',
    sql: `CREATE RULE also AS ON INSERT TO ${ledger} DO ALSO SELECT evil(NEW.hash)`,
    said: /has rules/,
  },
  {
    sentence: 'a table that inherits from it',
    sql: `CREATE TABLE drizzle.more (extra text DEFAULT 'x') INHERITS (${ledger})`,
    said: /has tables that inherit from it/,
  },
  {
    sentence: 'a time that is a text',
    sql: `ALTER TABLE ${ledger} ALTER created_at TYPE text; UPDATE ${ledger} SET created_at = 'yesterday'`,
    said: /column created_at of type text, not bigint/,
  },
  {
    sentence: 'no column for the hash',
    sql: `ALTER TABLE ${ledger} RENAME hash TO sum`,
    said: /has no column hash/,
  },
  {
    sentence: 'a row without a time, which Drizzle takes for the newest',
    sql: `INSERT INTO ${ledger} (hash) VALUES ('x')`,
    said: /holds a row without a hash or without created_at/,
  },
  {
    sentence: 'a row without a hash',
    sql: `ALTER TABLE ${ledger} ALTER hash DROP NOT NULL; INSERT INTO ${ledger} (created_at) VALUES (1)`,
    said: /holds a row without a hash or without created_at/,
  },
  {
    sentence: 'a value of ten million characters',
    sql: `INSERT INTO ${ledger} (hash, created_at) VALUES (repeat('x', 10000000), 1)`,
    said: /holds values that are longer than a hash or a name/,
  },
  {
    sentence: 'more rows than anybody has migrations',
    sql: `INSERT INTO ${ledger} (hash, created_at) SELECT repeat('0', 64), 0 FROM generate_series(1, 90000)`,
    said: /takes \d+ MB/,
  },
  {
    sentence: 'a policy that calls a function',
    sql: `CREATE POLICY p ON ${ledger} USING (evil(hash) <> ''); ALTER TABLE ${ledger} ENABLE ROW LEVEL SECURITY;
      ALTER TABLE ${ledger} FORCE ROW LEVEL SECURITY`,
    said: 'read',
  },
  {
    sentence: 'an index on an expression that planning works out',
    sql: `CREATE INDEX ON ${ledger} ((hash || evil('x')))`,
    said: 'read',
  },
  {
    sentence: 'an index of some rows, by an expression that planning works out',
    sql: `CREATE INDEX ON ${ledger} (created_at) WHERE evil('x') <> ''`,
    said: 'read',
  },
  {
    sentence: 'statistics on an expression that planning works out',
    sql: `CREATE STATISTICS drizzle.of_evil ON (hash || evil('x')), created_at FROM ${ledger}`,
    said: 'read',
  },
  {
    sentence: 'a check that planning works out, where the database has it look at checks',
    sql: `ALTER TABLE ${ledger} ADD CHECK (evil('x') IS NOT NULL AND created_at >= 0);
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET constraint_exclusion = on', current_database()); END $$`,
    said: 'read',
  },
  {
    sentence: 'triggers and defaults',
    sql: `ALTER TABLE ${ledger} ALTER hash SET DEFAULT evil('x');
      CREATE TRIGGER seen BEFORE INSERT ON ${ledger} FOR EACH ROW EXECUTE FUNCTION evil_trigger()`,
    said: 'read',
  },
  {
    sentence: 'functions, operators and tables in the search path that are called like those of Postgres',
    sql: `CREATE FUNCTION public.has_schema_privilege(oid, text) RETURNS boolean LANGUAGE sql AS 'SELECT evil($2) IS NULL';
      CREATE FUNCTION public.row_security_active(oid) RETURNS boolean LANGUAGE sql AS 'SELECT evil($1::text) IS NULL';
      CREATE FUNCTION public.to_regclass(text) RETURNS regclass LANGUAGE sql AS 'SELECT evil($1)::regclass';
      CREATE FUNCTION public.eq(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT evil($2) IS NULL';
      CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = text, FUNCTION = public.eq);
      CREATE OPERATOR public.<> (LEFTARG = name, RIGHTARG = text, FUNCTION = public.eq);
      CREATE VIEW public.pg_class AS SELECT evil('x'); CREATE VIEW public.pg_settings AS SELECT evil('x') AS name;
      CREATE TABLE public.pg_namespace (nspname text);
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$`,
    said: 'read',
  },
];
