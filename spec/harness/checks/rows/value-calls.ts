import {
  type CloseCall,
  changes,
  check,
  dropCheck,
  dropIndex,
  fails,
  index,
  table,
  unique,
} from './close-call.ts';

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

export const valueCalls = [...nulls, ...values];
