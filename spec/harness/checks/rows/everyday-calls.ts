import { type CloseCall, dropB, people, table } from './close-call.ts';

const fails = 'migration-fails-on-rows';
const changes = 'migration-changes-rows';
const downChanges = 'migration-down-changes-rows';
const inserts = 'migration-breaks-inserts';
const refused = 'migration-fails-as-owner';
const depends = 'migration-depends-on-session';

const addB = (type: string, sql: string): CloseCall['bad'] => [
  `ALTER TABLE t ADD COLUMN b ${type}; UPDATE t SET b = ${sql}; ALTER TABLE t ALTER COLUMN b SET NOT NULL;`,
  dropB,
];
const tags = 'CREATE TABLE tag (t integer REFERENCES t ON DELETE CASCADE, name text, PRIMARY KEY (t, name));';
const moments =
  "CREATE TABLE t (id serial PRIMARY KEY, at timestamp NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01'));";
const touched = `CREATE TABLE t (id serial PRIMARY KEY, a text, updated timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();`;
const categories = `CREATE TABLE category (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE product (id serial PRIMARY KEY, category integer REFERENCES category ON DELETE CASCADE, name text);`;
const toDefault = `INSERT INTO category (name) VALUES ('in no category yet');
UPDATE product SET category = (SELECT id FROM category WHERE name = 'in no category yet') WHERE category IS NULL;
ALTER TABLE product ALTER COLUMN category SET NOT NULL;`;
const plans =
  "CREATE TABLE plan (id serial PRIMARY KEY, name text NOT NULL); INSERT INTO plan (id, name) VALUES (1, 'free'), (2, 'pro');";

/** What people do on a working day, and what they should have done. */
export const everydayCalls: readonly CloseCall[] = [
  {
    name: 'the first of two numbers that is there, where neither need be',
    before: table('mobile text, landline text'),
    bad: addB('text', 'coalesce(mobile, landline)'),
    rule: fails,
    good: addB('text', "coalesce(mobile, landline, '')"),
  },
  {
    name: 'words that become numbers, of which one was forgotten',
    before: table("v text NOT NULL CHECK (v IN ('active', 'inactive', 'banned'))"),
    bad: [
      "ALTER TABLE t DROP CONSTRAINT t_v_check; ALTER TABLE t ALTER COLUMN v DROP NOT NULL, ALTER COLUMN v TYPE integer USING CASE v WHEN 'active' THEN 1 WHEN 'inactive' THEN 0 END;",
      "ALTER TABLE t ALTER COLUMN v TYPE text USING CASE v WHEN 1 THEN 'active' ELSE 'inactive' END, ALTER COLUMN v SET NOT NULL; ALTER TABLE t ADD CHECK (v IN ('active', 'inactive', 'banned'));",
    ],
    rule: changes,
    good: [
      "ALTER TABLE t DROP CONSTRAINT t_v_check; ALTER TABLE t ALTER COLUMN v TYPE integer USING CASE v WHEN 'active' THEN 1 WHEN 'inactive' THEN 0 ELSE 2 END;",
      "ALTER TABLE t ALTER COLUMN v TYPE text USING CASE v WHEN 1 THEN 'active' WHEN 0 THEN 'inactive' ELSE 'banned' END; ALTER TABLE t ADD CHECK (v IN ('active', 'inactive', 'banned'));",
    ],
  },
  {
    name: 'addresses in small letters, of which there must be one each',
    before: table('email text NOT NULL UNIQUE'),
    bad: ['UPDATE t SET email = lower(email);', '-- irreversible: cases are gone'],
    rule: fails,
    good: [
      'ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = lower(email); CREATE INDEX t_b ON t (b);',
      dropB,
    ],
  },
  {
    name: 'a word that becomes one of an enum',
    before: table("v text NOT NULL CHECK (lower(v) IN ('draft', 'done'))"),
    bad: [
      "CREATE TYPE progress AS ENUM ('draft', 'done'); ALTER TABLE t ADD COLUMN b progress; UPDATE t SET b = v::progress;",
      `${dropB} DROP TYPE progress;`,
    ],
    rule: fails,
    good: [
      "CREATE TYPE progress AS ENUM ('draft', 'done'); ALTER TABLE t ADD COLUMN b progress; UPDATE t SET b = lower(v)::progress;",
      `${dropB} DROP TYPE progress;`,
    ],
  },
  {
    name: 'a switch in a document',
    before: table('settings jsonb NOT NULL'),
    bad: [
      "ALTER TABLE t ADD COLUMN b boolean; UPDATE t SET b = (settings ->> 'newsletter')::boolean;",
      dropB,
    ],
    rule: fails,
    good: [`ALTER TABLE t ADD COLUMN b boolean; UPDATE t SET b = settings @> '{"newsletter": true}';`, dropB],
  },
  {
    name: 'an index on a number in a document',
    before: table('settings jsonb NOT NULL'),
    bad: ["CREATE INDEX t_age ON t (((settings ->> 'age')::integer));", 'DROP INDEX t_age;'],
    rule: fails,
    good: ["CREATE INDEX t_age ON t ((settings -> 'age'));", 'DROP INDEX t_age;'],
  },
  {
    name: 'tags of an array in rows of their own, where one is there twice or not at all',
    before: table('names text[] NOT NULL'),
    bad: [`${tags} INSERT INTO tag SELECT id, unnest(names) FROM t;`, 'DROP TABLE tag;'],
    rule: fails,
    good: [
      `${tags} INSERT INTO tag SELECT DISTINCT t.id, n FROM t, unnest(t.names) AS n WHERE n IS NOT NULL;`,
      'DROP TABLE tag;',
    ],
  },
  {
    name: 'a list in a text that becomes an array, and blanks that are gone',
    before: table('v text NOT NULL'),
    bad: [
      String.raw`ALTER TABLE t ALTER COLUMN v TYPE text[] USING regexp_split_to_array(v, ',\s*');`,
      "ALTER TABLE t ALTER COLUMN v TYPE text USING array_to_string(v, ',');",
    ],
    rule: downChanges,
    good: [
      "ALTER TABLE t ALTER COLUMN v TYPE text[] USING string_to_array(v, ',');",
      "ALTER TABLE t ALTER COLUMN v TYPE text USING array_to_string(v, ',');",
    ],
  },
  {
    name: 'amounts in cents that do not fit',
    before: table('v numeric(10, 2) NOT NULL'),
    bad: [
      'ALTER TABLE t ALTER COLUMN v TYPE integer USING (v * 100)::integer;',
      'ALTER TABLE t ALTER COLUMN v TYPE numeric(10, 2) USING v / 100.0;',
    ],
    rule: fails,
    good: [
      'ALTER TABLE t ALTER COLUMN v TYPE bigint USING (v * 100)::bigint;',
      'ALTER TABLE t ALTER COLUMN v TYPE numeric(10, 2) USING v / 100.0;',
    ],
  },
  {
    name: 'moments in seconds, without their fractions',
    before: moments,
    bad: [
      'ALTER TABLE t DROP CONSTRAINT t_at_check; ALTER TABLE t ALTER COLUMN at TYPE bigint USING floor(extract(epoch FROM at));',
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING timestamp '1970-01-01' + at * interval '1 second'; ALTER TABLE t ADD CHECK (at > '2000-01-01');",
    ],
    rule: downChanges,
    good: [
      'ALTER TABLE t DROP CONSTRAINT t_at_check; ALTER TABLE t ALTER COLUMN at TYPE bigint USING extract(epoch FROM at) * 1000000;',
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING timestamp '1970-01-01' + at * interval '1 microsecond'; ALTER TABLE t ADD CHECK (at > '2000-01-01');",
    ],
  },
  {
    name: 'triggers of the system that only a superuser switches off',
    before: people,
    bad: [
      'ALTER TABLE t DISABLE TRIGGER ALL; UPDATE t SET a = a; ALTER TABLE t ENABLE TRIGGER ALL; CREATE TABLE u (t integer REFERENCES t); ALTER TABLE u DISABLE TRIGGER ALL; ALTER TABLE u ENABLE TRIGGER ALL;',
      'DROP TABLE u;',
    ],
    rule: refused,
    good: [
      'CREATE TABLE u (t integer REFERENCES t); ALTER TABLE u DISABLE TRIGGER USER; ALTER TABLE u ENABLE TRIGGER USER;',
      'DROP TABLE u;',
    ],
  },
  {
    name: 'a backfill that a trigger takes for an edit',
    before: touched,
    bad: ["ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = 'none';", dropB],
    rule: changes,
    good: [
      "ALTER TABLE t ADD COLUMN b text; ALTER TABLE t DISABLE TRIGGER touch; UPDATE t SET b = 'none'; ALTER TABLE t ENABLE TRIGGER touch;",
      dropB,
    ],
  },
  {
    name: 'moments that get a zone, whichever the session has',
    before: moments,
    bad: [
      'ALTER TABLE t DROP CONSTRAINT t_at_check; ALTER TABLE t ALTER COLUMN at TYPE timestamptz;',
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC'; ALTER TABLE t ADD CHECK (at > '2000-01-01');",
    ],
    rule: depends,
    good: [
      "ALTER TABLE t DROP CONSTRAINT t_at_check; ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC'; ALTER TABLE t ADD CHECK (at > '2000-01-01');",
    ],
  },
  {
    name: 'rows with numbers of their own in a table that is new',
    before: people,
    bad: [plans, 'DROP TABLE plan;'],
    rule: inserts,
    good: [`${plans} SELECT setval('plan_id_seq', max(id)) FROM plan;`, 'DROP TABLE plan;'],
  },
  {
    name: 'a table that is copied with its identity, which begins at 1',
    before: 'CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a text);',
    bad: [
      'CREATE TABLE u (LIKE t INCLUDING ALL); INSERT INTO u SELECT * FROM t; DROP TABLE t; ALTER TABLE u RENAME TO t;',
      '-- irreversible: copied',
    ],
    rule: inserts,
    good: [
      "CREATE TABLE u (LIKE t INCLUDING ALL); INSERT INTO u SELECT * FROM t; DROP TABLE t; ALTER TABLE u RENAME TO t; SELECT setval(pg_get_serial_sequence('t', 'id'), max(id)) FROM t;",
      '-- irreversible: copied',
    ],
  },
  {
    name: 'a setting that somebody may have changed',
    before: 'CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL);',
    bad: [
      "INSERT INTO setting VALUES ('theme', 'dark') ON CONFLICT (key) DO UPDATE SET value = excluded.value;",
      '-- irreversible: set',
    ],
    rule: changes,
    good: [
      "INSERT INTO setting VALUES ('theme', 'dark') ON CONFLICT (key) DO NOTHING;",
      '-- irreversible: set',
    ],
  },
  {
    name: 'one row for each, NULL included',
    before: table('a text, b text'),
    bad: [
      'ALTER TABLE t ADD CONSTRAINT t_key UNIQUE NULLS NOT DISTINCT (a, b);',
      'ALTER TABLE t DROP CONSTRAINT t_key;',
    ],
    rule: fails,
    good: [
      'ALTER TABLE t ADD CONSTRAINT t_key UNIQUE NULLS NOT DISTINCT (id, b);',
      'ALTER TABLE t DROP CONSTRAINT t_key;',
    ],
  },
  {
    name: 'a share of nothing, in a generated column',
    before: table('part integer NOT NULL, whole integer NOT NULL'),
    bad: ['ALTER TABLE t ADD COLUMN b numeric GENERATED ALWAYS AS (part::numeric / whole) STORED;', dropB],
    rule: fails,
    good: [
      'ALTER TABLE t ADD COLUMN b numeric GENERATED ALWAYS AS (part::numeric / nullif(whole, 0)) STORED;',
      dropB,
    ],
  },
  {
    name: 'addresses of a domain that asks for more than they have',
    before: table('v text NOT NULL'),
    bad: [
      "CREATE DOMAIN address AS text CHECK (VALUE LIKE '%_@_%'); ALTER TABLE t ALTER COLUMN v TYPE address;",
      'ALTER TABLE t ALTER COLUMN v TYPE text; DROP DOMAIN address;',
    ],
    rule: fails,
    good: [
      "CREATE DOMAIN address AS text; ALTER TABLE t ALTER COLUMN v TYPE address; ALTER DOMAIN address ADD CHECK (VALUE LIKE '%_@_%') NOT VALID;",
      'ALTER TABLE t ALTER COLUMN v TYPE text; DROP DOMAIN address;',
    ],
  },
  {
    name: 'a table that becomes a partition, with rows of another year',
    before: 'CREATE TABLE t (id integer NOT NULL, at date NOT NULL);',
    bad: [
      "CREATE TABLE log (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at); ALTER TABLE log ATTACH PARTITION t FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');",
      'ALTER TABLE log DETACH PARTITION t; DROP TABLE log;',
    ],
    rule: fails,
    good: [
      'CREATE TABLE log (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at); ALTER TABLE log ATTACH PARTITION t DEFAULT;',
      'ALTER TABLE log DETACH PARTITION t; DROP TABLE log;',
    ],
  },
  {
    name: 'a down that deletes a parent together with its children',
    before: categories,
    bad: [
      toDefault,
      "ALTER TABLE product ALTER COLUMN category DROP NOT NULL; DELETE FROM category WHERE name = 'in no category yet';",
    ],
    rule: downChanges,
    good: [
      toDefault,
      "ALTER TABLE product ALTER COLUMN category DROP NOT NULL; UPDATE product SET category = NULL WHERE category = (SELECT id FROM category WHERE name = 'in no category yet'); DELETE FROM category WHERE name = 'in no category yet';",
    ],
  },
  {
    name: 'names for addresses, of which two are the same',
    before: table('title text NOT NULL'),
    bad: [
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = replace(lower(title), ' ', '-'); ALTER TABLE t ADD UNIQUE (b);",
      dropB,
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = replace(lower(title), ' ', '-') || '-' || id; ALTER TABLE t ADD UNIQUE (b);",
      dropB,
    ],
  },
  {
    name: 'addresses without case, of which there must be one each',
    before: `CREATE EXTENSION citext; ${table('email text NOT NULL UNIQUE')}`,
    bad: ['ALTER TABLE t ALTER COLUMN email TYPE citext;', 'ALTER TABLE t ALTER COLUMN email TYPE text;'],
    rule: fails,
    good: ['ALTER TABLE t ADD COLUMN b citext; UPDATE t SET b = email;', dropB],
  },
];
