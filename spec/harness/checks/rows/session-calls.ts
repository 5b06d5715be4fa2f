import { type CloseCall, dropB, people, table } from './close-call.ts';

const depends = 'migration-depends-on-session';
const leaves = 'migration-leaves-setting';
const moments = table("at timestamptz NOT NULL CHECK (at BETWEEN '2001-01-01' AND '2031-01-01'), a text");
const addWords = (sql: string): CloseCall['bad'] => [
  `ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = ${sql};`,
  dropB,
];
const addDay = (sql: string): CloseCall['bad'] => [
  `ALTER TABLE t ADD COLUMN d date; UPDATE t SET d = ${sql};`,
  'ALTER TABLE t DROP COLUMN d;',
];
const publicB = 'ALTER TABLE public.t ADD COLUMN b text;';
const noPublicB = 'ALTER TABLE public.t DROP COLUMN b;';
const replica = 'SET session_replication_role = replica; UPDATE t SET a = a;';
const userTriggersOff =
  'ALTER TABLE t DISABLE TRIGGER USER; UPDATE t SET a = a; ALTER TABLE t ENABLE TRIGGER USER;';

/** Other sessions have other time zones and print dates otherwise; and what a step sets is there for the next. */
export const sessionCalls: readonly CloseCall[] = [
  {
    name: 'the text of a moment',
    before: moments,
    bad: addWords('at::text'),
    rule: depends,
    good: addWords("to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"),
  },
  {
    name: 'the day of a moment',
    before: moments,
    bad: addDay('at::date'),
    rule: depends,
    good: addDay("(at AT TIME ZONE 'UTC')::date"),
  },
  {
    name: 'a date that two read otherwise',
    before: people,
    bad: addDay("'04/05/2024'"),
    rule: depends,
    good: addDay("'2024-05-04'"),
  },
  {
    name: 'a date that not everybody can read',
    before: people,
    bad: addDay("'12/31/2024'"),
    rule: depends,
    good: addDay("to_date('12/31/2024', 'MM/DD/YYYY')"),
  },
  {
    name: 'the text of an interval',
    before: table('span interval NOT NULL, a text'),
    bad: addWords('span::text'),
    rule: depends,
    good: addWords('extract(epoch FROM span)::text'),
  },
  {
    name: 'a search_path that is left behind',
    before: people,
    bad: [`SELECT pg_catalog.set_config('search_path', '', false); ${publicB}`, noPublicB],
    rule: leaves,
    good: [`SET search_path = ''; ${publicB} RESET search_path;`, noPublicB],
  },
  {
    name: 'triggers that stay switched off',
    before: people,
    bad: [replica, 'SELECT 1;'],
    rule: leaves,
    good: [userTriggersOff, 'SELECT 1;'],
  },
  {
    name: 'triggers that only a superuser switches off so',
    before: people,
    bad: [`${replica} SET session_replication_role = origin;`, 'SELECT 1;'],
    rule: 'migration-fails-as-owner',
    good: [userTriggersOff, 'SELECT 1;'],
  },
  {
    name: 'a time that the session reads, without a transaction',
    before: table('at text, a text'),
    bad: [
      "CREATE INDEX CONCURRENTLY t_key ON t (a); ALTER TABLE t ADD COLUMN b timestamptz; UPDATE t SET b = '2024-07-01 12:00';",
      `DROP INDEX CONCURRENTLY t_key; ${dropB}`,
    ],
    rule: depends,
    good: [
      "CREATE INDEX CONCURRENTLY t_key ON t (a); ALTER TABLE t ADD COLUMN b timestamptz; UPDATE t SET b = '2024-07-01 12:00+00';",
      `DROP INDEX CONCURRENTLY t_key; ${dropB}`,
    ],
  },
  {
    name: 'the day of a moment, where a transaction ends in the file',
    before: moments,
    bad: [
      'BEGIN; ALTER TABLE t ADD COLUMN d date; COMMIT; UPDATE t SET d = at::date;',
      'ALTER TABLE t DROP COLUMN d;',
    ],
    rule: depends,
    good: [
      "BEGIN; ALTER TABLE t ADD COLUMN d date; COMMIT; UPDATE t SET d = (at AT TIME ZONE 'UTC')::date;",
      'ALTER TABLE t DROP COLUMN d;',
    ],
  },
  {
    name: 'the day of a moment, with the zone set for the transaction or after it',
    before: moments,
    bad: [
      "ALTER TABLE t ADD COLUMN d date; UPDATE t SET d = at::date; SET LOCAL TimeZone = 'UTC';",
      'ALTER TABLE t DROP COLUMN d;',
    ],
    rule: depends,
    good: [
      "SET LOCAL TimeZone = 'UTC'; ALTER TABLE t ADD COLUMN d date; UPDATE t SET d = at::date;",
      'ALTER TABLE t DROP COLUMN d;',
    ],
  },
  {
    name: 'the day of a moment, with the zone set for a while or too late',
    before: moments,
    bad: [
      "ALTER TABLE t ADD COLUMN d date; UPDATE t SET d = at::date; SET TIME ZONE 'UTC'; RESET TIME ZONE;",
      'ALTER TABLE t DROP COLUMN d;',
    ],
    rule: depends,
    good: [
      "SET TIME ZONE 'UTC'; ALTER TABLE t ADD COLUMN d date; UPDATE t SET d = at::date; RESET TIME ZONE;",
      'ALTER TABLE t DROP COLUMN d;',
    ],
  },
  {
    name: 'a down that reads days as the session does',
    before: table("v date NOT NULL CHECK (v BETWEEN '2001-02-03' AND '2001-12-12')"),
    bad: [
      "ALTER TABLE t DROP CONSTRAINT t_v_check; ALTER TABLE t ALTER COLUMN v TYPE text USING to_char(v, 'MM/DD/YYYY');",
      "ALTER TABLE t ALTER COLUMN v TYPE date USING v::date; ALTER TABLE t ADD CHECK (v > '2001-01-01');",
    ],
    rule: depends,
    good: [
      "ALTER TABLE t DROP CONSTRAINT t_v_check; ALTER TABLE t ALTER COLUMN v TYPE text USING to_char(v, 'MM/DD/YYYY');",
      "ALTER TABLE t ALTER COLUMN v TYPE date USING to_date(v, 'MM/DD/YYYY'); ALTER TABLE t ADD CHECK (v > '2001-01-01');",
    ],
  },
  {
    name: 'a moment that loses its zone in the down only',
    before: table('at timestamp NOT NULL, a text'),
    bad: [
      "ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
      'ALTER TABLE t ALTER COLUMN at TYPE timestamp;',
    ],
    rule: depends,
    good: [
      "ALTER TABLE t ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
      "ALTER TABLE t ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC';",
    ],
  },
  {
    name: 'the text of money',
    before: table('price money NOT NULL, a text'),
    bad: addWords('price::text'),
    rule: depends,
    good: addWords('price::numeric::text'),
  },
  {
    name: 'money that becomes a text',
    before: table('price money NOT NULL CHECK (price > 1::money)'),
    bad: [
      'ALTER TABLE t DROP CONSTRAINT t_price_check; ALTER TABLE t ALTER COLUMN price TYPE text;',
      "ALTER TABLE t ALTER COLUMN price TYPE money USING replace(replace(price, '$', ''), ',', '')::numeric::money; ALTER TABLE t ADD CHECK (price > 1::money);",
    ],
    rule: depends,
    good: [
      'ALTER TABLE t DROP CONSTRAINT t_price_check; ALTER TABLE t ALTER COLUMN price TYPE numeric(20, 2);',
      'ALTER TABLE t ALTER COLUMN price TYPE money; ALTER TABLE t ADD CHECK (price > 1::money);',
    ],
  },
  {
    name: 'the name of a month, in whatever language',
    before: moments,
    bad: addWords("to_char(at AT TIME ZONE 'UTC', 'TMMonth YYYY')"),
    rule: depends,
    good: addWords("to_char(at AT TIME ZONE 'UTC', 'FMMonth YYYY')"),
  },
  {
    name: 'a number with the marks of whatever country',
    before: table('n numeric(8, 2) NOT NULL, a text'),
    bad: addWords("to_char(n, 'FM9G999G990D00')"),
    rule: depends,
    good: addWords("to_char(n, 'FM9999990.00')"),
  },
  {
    name: 'a number with the marks of a country that is said, or is said too late',
    before: table('n numeric(8, 2) NOT NULL, a text'),
    bad: addWords("to_char(n, 'FM9G999G990D00'); SET LOCAL lc_numeric = 'C'"),
    rule: depends,
    good: [
      "SET LOCAL lc_numeric = 'C'; ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = to_char(n, 'FM9G999G990D00');",
      dropB,
    ],
  },
  {
    name: 'a number that is read with the marks of whatever country',
    before: table("n text NOT NULL CHECK (n IN ('1.50', '2.75')), a text"),
    bad: [
      `ALTER TABLE t ADD COLUMN b numeric; DO $$ BEGIN UPDATE t SET b = to_number(n, '9D99'); END $$;`,
      dropB,
    ],
    rule: depends,
    good: [
      `ALTER TABLE t ADD COLUMN b numeric; DO $$ BEGIN UPDATE t SET b = to_number(n, '9.99'); END $$;`,
      dropB,
    ],
  },
  {
    name: 'an amount of money that is written out',
    before: people,
    bad: ["ALTER TABLE t ADD COLUMN b money; UPDATE t SET b = '1.50'::money;", dropB],
    rule: depends,
    good: ["ALTER TABLE t ADD COLUMN b money; UPDATE t SET b = 1.50::money + '5'::money;", dropB],
  },
  {
    name: 'an amount of money that a column gets',
    before: table('price money NOT NULL, a text'),
    bad: ["INSERT INTO t (a, price) VALUES ('1.50', '5'), ('x', '$1.50');", '-- irreversible: paid'],
    rule: depends,
    good: ["INSERT INTO t (a, price) VALUES ('1.50', '5'), ('x', 1.50);", '-- irreversible: paid'],
  },
  {
    name: 'words to search for, in whatever language',
    before: table("body text NOT NULL CHECK (body IN ('the running dogs', 'houses of the queen'))"),
    bad: ['ALTER TABLE t ADD COLUMN b tsvector; UPDATE t SET b = to_tsvector(body);', dropB],
    rule: depends,
    good: ["ALTER TABLE t ADD COLUMN b tsvector; UPDATE t SET b = to_tsvector('english', body);", dropB],
  },
  {
    name: 'the text of a moment, in a function that is there',
    before: `${moments} CREATE FUNCTION fill() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET a = at::text WHERE a IS NULL; END $$;
CREATE FUNCTION fill_well() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET a = extract(epoch FROM at)::text WHERE a IS NULL; END $$;`,
    bad: ['SELECT fill();', '-- irreversible: filled'],
    rule: depends,
    good: ['SELECT fill_well();', '-- irreversible: filled'],
  },
  {
    name: 'a table that is in two schemas',
    before: `${people} CREATE SCHEMA archive; CREATE TABLE archive.t (id integer, a text, b text);`,
    bad: ["ALTER TABLE public.t ADD COLUMN b text; UPDATE t SET b = coalesce(a, '');", noPublicB],
    rule: depends,
    good: ["ALTER TABLE public.t ADD COLUMN b text; UPDATE public.t SET b = coalesce(a, '');", noPublicB],
  },
  {
    name: 'a table that is in two schemas, and a search_path that says which',
    before: `${people} CREATE SCHEMA archive; CREATE TABLE archive.t (id integer, a text, b text);`,
    bad: [
      "ALTER TABLE t ADD COLUMN b text; DO $$ BEGIN UPDATE t SET b = coalesce(a, ''); END $$;",
      noPublicB,
    ],
    rule: depends,
    good: [
      "SET LOCAL search_path = public; ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = coalesce(a, '');",
      noPublicB,
    ],
  },
  {
    name: 'a table that is in two schemas, in a function that is made',
    before: `${people} CREATE SCHEMA archive; CREATE TABLE archive.t (id integer, a text, b text);`,
    bad: [
      'CREATE FUNCTION public.busy() RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN SELECT count(*) INTO n FROM t; RETURN n; END $$;',
      'DROP FUNCTION public.busy();',
    ],
    rule: depends,
    good: [
      'CREATE FUNCTION public.busy() RETURNS bigint LANGUAGE plpgsql SET search_path = public AS $$ DECLARE n bigint; BEGIN SELECT count(*) INTO n FROM t; RETURN n; END $$;',
      'DROP FUNCTION public.busy();',
    ],
  },
  {
    name: 'a table that is in two schemas, in a function in SQL',
    before: `${people} CREATE SCHEMA archive; CREATE TABLE archive.t (id integer, a text, b text);`,
    bad: [
      "CREATE FUNCTION public.busy() RETURNS bigint LANGUAGE 'SQL' AS 'SELECT count(*) FROM t';",
      'DROP FUNCTION public.busy();',
    ],
    rule: depends,
    good: [
      `DO $$ DECLARE n bigint; BEGIN SET LOCAL search_path = public; SELECT count(*) INTO n FROM t; SET LOCAL search_path = ''; END $$;
      CREATE FUNCTION public.busy() RETURNS bigint LANGUAGE 'SQL' AS 'WITH t AS (SELECT FROM public.t) SELECT count(*) FROM t';`,
      'DROP FUNCTION public.busy();',
    ],
  },
  {
    name: 'a type that is in two schemas',
    before: `${people} CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE SCHEMA other; CREATE TYPE other.mood AS ENUM ('ok', 'sad', 'happy');`,
    bad: ["ALTER TABLE t ADD COLUMN b public.mood; UPDATE t SET b = 'ok'::mood;", dropB],
    rule: depends,
    good: ["ALTER TABLE t ADD COLUMN b public.mood; UPDATE t SET b = 'ok'::public.mood;", dropB],
  },
  {
    name: 'a function that is in two schemas',
    before: `${people} CREATE SCHEMA other; CREATE FUNCTION mark() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'a' $$;
CREATE FUNCTION other.mark() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'b' $$;`,
    bad: ['ALTER TABLE t ADD COLUMN b text DEFAULT mark();', dropB],
    rule: depends,
    good: ['ALTER TABLE t ADD COLUMN b text DEFAULT public.mark();', dropB],
  },
  {
    name: 'a temporary table with the name of another',
    before: people,
    bad: [
      'CREATE TEMP TABLE t AS SELECT id, a FROM public.t; UPDATE t SET a = a; DROP TABLE pg_temp.t;',
      'SELECT 1;',
    ],
    rule: depends,
    good: ['CREATE TEMP TABLE u AS SELECT id, a FROM t; UPDATE u SET a = a; DROP TABLE u;', 'SELECT 1;'],
  },
  {
    name: 'a sequence that is in two schemas',
    before: `${people} CREATE SCHEMA other; CREATE SEQUENCE other.t_id_seq;`,
    bad: ["SELECT setval('t_id_seq', 5000);", 'SELECT 1;'],
    rule: depends,
    good: ["SELECT setval('public.t_id_seq', 5000);", 'SELECT 1;'],
  },
];
