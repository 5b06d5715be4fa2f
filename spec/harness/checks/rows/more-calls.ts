import { type CloseCall, dropB, people, table } from './close-call.ts';

const fails = 'migration-fails-on-rows';
const changes = 'migration-changes-rows';
const downChanges = 'migration-down-changes-rows';
const downFails = 'migration-down-fails-on-rows';
const inserts = 'migration-breaks-inserts';
const refused = 'migration-fails-as-owner';
const hidden = 'migration-hidden-rows';
const depends = 'migration-depends-on-session';

const places = `CREATE TABLE place (country text, city text, name text NOT NULL, PRIMARY KEY (country, city));
${table('country text, city text, CONSTRAINT t_place FOREIGN KEY (country, city) REFERENCES place')}`;
const placeKey = (how: string): string =>
  `ALTER TABLE t DROP CONSTRAINT t_place; ALTER TABLE t ADD CONSTRAINT t_place FOREIGN KEY (country, city) REFERENCES place ${how};`;
const lookedUp =
  'ALTER TABLE t ADD COLUMN said text; UPDATE t SET said = p.name FROM place p WHERE (p.country, p.city) = (t.country, t.city);';

export const moreCalls: readonly CloseCall[] = [
  {
    name: 'a currency that is cut to three letters',
    before: table('v varchar(10) NOT NULL'),
    bad: [
      'ALTER TABLE t ALTER COLUMN v TYPE char(3) USING v::char(3);',
      'ALTER TABLE t ALTER COLUMN v TYPE varchar(10);',
    ],
    rule: changes,
    good: [
      'ALTER TABLE t ALTER COLUMN v TYPE varchar(30);',
      'ALTER TABLE t ALTER COLUMN v TYPE varchar(10);',
    ],
  },
  {
    name: 'a check of an end that comes after its beginning',
    before: table('begun date NOT NULL, ended date'),
    bad: [
      'ALTER TABLE t ADD CONSTRAINT order_of_days CHECK (ended >= begun);',
      'ALTER TABLE t DROP CONSTRAINT order_of_days;',
    ],
    rule: fails,
    good: [
      'ALTER TABLE t ADD CONSTRAINT order_of_days CHECK (ended >= begun) NOT VALID;',
      'ALTER TABLE t DROP CONSTRAINT order_of_days;',
    ],
  },
  {
    name: 'one main row for each group',
    before: table('g integer NOT NULL, main boolean NOT NULL'),
    bad: ['CREATE UNIQUE INDEX t_main ON t (g) WHERE main;', 'DROP INDEX t_main;'],
    rule: fails,
    good: ['CREATE INDEX t_main ON t (g) WHERE main;', 'DROP INDEX t_main;'],
  },
  {
    name: 'rows that are there twice are deleted',
    before: table('email text NOT NULL'),
    bad: [
      'DELETE FROM t AS a USING t AS b WHERE a.id > b.id AND a.email = b.email;',
      '-- irreversible: duplicates are gone',
    ],
    rule: changes,
    good: [
      'ALTER TABLE t ADD COLUMN b boolean NOT NULL DEFAULT false; UPDATE t AS a SET b = true FROM t AS o WHERE a.id > o.id AND a.email = o.email;',
      dropB,
    ],
  },
  {
    name: 'a default that refers to nobody',
    before:
      'CREATE TABLE owner (id integer PRIMARY KEY CHECK (id > 0)); CREATE TABLE t (id serial PRIMARY KEY, owner integer REFERENCES owner);',
    bad: [
      'ALTER TABLE t ALTER COLUMN owner SET DEFAULT 0;',
      'ALTER TABLE t ALTER COLUMN owner DROP DEFAULT;',
    ],
    rule: inserts,
    good: [
      'ALTER TABLE t ALTER COLUMN owner SET DEFAULT NULL;',
      'ALTER TABLE t ALTER COLUMN owner DROP DEFAULT;',
    ],
  },
  {
    name: 'a smaller sequence',
    before: people,
    bad: ['ALTER SEQUENCE t_id_seq MAXVALUE 20;', 'ALTER SEQUENCE t_id_seq NO MAXVALUE;'],
    rule: inserts,
    good: ['ALTER SEQUENCE t_id_seq MAXVALUE 2000000;', 'ALTER SEQUENCE t_id_seq NO MAXVALUE;'],
  },
  {
    name: 'a column that is moved to a table of one row each, where it may be empty',
    before: table('bio text, a text'),
    bad: [
      'CREATE TABLE profile (t integer PRIMARY KEY REFERENCES t, bio text NOT NULL); INSERT INTO profile SELECT id, bio FROM t; ALTER TABLE t DROP COLUMN bio;',
      'ALTER TABLE t ADD COLUMN bio text; UPDATE t SET bio = p.bio FROM profile AS p WHERE p.t = t.id; DROP TABLE profile;',
    ],
    rule: fails,
    good: [
      'CREATE TABLE profile (t integer PRIMARY KEY REFERENCES t, bio text NOT NULL); INSERT INTO profile SELECT id, bio FROM t WHERE bio IS NOT NULL; ALTER TABLE t DROP COLUMN bio;',
      'ALTER TABLE t ADD COLUMN bio text; UPDATE t SET bio = p.bio FROM profile AS p WHERE p.t = t.id; DROP TABLE profile;',
    ],
  },
  {
    name: 'a down that forgets what it has to bring back',
    before: table('bio text, a text'),
    bad: [
      'CREATE TABLE profile (t integer PRIMARY KEY REFERENCES t, bio text); INSERT INTO profile SELECT id, bio FROM t; ALTER TABLE t DROP COLUMN bio;',
      'ALTER TABLE t ADD COLUMN bio text; DROP TABLE profile;',
    ],
    rule: downChanges,
    good: [
      'CREATE TABLE profile (t integer PRIMARY KEY REFERENCES t, bio text); INSERT INTO profile SELECT id, bio FROM t; ALTER TABLE t DROP COLUMN bio;',
      'ALTER TABLE t ADD COLUMN bio text; UPDATE t SET bio = p.bio FROM profile AS p WHERE p.t = t.id; DROP TABLE profile;',
    ],
  },
  {
    name: 'a down that asks again for what the up no longer asks',
    before: table('a text NOT NULL'),
    bad: [
      "ALTER TABLE t ALTER COLUMN a DROP NOT NULL; UPDATE t SET a = NULL WHERE a = '';",
      'ALTER TABLE t ALTER COLUMN a SET NOT NULL;',
    ],
    rule: downFails,
    good: [
      "ALTER TABLE t ALTER COLUMN a DROP NOT NULL; UPDATE t SET a = NULL WHERE a = '';",
      "UPDATE t SET a = '' WHERE a IS NULL; ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
    ],
  },
  {
    name: 'the month of a moment',
    before: table("at timestamptz NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01')"),
    bad: ["ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = to_char(at, 'YYYY-MM');", dropB],
    rule: depends,
    good: [
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = to_char(at AT TIME ZONE 'UTC', 'YYYY-MM');",
      dropB,
    ],
  },
  {
    name: 'documents of rows, with their moments',
    before: table("at timestamptz NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01')"),
    bad: ['ALTER TABLE t ADD COLUMN b jsonb; UPDATE t SET b = to_jsonb(t.at);', dropB],
    rule: depends,
    good: ['ALTER TABLE t ADD COLUMN b jsonb; UPDATE t SET b = to_jsonb(extract(epoch FROM t.at));', dropB],
  },
  {
    name: 'a count of what is hidden',
    before: people,
    bad: [
      'ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; CREATE TABLE total AS SELECT count(*) AS n FROM t;',
      'DROP TABLE total; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;',
    ],
    rule: hidden,
    good: [
      'CREATE TABLE total AS SELECT count(*) AS n FROM t; ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;',
      'DROP TABLE total; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;',
    ],
  },
  {
    name: 'empty texts that become NULL, where some are NULL already',
    before: table('a text'),
    bad: ["UPDATE t SET a = NULL WHERE a = '';", "UPDATE t SET a = '' WHERE a IS NULL;"],
    rule: changes,
    good: ["ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = nullif(a, '');", dropB],
  },
  {
    name: 'a moment as the session prints it, left to a function of the database',
    before: `${table("at timestamptz NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01')")} CREATE TABLE note (t integer, said text);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO note VALUES (NEW.id, 'at ' || NEW.at); RETURN NEW; END $$;
CREATE TRIGGER tell AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION tell();`,
    bad: ['UPDATE t SET id = id;', '-- irreversible: told'],
    rule: depends,
    good: [
      'ALTER TABLE t DISABLE TRIGGER tell; UPDATE t SET id = id; ALTER TABLE t ENABLE TRIGGER tell;',
      '-- irreversible: told',
    ],
  },
  {
    name: 'a cast that only a superuser may create',
    before: people,
    bad: ['CREATE CAST (text AS bytea) WITH INOUT;', 'DROP CAST (text AS bytea);'],
    rule: refused,
    good: [
      'CREATE TYPE pair AS (a text, b text); CREATE FUNCTION as_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a $$; CREATE CAST (pair AS text) WITH FUNCTION as_text(pair);',
      'DROP CAST (pair AS text); DROP FUNCTION as_text(pair); DROP TYPE pair;',
    ],
  },
  {
    name: 'a name that must not be blank',
    before: table('name text NOT NULL'),
    bad: [
      "ALTER TABLE t ADD CONSTRAINT named CHECK (btrim(name) <> '');",
      'ALTER TABLE t DROP CONSTRAINT named;',
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD CONSTRAINT named CHECK (btrim(name) <> '') NOT VALID;",
      'ALTER TABLE t DROP CONSTRAINT named;',
    ],
  },
  {
    name: 'a price that becomes whole',
    before: table('price numeric(8, 2) NOT NULL'),
    bad: [
      'ALTER TABLE t ALTER COLUMN price TYPE integer;',
      'ALTER TABLE t ALTER COLUMN price TYPE numeric(8, 2);',
    ],
    rule: changes,
    good: [
      'ALTER TABLE t ALTER COLUMN price TYPE numeric(12, 4);',
      'ALTER TABLE t ALTER COLUMN price TYPE numeric(8, 2);',
    ],
  },
  {
    name: 'rows of a table that an old foreign key no longer holds',
    before:
      'CREATE TABLE parent (id integer PRIMARY KEY); CREATE TABLE t (id serial PRIMARY KEY, parent integer REFERENCES parent ON DELETE SET NULL);',
    bad: [
      'DELETE FROM parent WHERE id NOT IN (SELECT parent FROM t WHERE parent IS NOT NULL LIMIT 1);',
      '-- irreversible: orphans are gone',
    ],
    rule: changes,
    good: ['DELETE FROM parent WHERE false;', '-- irreversible: orphans are gone'],
  },
  {
    name: 'a word that is written in another way in two statements',
    before: table('kind text NOT NULL'),
    bad: [
      "UPDATE t SET kind = 'premium' WHERE kind = 'pro';",
      "UPDATE t SET kind = 'pro' WHERE kind = 'premium';",
    ],
    rule: downChanges,
    good: [
      "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = CASE kind WHEN 'pro' THEN 'premium' ELSE kind END;",
      dropB,
    ],
  },
  {
    name: 'the place of a word, which no list of lists has, in a down',
    before: table('tags text[] NOT NULL'),
    bad: [
      'ALTER TABLE t ADD COLUMN b integer;',
      `UPDATE t SET b = array_position(tags, 'x'); ALTER TABLE t ALTER COLUMN b SET NOT NULL; ${dropB}`,
    ],
    rule: downFails,
    good: [
      'ALTER TABLE t ADD COLUMN b integer;',
      `UPDATE t SET b = array_position(array_remove(tags, 'y'), 'x'); ${dropB}`,
    ],
  },
  {
    name: 'the place of a word, which no list of lists has, in an up',
    before: table('tags text[] NOT NULL'),
    bad: [
      "ALTER TABLE t ADD COLUMN b integer; UPDATE t SET b = array_position(tags, 'x'); ALTER TABLE t ALTER COLUMN b SET NOT NULL;",
      dropB,
    ],
    rule: fails,
    good: ["ALTER TABLE t ADD COLUMN b integer; UPDATE t SET b = array_position(tags, 'x');", dropB],
  },
  {
    name: 'a word more, which no list of lists takes',
    before: table('tags text[] NOT NULL'),
    bad: [
      "ALTER TABLE t ADD COLUMN b text[]; UPDATE t SET b = array_append(tags, 'x'); ALTER TABLE t ADD CHECK (cardinality(b) > 1);",
      dropB,
    ],
    rule: fails,
    good: ["ALTER TABLE t ADD COLUMN b text[]; UPDATE t SET b = tags || 'x'::text;", dropB],
  },
  {
    name: 'keys of two columns that are all there or not at all',
    before: places,
    bad: [placeKey('MATCH FULL'), placeKey('')],
    rule: fails,
    good: [placeKey('ON DELETE CASCADE'), placeKey('')],
  },
  {
    name: 'what is looked up by a key of which a part is there',
    before: places,
    bad: [
      `${lookedUp} ALTER TABLE t ADD CHECK (country IS NULL OR said IS NOT NULL);`,
      'ALTER TABLE t DROP COLUMN said;',
    ],
    rule: fails,
    good: [
      `${lookedUp} ALTER TABLE t ADD CHECK (country IS NULL OR city IS NULL OR said IS NOT NULL);`,
      'ALTER TABLE t DROP COLUMN said;',
    ],
  },
  {
    name: 'a key that is there whole, since it has always been so',
    before: `${places} ${placeKey('MATCH FULL')}`,
    bad: ['ALTER TABLE t ALTER COLUMN city SET NOT NULL;', 'ALTER TABLE t ALTER COLUMN city DROP NOT NULL;'],
    rule: fails,
    good: [
      'ALTER TABLE t ADD CONSTRAINT whole CHECK ((country IS NULL) = (city IS NULL));',
      'ALTER TABLE t DROP CONSTRAINT whole;',
    ],
  },
];
