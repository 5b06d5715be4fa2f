import { type CloseCall, table } from './close-call.ts';

const rule = 'migration-breaks-changes';
const inserts = 'migration-breaks-inserts';
const plpgsql = (name: string, body: string, declare = ''): string =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ ${declare} BEGIN ${body} END $$;`;
const on = (event: string, name: string, how = 'FOR EACH ROW'): string =>
  `CREATE TRIGGER ${name} ${event} ON t ${how} EXECUTE FUNCTION ${name}();`;
const rename = (relation: string, from: string, to: string): CloseCall['bad'] => [
  `ALTER TABLE ${relation} RENAME COLUMN ${from} TO ${to};`,
  `ALTER TABLE ${relation} RENAME COLUMN ${to} TO ${from};`,
];

const audited = `${table('name text, note text')} CREATE TABLE log (id serial PRIMARY KEY, said text, seen text);
${plpgsql('audit', "INSERT INTO log (said) VALUES (coalesce(OLD.name, '')); RETURN NULL;")}`;

/** What triggers, rules and foreign keys do with rows that are there. */
const changing: readonly CloseCall[] = [
  {
    name: 'a log that a trigger for UPDATE writes to, in a table that no statement opens',
    before: `${audited} ${on('AFTER UPDATE', 'audit')}`,
    bad: rename('log', 'said', 'told'),
    rule,
    good: rename('log', 'seen', 'looked'),
  },
  {
    name: 'an archive that a trigger for DELETE puts whole rows in',
    before: `${table('name text')} CREATE TABLE archive (LIKE t); ${plpgsql('keep', 'INSERT INTO archive SELECT OLD.*; RETURN OLD;')} ${on('BEFORE DELETE', 'keep')}`,
    bad: ['ALTER TABLE t ADD COLUMN more text;', 'ALTER TABLE t DROP COLUMN more;'],
    rule,
    good: [
      'ALTER TABLE t ADD COLUMN more text; ALTER TABLE archive ADD COLUMN more text;',
      'ALTER TABLE t DROP COLUMN more; ALTER TABLE archive DROP COLUMN more;',
    ],
  },
  {
    name: 'a new trigger that sets a column by a name in other letters',
    before: table('name text, "updatedAt" timestamptz NOT NULL DEFAULT now()'),
    bad: [
      `${plpgsql('touch', 'NEW.updatedAt := now(); RETURN NEW;')} ${on('BEFORE UPDATE', 'touch')}`,
      'DROP TRIGGER touch ON t; DROP FUNCTION touch();',
    ],
    rule,
    good: [
      `${plpgsql('touch', 'NEW."updatedAt" := now(); RETURN NEW;')} ${on('BEFORE UPDATE', 'touch')}`,
      'DROP TRIGGER touch ON t; DROP FUNCTION touch();',
    ],
  },
  {
    name: 'a trigger for one column, which looks up a table under its old name',
    before: `${table('name text, rank integer')} CREATE TABLE limits (most integer); CREATE TABLE others (most integer);
${plpgsql('bound', 'NEW.name := (SELECT most FROM limits LIMIT 1); RETURN NEW;')} ${on('BEFORE UPDATE OF rank', 'bound')}`,
    bad: ['ALTER TABLE limits RENAME TO bounds;', 'ALTER TABLE bounds RENAME TO limits;'],
    rule,
    good: ['ALTER TABLE others RENAME TO bounds;', 'ALTER TABLE bounds RENAME TO others;'],
  },
  {
    name: 'a foreign key that sets NULL what may be NULL no more',
    before: `CREATE TABLE users (id serial PRIMARY KEY, name text); ${table('"user" integer REFERENCES users ON DELETE SET NULL, note text')}`,
    bad: [
      'DELETE FROM t WHERE "user" IS NULL; ALTER TABLE t ALTER "user" SET NOT NULL;',
      'ALTER TABLE t ALTER "user" DROP NOT NULL;',
    ],
    rule,
    good: [
      `ALTER TABLE t DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users ON DELETE CASCADE;`,
      'ALTER TABLE t DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users ON DELETE SET NULL;',
    ],
  },
  {
    name: 'a new foreign key that is to set NULL a column that must have a value',
    before: `CREATE TABLE users (id serial PRIMARY KEY, name text); ${table('"user" integer NOT NULL REFERENCES users, note text')}`,
    bad: [
      'ALTER TABLE t DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users ON DELETE SET NULL;',
      'ALTER TABLE t DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users;',
    ],
    rule,
    good: [
      'ALTER TABLE t ALTER "user" DROP NOT NULL, DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users ON DELETE SET NULL;',
      'DELETE FROM t WHERE "user" IS NULL; ALTER TABLE t DROP CONSTRAINT t_user_fkey, ADD CONSTRAINT t_user_fkey FOREIGN KEY ("user") REFERENCES users, ALTER "user" SET NOT NULL;',
    ],
  },
  {
    name: 'a rule for UPDATE that puts a row where a new column must have a value',
    before: `${table('name text')} CREATE TABLE log (said text); CREATE RULE noted AS ON UPDATE TO t DO ALSO INSERT INTO log (said) VALUES (NEW.name);`,
    bad: [
      "ALTER TABLE log ADD COLUMN who text NOT NULL DEFAULT ''; ALTER TABLE log ALTER who DROP DEFAULT;",
      'ALTER TABLE log DROP COLUMN who;',
    ],
    rule,
    good: ["ALTER TABLE log ADD COLUMN who text NOT NULL DEFAULT '';", 'ALTER TABLE log DROP COLUMN who;'],
  },
  {
    name: 'a trigger for each UPDATE that asks for a label by its old name',
    before: `CREATE TYPE state AS ENUM ('open', 'shut', 'lost'); ${table("state state NOT NULL DEFAULT 'open'")} ${plpgsql('reopen', "NEW.state := 'open'; RETURN NEW;")} ${on('BEFORE UPDATE', 'reopen')}`,
    bad: [
      "ALTER TYPE state RENAME VALUE 'open' TO 'opened';",
      "ALTER TYPE state RENAME VALUE 'opened' TO 'open';",
    ],
    rule,
    good: [
      "ALTER TYPE state RENAME VALUE 'lost' TO 'gone';",
      "ALTER TYPE state RENAME VALUE 'gone' TO 'lost';",
    ],
  },
  {
    name: 'a trigger for whole statements that sums up what is renamed',
    before: `${table('name text, pieces integer')} CREATE TABLE totals (pieces bigint);
${plpgsql('sum_up', 'INSERT INTO totals SELECT sum(pieces) FROM now_there; RETURN NULL;')}
CREATE TRIGGER sum_up AFTER UPDATE ON t REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION sum_up();`,
    bad: rename('t', 'pieces', 'count'),
    rule,
    good: rename('t', 'name', 'title'),
  },
  {
    name: 'a trigger that acts on a change alone, and writes to a log under its old name',
    before: `${table('name text, note text')} CREATE TABLE log (id serial PRIMARY KEY, said text, seen text);
${plpgsql('audit', 'IF NEW.name IS DISTINCT FROM OLD.name THEN INSERT INTO log (said) VALUES (NEW.name); END IF; RETURN NULL;')} ${on('AFTER UPDATE', 'audit')}`,
    bad: rename('log', 'said', 'told'),
    rule,
    good: rename('log', 'seen', 'looked'),
  },
  {
    name: 'a trigger that is called when a column has another value',
    before: `${audited} CREATE TRIGGER audit AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION audit();`,
    bad: [
      'ALTER TABLE log ALTER said TYPE text, ADD COLUMN who text; ALTER TABLE log RENAME TO logs;',
      'ALTER TABLE logs RENAME TO log; ALTER TABLE log DROP COLUMN who;',
    ],
    rule,
    good: ['ALTER TABLE log ADD COLUMN who text;', 'ALTER TABLE log DROP COLUMN who;'],
  },
  {
    name: 'a trigger that keeps a state from going back, beside a log that is renamed or not',
    before: `${table('name text, rank integer NOT NULL')} CREATE TABLE log (said text);
${plpgsql('forward', "IF NEW.rank < OLD.rank THEN RAISE EXCEPTION 'never back'; END IF; INSERT INTO log VALUES (NEW.name); RETURN NEW;")} ${on('BEFORE UPDATE', 'forward')}`,
    bad: ['ALTER TABLE log RENAME TO logs;', 'ALTER TABLE logs RENAME TO log;'],
    rule,
    good: ['ALTER TABLE log ADD COLUMN at text;', 'ALTER TABLE log DROP COLUMN at;'],
  },
  {
    name: 'rows that go with others, and a trigger that counts them',
    before: `CREATE TABLE users (id serial PRIMARY KEY, posts bigint, name text); ${table('"user" integer REFERENCES users ON DELETE CASCADE')}
${plpgsql('recount', 'UPDATE users SET posts = (SELECT count(*) FROM t WHERE "user" = users.id) WHERE id = OLD."user"; RETURN NULL;')} ${on('AFTER DELETE', 'recount')}`,
    bad: rename('users', 'posts', 'written'),
    rule,
    good: rename('users', 'name', 'title'),
  },
  {
    name: 'a foreign key that sets a default which is dropped',
    before: `CREATE TABLE users (id serial PRIMARY KEY); ${table('owner integer NOT NULL DEFAULT 1 REFERENCES users ON DELETE SET DEFAULT, rank integer DEFAULT 2')}`,
    bad: ['ALTER TABLE t ALTER owner DROP DEFAULT;', 'ALTER TABLE t ALTER owner SET DEFAULT 1;'],
    rule,
    good: ['ALTER TABLE t ALTER rank DROP DEFAULT;', 'ALTER TABLE t ALTER rank SET DEFAULT 2;'],
  },
  {
    name: 'a view that a trigger reads, with a column under another name',
    before: `${table('name text, rank integer')} CREATE TABLE limits (most integer); CREATE VIEW bounds AS SELECT most FROM limits;
${plpgsql('bound', 'NEW.rank := (SELECT max(most) FROM bounds); RETURN NEW;')} ${on('BEFORE UPDATE', 'bound')}`,
    bad: [
      'DROP VIEW bounds; CREATE VIEW bounds AS SELECT most AS highest FROM limits;',
      'DROP VIEW bounds; CREATE VIEW bounds AS SELECT most FROM limits;',
    ],
    rule,
    good: [
      'DROP VIEW bounds; CREATE VIEW bounds AS SELECT most, most AS highest FROM limits;',
      'DROP VIEW bounds; CREATE VIEW bounds AS SELECT most FROM limits;',
    ],
  },
  {
    name: 'a check that is not valid yet, beside a trigger that goes on as before',
    before: `${table('name text, rank integer')} ${plpgsql('touch', "NEW.name := 'x'; RETURN NEW;")} ${on('BEFORE UPDATE', 'touch')}`,
    bad: [
      "ALTER TABLE t ADD CONSTRAINT c CHECK (name <> 'x') NOT VALID;",
      'ALTER TABLE t DROP CONSTRAINT c;',
    ],
    rule,
    good: ['ALTER TABLE t ADD CONSTRAINT c CHECK (rank > 0) NOT VALID;', 'ALTER TABLE t DROP CONSTRAINT c;'],
  },
  {
    name: 'a new trigger that asks who is logged in, which an application sets',
    before: `${table('name text')} CREATE TABLE log (who text);`,
    bad: [
      `${plpgsql('watch', "INSERT INTO log (whom) VALUES (current_setting('app.user', true)); RETURN NEW;")} ${on('BEFORE INSERT OR UPDATE', 'watch')}`,
      'DROP TRIGGER watch ON t; DROP FUNCTION watch();',
    ],
    rule: inserts,
    good: [
      `${plpgsql('watch', "INSERT INTO log (who) VALUES (current_setting('app.user')); RETURN NEW;")} ${on('BEFORE INSERT OR UPDATE', 'watch')}`,
      'DROP TRIGGER watch ON t; DROP FUNCTION watch();',
    ],
  },
  {
    name: 'a trigger that keeps rows from being deleted on purpose, beside one that cannot',
    before: `${table('name text')} CREATE TABLE gone (name text);`,
    bad: [
      `${plpgsql('bury', 'INSERT INTO gone (named) VALUES (OLD.name); RETURN OLD;')} ${on('BEFORE DELETE', 'bury')}`,
      'DROP TRIGGER bury ON t; DROP FUNCTION bury();',
    ],
    rule,
    good: [
      `${plpgsql('bury', "RAISE EXCEPTION 'rows are kept for ever';")} ${on('BEFORE DELETE', 'bury')}`,
      'DROP TRIGGER bury ON t; DROP FUNCTION bury();',
    ],
  },
];

const stamped = `${table('a text, b text')} ${plpgsql('stamp', "NEW.b := 'x'; RETURN NEW;")} ${on('BEFORE INSERT', 'stamp')}`;
const unstamped = plpgsql('stamp', "NEW.b := 'x'; RETURN NEW;");
const helper = (body: string): string =>
  `CREATE OR REPLACE FUNCTION slug(said text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN ${body}; END $$;`;
const code = (body: string, how = ''): string =>
  `CREATE OR REPLACE FUNCTION code(seed integer) RETURNS text LANGUAGE plpgsql ${how} AS $$ BEGIN RETURN ${body}; END $$;`;

/** Functions that are replaced by themselves: no statement opens a table. */
const replacing: readonly CloseCall[] = [
  {
    name: 'a trigger function that is replaced by one which sets what is not there',
    before: stamped,
    bad: [plpgsql('stamp', "NEW.stamped := 'x'; RETURN NEW;"), unstamped],
    rule: inserts,
    good: [plpgsql('stamp', "NEW.a := 'x'; RETURN NEW;"), unstamped],
  },
  {
    name: 'a down that brings another trigger function back than there was',
    before: stamped,
    bad: [plpgsql('stamp', "NEW.a := 'x'; RETURN NEW;"), plpgsql('stamp', "NEW.c := 'x'; RETURN NEW;")],
    rule: inserts,
    good: [plpgsql('stamp', "NEW.a := 'x'; RETURN NEW;"), unstamped],
  },
  {
    name: 'a function that a trigger function calls',
    before: `${helper('lower(said)')} ${table('a text, b text')} ${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')} ${on('BEFORE INSERT OR UPDATE', 'stamp')}`,
    bad: [helper('lower(said, said)'), helper('lower(said)')],
    rule: inserts,
    good: [helper('upper(said)'), helper('lower(said)')],
  },
  {
    name: 'a function that a default calls',
    before: `${code("'x' || seed")} ${table('a text DEFAULT code(1)')}`,
    bad: [code('seed / 0'), code("'x' || seed")],
    rule: inserts,
    good: [code('seed / 2'), code("'x' || seed")],
  },
  {
    name: 'a function that a check calls',
    before: `${code("'x' || seed", 'IMMUTABLE')} ${table('a integer CHECK (code(coalesce(a, 0)) IS NOT NULL)')}`,
    bad: [code('nowhere(seed)', 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
    rule: inserts,
    good: [code("'y' || seed", 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
  },
  {
    name: 'a function that makes a generated column',
    before: `${code("'x' || seed", 'IMMUTABLE')} ${table('n integer, a text GENERATED ALWAYS AS (code(n)) STORED')}`,
    bad: [code('nowhere(seed)', 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
    rule: inserts,
    good: [code("'x' || seed || ''", 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
  },
  {
    name: 'a function that an index is over',
    before: `${code("'x' || seed", 'IMMUTABLE')} ${table('n integer')} CREATE INDEX ON t (code(n));`,
    bad: [code('nowhere(seed)', 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
    rule: inserts,
    good: [code("'x' || seed || ''", 'IMMUTABLE'), code("'x' || seed", 'IMMUTABLE')],
  },
  {
    name: 'a trigger function whose search_path is emptied',
    before: `${audited} ${on('AFTER UPDATE', 'audit')}`,
    bad: ["ALTER FUNCTION audit() SET search_path = '';", 'ALTER FUNCTION audit() RESET search_path;'],
    rule,
    good: ['ALTER FUNCTION audit() SET search_path = public;', 'ALTER FUNCTION audit() RESET search_path;'],
  },
  {
    name: 'a function that is dropped, which a trigger function calls',
    before: `${helper('lower(said)')} ${table('a text, b text')} CREATE FUNCTION other() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')} ${on('BEFORE INSERT', 'stamp')}`,
    bad: ['DROP FUNCTION slug(text);', helper('lower(said)')],
    rule: inserts,
    good: [
      'DROP FUNCTION other();',
      "CREATE FUNCTION other() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;",
    ],
  },
  {
    name: 'a function that a trigger function calls, in another schema',
    before: `CREATE SCHEMA util; ${helper('lower(said)')} ${table('a text, b text')} ${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')} ${on('BEFORE UPDATE', 'stamp')}`,
    bad: ['ALTER FUNCTION slug(text) SET SCHEMA util;', 'ALTER FUNCTION util.slug(text) SET SCHEMA public;'],
    rule,
    good: [
      `ALTER FUNCTION slug(text) SET SCHEMA util; ${plpgsql('stamp', 'NEW.b := util.slug(NEW.a); RETURN NEW;')}`,
      `ALTER FUNCTION util.slug(text) SET SCHEMA public; ${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')}`,
    ],
  },
  {
    name: 'a function that a trigger function calls, under another name',
    before: `${helper('lower(said)')} ${table('a text, b text')} ${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')} ${on('BEFORE UPDATE', 'stamp')}`,
    bad: ['ALTER FUNCTION slug(text) RENAME TO slugged;', 'ALTER FUNCTION slugged(text) RENAME TO slug;'],
    rule,
    good: [
      `ALTER FUNCTION slug(text) RENAME TO slugged; ${plpgsql('stamp', 'NEW.b := slugged(NEW.a); RETURN NEW;')}`,
      `ALTER FUNCTION slugged(text) RENAME TO slug; ${plpgsql('stamp', 'NEW.b := slug(NEW.a); RETURN NEW;')}`,
    ],
  },
];

export const triggerCalls = [...changing, ...replacing];
