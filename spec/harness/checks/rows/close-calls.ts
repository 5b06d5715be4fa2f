import type { Example } from './bench.ts';

/** A migration that fails on some rows only, or treats some of them wrongly, and one close to it that is right. */
export interface CloseCall {
  readonly name: string;
  readonly before: string;
  /** An up, and its down. */
  readonly bad: readonly [up: string, down: string];
  /** The rule that says so. */
  readonly rule: string;
  readonly good: readonly [up: string, down: string];
}

export const table = (columns: string): string => `CREATE TABLE t (id serial PRIMARY KEY, ${columns});`;
const dropCheck = 'ALTER TABLE t DROP CONSTRAINT t_check;';
const check = (expression: string, how = ''): string =>
  `ALTER TABLE t ADD CONSTRAINT t_check CHECK (${expression})${how};`;
const unique = (key: string): string => `CREATE UNIQUE INDEX t_key ON t (${key});`;
const index = (key: string): string => `CREATE INDEX t_key ON t (${key});`;
const dropIndex = 'DROP INDEX t_key;';

const fails = 'migration-fails-on-rows';
const changes = 'migration-changes-rows';

/** NULL and values meet in every pair of columns. */
const nulls: readonly CloseCall[] = [
  {
    name: 'two columns that are NULL together, or not at all',
    before: table('a integer, b integer'),
    bad: [check('(a IS NULL) = (b IS NULL)'), dropCheck],
    rule: fails,
    good: [
      `UPDATE t SET a = 0 WHERE a IS NULL; UPDATE t SET b = 0 WHERE b IS NULL; ${check('(a IS NULL) = (b IS NULL)')}`,
      dropCheck,
    ],
  },
  {
    name: 'one of two columns that has a value',
    before: table('a text, b text'),
    bad: [check('num_nonnulls(a, b) = 1'), dropCheck],
    rule: fails,
    good: [check('num_nonnulls(a, b) = 1', ' NOT VALID'), dropCheck],
  },
  {
    name: 'a backfill that forgets the second of two columns',
    before: table('first text, last text'),
    bad: [
      "ALTER TABLE t ADD COLUMN whole text; UPDATE t SET whole = coalesce(first, '') || last; UPDATE t SET whole = '' WHERE first IS NULL; ALTER TABLE t ALTER COLUMN whole SET NOT NULL;",
      'ALTER TABLE t DROP COLUMN whole;',
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD COLUMN whole text; UPDATE t SET whole = coalesce(first, '') || coalesce(last, ''); ALTER TABLE t ALTER COLUMN whole SET NOT NULL;",
      'ALTER TABLE t DROP COLUMN whole;',
    ],
  },
  {
    name: 'an end that needs a beginning',
    before: table('begun timestamptz, ended timestamptz'),
    bad: [check('ended IS NULL OR begun IS NOT NULL'), dropCheck],
    rule: fails,
    good: [check('ended IS NULL OR begun IS NOT NULL', ' NOT VALID'), dropCheck],
  },
  {
    name: 'three columns of which the third depends on both others',
    before: table('a boolean, b boolean, c text, d text, e text'),
    bad: [check('NOT (c IS NOT NULL AND e IS NULL)'), dropCheck],
    rule: fails,
    good: [check('c IS NOT NULL OR c IS NULL'), dropCheck],
  },
];

/** Values that the statements speak of, and what they take for the same. */
const values: readonly CloseCall[] = [
  {
    name: 'texts that differ in case only',
    before: table('email text NOT NULL'),
    bad: [unique('lower(email)'), dropIndex],
    rule: fails,
    good: [index('lower(email)'), dropIndex],
  },
  {
    name: 'texts that differ in blanks at their ends only',
    before: table('name text NOT NULL'),
    bad: [unique('trim(name)'), dropIndex],
    rule: fails,
    good: [index('trim(name)'), dropIndex],
  },
  {
    name: 'texts that differ in their Unicode form only',
    before: table('name text NOT NULL'),
    bad: [unique('normalize(name)'), dropIndex],
    rule: fails,
    good: [index('normalize(name)'), dropIndex],
  },
  {
    name: 'two moments of one day',
    before: table('at timestamp NOT NULL'),
    bad: [unique("date_trunc('day', at)"), dropIndex],
    rule: fails,
    good: [index("date_trunc('day', at)"), dropIndex],
  },
  {
    name: 'a word that a new check forbids',
    before: table('state text NOT NULL'),
    bad: [check("state <> 'legacy'"), dropCheck],
    rule: fails,
    good: [check("state <> 'legacy'", ' NOT VALID'), dropCheck],
  },
  {
    name: 'a word by which rows are deleted',
    before: table('kind text NOT NULL'),
    bad: ["DELETE FROM t WHERE kind = 'temporary';", 'SELECT 1;'],
    rule: changes,
    good: ["SELECT count(*) FROM t WHERE kind = 'temporary';", 'SELECT 1;'],
  },
  {
    name: 'a word that becomes another',
    before: table('kind text NOT NULL'),
    bad: ["UPDATE t SET kind = 'current' WHERE kind = 'recent';", 'SELECT 1;'],
    rule: changes,
    good: ["UPDATE t SET kind = 'recent' WHERE kind = 'recent';", 'SELECT 1;'],
  },
  {
    name: 'a number that nothing is divided by',
    before: table('n integer NOT NULL'),
    bad: [
      'ALTER TABLE t ADD COLUMN share numeric; UPDATE t SET share = 100.0 / (n - 42);',
      'ALTER TABLE t DROP COLUMN share;',
    ],
    rule: fails,
    good: [
      'ALTER TABLE t ADD COLUMN share numeric; UPDATE t SET share = 100.0 / nullif(n - 42, 0);',
      'ALTER TABLE t DROP COLUMN share;',
    ],
  },
  {
    name: 'a bound that a value may lie on',
    before: table('n integer NOT NULL CHECK (n BETWEEN 0 AND 100)'),
    bad: [check('n < 100'), dropCheck],
    rule: fails,
    good: [check('n <= 100'), dropCheck],
  },
  {
    name: 'addresses of a domain, found by a pattern',
    before: table('email text NOT NULL'),
    bad: ["DELETE FROM t WHERE email LIKE '%@example.com';", 'SELECT 1;'],
    rule: changes,
    good: ["DELETE FROM t WHERE email LIKE '%@example.com' AND id < 0;", 'SELECT 1;'],
  },
  {
    name: 'a number in a document that may be a text',
    before: table('data jsonb NOT NULL'),
    bad: [
      "ALTER TABLE t ADD COLUMN size integer; UPDATE t SET size = (data ->> 'size')::integer;",
      'ALTER TABLE t DROP COLUMN size;',
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD COLUMN size numeric; UPDATE t SET size = (data -> 'size')::numeric WHERE jsonb_typeof(data -> 'size') = 'number';",
      'ALTER TABLE t DROP COLUMN size;',
    ],
  },
  {
    name: 'a key of a document that is taken out',
    before: table('data jsonb NOT NULL'),
    bad: ["UPDATE t SET data = data - 'theme' WHERE jsonb_typeof(data) = 'object';", 'SELECT 1;'],
    rule: changes,
    good: [
      "ALTER TABLE t ADD COLUMN theme text; UPDATE t SET theme = data ->> 'theme' WHERE jsonb_typeof(data) = 'object';",
      'ALTER TABLE t DROP COLUMN theme;',
    ],
  },
  {
    name: 'a word in a block',
    before: table('kind text NOT NULL'),
    bad: ["DO $$ BEGIN DELETE FROM t WHERE kind = 'stale'; END $$;", 'SELECT 1;'],
    rule: changes,
    good: ["DO $$ BEGIN PERFORM FROM t WHERE kind = 'stale'; END $$;", 'SELECT 1;'],
  },
];

const downChanges = 'migration-down-changes-rows';
const toText = (sql: string): string => `ALTER TABLE t ALTER COLUMN v TYPE text USING ${sql};`;

/** The down is judged by what was there before the up, whatever the up did between. */
const downs: readonly CloseCall[] = [
  {
    name: 'a truth value that becomes a word, and back',
    before: table('v boolean NOT NULL'),
    bad: [
      toText("CASE WHEN v THEN 'yes' ELSE 'no' END"),
      "ALTER TABLE t ALTER COLUMN v TYPE boolean USING v = 'no';",
    ],
    rule: downChanges,
    good: [
      toText("CASE WHEN v THEN 'yes' ELSE 'no' END"),
      "ALTER TABLE t ALTER COLUMN v TYPE boolean USING v = 'yes';",
    ],
  },
  {
    name: 'a prefix, and back',
    before: table('v text NOT NULL'),
    bad: ["UPDATE t SET v = 'x-' || v;", 'UPDATE t SET v = substr(v, 2);'],
    rule: downChanges,
    good: ["UPDATE t SET v = 'x-' || v;", 'UPDATE t SET v = substr(v, 3);'],
  },
  {
    name: 'a day that becomes a text, and back',
    before: table("v date NOT NULL CHECK (v BETWEEN '2001-02-03' AND '2031-12-31')"),
    bad: [
      `ALTER TABLE t DROP CONSTRAINT t_v_check; ${toText("to_char(v, 'DD.MM.YYYY')")}`,
      "ALTER TABLE t ALTER COLUMN v TYPE date USING to_date(substr(v, 4), 'MM.YYYY'); ALTER TABLE t ADD CHECK (v > '2001-01-01');",
    ],
    rule: downChanges,
    good: [
      `ALTER TABLE t DROP CONSTRAINT t_v_check; ${toText("to_char(v, 'DD.MM.YYYY')")}`,
      "ALTER TABLE t ALTER COLUMN v TYPE date USING to_date(v, 'DD.MM.YYYY'); ALTER TABLE t ADD CHECK (v > '2001-01-01');",
    ],
  },
  {
    name: 'a down that empties what its up has changed',
    before: table('v text NOT NULL'),
    bad: ["UPDATE t SET v = v || '!';", "UPDATE t SET v = '';"],
    rule: downChanges,
    good: [
      "ALTER TABLE t ADD COLUMN earlier text; UPDATE t SET earlier = v, v = v || '!';",
      'UPDATE t SET v = coalesce(earlier, v); ALTER TABLE t DROP COLUMN earlier;',
    ],
  },
];

const inserts = 'migration-breaks-inserts';
export const people = table('a text');
const identity = `ALTER TABLE t ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE t_id_seq;
ALTER TABLE t ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;`;
const goOn = "SELECT setval(pg_get_serial_sequence('t', 'id'), max(id)) FROM t;";
const serial = `ALTER TABLE t ALTER COLUMN id DROP IDENTITY; CREATE SEQUENCE t_id_seq AS integer OWNED BY t.id;
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('t_id_seq');`;

const stamping = (sql: string): string =>
  `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${sql}; RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();`;
const unstamped = 'DROP TRIGGER stamp ON t; DROP FUNCTION stamp();';

/** After each step a table takes one row more by its defaults, if it did before. */
const afterwards: readonly CloseCall[] = [
  {
    name: 'a serial that becomes an identity, which begins at 1',
    before: people,
    bad: [identity, `${serial} ${goOn}`],
    rule: inserts,
    good: [`${identity} ${goOn}`, `${serial} ${goOn}`],
  },
  {
    name: 'a down whose new sequence begins at 1',
    before: people,
    bad: [`${identity} ${goOn}`, serial],
    rule: inserts,
    good: [
      `${identity} ${goOn}`,
      `${serial} SELECT setval('t_id_seq', coalesce(max(id), 0) + 1, false) FROM t;`,
    ],
  },
  {
    name: 'a sequence that is restarted',
    before: people,
    bad: ['ALTER SEQUENCE t_id_seq RESTART;', 'SELECT 1;'],
    rule: inserts,
    good: ['ALTER SEQUENCE t_id_seq RESTART WITH 1000000;', 'SELECT 1;'],
  },
  {
    name: 'a sequence that is set to a value before the last one',
    before: people,
    bad: ["SELECT setval('t_id_seq', 5);", goOn],
    rule: inserts,
    good: ["SELECT setval('t_id_seq', 5000);", goOn],
  },
  {
    name: 'keys that grow downwards',
    before: 'CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (INCREMENT -1) PRIMARY KEY, a text);',
    bad: ['ALTER TABLE t ALTER COLUMN id RESTART WITH -1;', 'SELECT 1;'],
    rule: inserts,
    good: ['ALTER TABLE t ALTER COLUMN id RESTART WITH -1000;', 'SELECT 1;'],
  },
  {
    name: 'a default that divides by zero',
    before: table('a text, n integer NOT NULL DEFAULT 1'),
    bad: [
      "ALTER TABLE t ALTER COLUMN n SET DEFAULT 100 / (length('') + 0);",
      'ALTER TABLE t ALTER COLUMN n SET DEFAULT 1;',
    ],
    rule: inserts,
    good: [
      "ALTER TABLE t ALTER COLUMN n SET DEFAULT 100 / (length('') + 1);",
      'ALTER TABLE t ALTER COLUMN n SET DEFAULT 1;',
    ],
  },
  {
    name: 'a default that a check refuses',
    before: table("state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'old'))"),
    bad: [
      "ALTER TABLE t ALTER COLUMN state SET DEFAULT 'fresh';",
      "ALTER TABLE t ALTER COLUMN state SET DEFAULT 'new';",
    ],
    rule: inserts,
    good: [
      "ALTER TABLE t ALTER COLUMN state SET DEFAULT 'old';",
      "ALTER TABLE t ALTER COLUMN state SET DEFAULT 'new';",
    ],
  },
  {
    name: 'a trigger that sets what is not there',
    before: people,
    bad: [stamping("NEW.b := 'x'"), unstamped],
    rule: inserts,
    good: [stamping("NEW.a := 'x'"), unstamped],
  },
];

const differs = 'migration-second-up-differs';
const addNumber = (sql: string): CloseCall['bad'] => [
  `ALTER TABLE t ADD COLUMN n bigint; ${sql}`,
  'ALTER TABLE t DROP COLUMN n;',
];

/** What an up adds is the same the second time, unless it is drawn. */
const secondUps: readonly CloseCall[] = [
  {
    name: 'numbers taken from where rows lie on disk',
    before: people,
    bad: addNumber('UPDATE t SET n = (ctid::text::point)[1];'),
    rule: differs,
    good: addNumber(
      'UPDATE t SET n = r.n FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM t) AS r WHERE r.id = t.id;',
    ),
  },
  {
    name: 'the number of an object that is made again',
    before: people,
    bad: [
      "ALTER TABLE t ADD COLUMN n bigint; CREATE TABLE u (); UPDATE t SET n = 'u'::regclass::oid;",
      'DROP TABLE u; ALTER TABLE t DROP COLUMN n;',
    ],
    rule: differs,
    good: [
      "ALTER TABLE t ADD COLUMN n bigint; CREATE TABLE u (); UPDATE t SET n = 't'::regclass::oid;",
      'DROP TABLE u; ALTER TABLE t DROP COLUMN n;',
    ],
  },
];

const hidden = 'migration-hidden-rows';
const refused = 'migration-fails-as-owner';
const policy =
  "CREATE POLICY own ON t USING (tenant = nullif(current_setting('app.tenant', true), '')::integer);";
const tenants = table('tenant integer NOT NULL DEFAULT 1, a text');
const secure = 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;';
const secured = `${tenants} ${secure} ${policy}`;
const unforced = (sql: string): string =>
  `ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ${sql} ALTER TABLE t FORCE ROW LEVEL SECURITY;`;
const addB = 'ALTER TABLE t ADD COLUMN b text;';
const fillB = "UPDATE t SET b = coalesce(a, 'none');";
export const dropB = 'ALTER TABLE t DROP COLUMN b;';
const byDefiner = `CREATE FUNCTION fill() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ ${fillB} $$; SELECT fill(); DROP FUNCTION fill();`;

/** Production's role is no superuser. */
const roles: readonly CloseCall[] = [
  {
    name: 'a backfill that forced row security turns into nothing',
    before: secured,
    bad: [`${addB} ${fillB}`, dropB],
    rule: hidden,
    good: [`${addB} ${unforced(fillB)}`, dropB],
  },
  {
    name: 'NOT NULL after such a backfill',
    before: secured,
    bad: [`${addB} ${fillB} ALTER TABLE t ALTER COLUMN b SET NOT NULL;`, dropB],
    rule: refused,
    good: [`${addB} ${unforced(fillB)} ALTER TABLE t ALTER COLUMN b SET NOT NULL;`, dropB],
  },
  {
    name: 'a backfill in a function with the rights of its owner',
    before: secured,
    bad: [`${addB} ${byDefiner}`, dropB],
    rule: hidden,
    good: [`${addB} ${unforced(byDefiner)}`, dropB],
  },
  {
    name: 'a backfill after row security is switched on',
    before: tenants,
    bad: [
      `${addB} ${secure} ${policy} ${fillB}`,
      `${dropB} DROP POLICY own ON t; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;`,
    ],
    rule: hidden,
    good: [
      `${addB} ${fillB} ${secure} ${policy}`,
      `${dropB} DROP POLICY own ON t; ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ALTER TABLE t DISABLE ROW LEVEL SECURITY;`,
    ],
  },
  {
    name: 'a copy of rows that are hidden',
    before: secured,
    bad: ['CREATE TABLE u (id integer, a text); INSERT INTO u SELECT id, a FROM t;', 'DROP TABLE u;'],
    rule: hidden,
    good: [
      `CREATE TABLE u (id integer, a text); ${unforced('INSERT INTO u SELECT id, a FROM t;')}`,
      'DROP TABLE u;',
    ],
  },
  {
    name: 'a down that puts back what is hidden',
    before: secured,
    bad: [`${addB} ${unforced("UPDATE t SET b = a, a = a || '!';")}`, `UPDATE t SET a = b; ${dropB}`],
    rule: hidden,
    good: [
      `${addB} ${unforced("UPDATE t SET b = a, a = a || '!';")}`,
      `${unforced('UPDATE t SET a = b;')} ${dropB}`,
    ],
  },
  {
    name: 'row security that binds the owner, or others only',
    before: secured,
    bad: [`${addB} ${fillB}`, dropB],
    rule: hidden,
    good: [
      `ALTER TABLE t NO FORCE ROW LEVEL SECURITY; ${addB} ${fillB}`,
      `${dropB} ALTER TABLE t FORCE ROW LEVEL SECURITY;`,
    ],
  },
  {
    name: 'an extension that only a superuser may create',
    before: people,
    bad: ['CREATE EXTENSION pageinspect;', 'DROP EXTENSION pageinspect;'],
    rule: refused,
    good: ['CREATE EXTENSION hstore;', 'DROP EXTENSION hstore;'],
  },
  {
    name: 'a function that only a superuser may call',
    before: people,
    bad: [`${addB} UPDATE t SET b = (SELECT min(f) FROM pg_ls_dir('.') AS f);`, dropB],
    rule: refused,
    good: [
      `${addB} UPDATE t SET b = (SELECT min(f) FROM unnest('{x}'::text[]) AS f); GRANT SELECT ON t TO PUBLIC;`,
      `REVOKE SELECT ON t FROM PUBLIC; ${dropB}`,
    ],
  },
];

export const closeCalls: readonly CloseCall[] = [
  ...nulls,
  ...values,
  ...downs,
  ...afterwards,
  ...secondUps,
  ...roles,
];

export const exampleOf = ({ before }: CloseCall, [up, down]: CloseCall['bad']): Example => ({
  before,
  up,
  down,
});
