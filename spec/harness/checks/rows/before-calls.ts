import { type CloseCall, table } from './close-call.ts';

const fails = 'migration-fails-on-rows';
const changes = 'migration-changes-rows';
const breaks = 'migration-breaks-inserts';

const sqlFunction = (signature: string, body: string): string =>
  `CREATE FUNCTION ${signature} LANGUAGE sql AS $$ ${body} $$;`;
const trigger = (when: string, body: string): string =>
  `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;
   CREATE TRIGGER g BEFORE ${when} ON t FOR EACH ROW EXECUTE FUNCTION f();`;
const nothing = 'SELECT 1;';
const dropTier = 'ALTER TABLE t DROP COLUMN tier;';

/** Functions that are there before a step, which calls them: what their bodies speak of is what the step speaks of. */
const functions: readonly CloseCall[] = [
  {
    name: 'a function that deletes what its body names',
    before: `${table('note text')}
      ${sqlFunction('purge() RETURNS void', "DELETE FROM t WHERE note = 'stale'")}
      ${sqlFunction('stale() RETURNS bigint', "SELECT count(*) FROM t WHERE note = 'stale'")}`,
    bad: ['SELECT purge();', nothing],
    rule: changes,
    good: ['SELECT stale();', nothing],
  },
  {
    name: 'a procedure that puts its statement together',
    before: `${table('state text')}
      CREATE PROCEDURE clear(name text, word text) LANGUAGE plpgsql AS $$ BEGIN
        EXECUTE format('DELETE FROM %I WHERE state = %L', name, 'closed') || ' AND ' || word; END $$;`,
    bad: ["CALL clear('t', 'true');", nothing],
    rule: changes,
    good: ["CALL clear('t', 'false');", nothing],
  },
  {
    name: 'a function that has no answer for a text that it names',
    before: `${table('plan text NOT NULL')}
      ${sqlFunction('tier_of(plan text) RETURNS text IMMUTABLE', "SELECT CASE plan WHEN 'legacy-2019' THEN NULL ELSE 'standard' END")}`,
    bad: [
      'ALTER TABLE t ADD COLUMN tier text; UPDATE t SET tier = tier_of(plan); ALTER TABLE t ALTER COLUMN tier SET NOT NULL;',
      dropTier,
    ],
    rule: fails,
    good: [
      "ALTER TABLE t ADD COLUMN tier text; UPDATE t SET tier = coalesce(tier_of(plan), 'legacy'); ALTER TABLE t ALTER COLUMN tier SET NOT NULL;",
      dropTier,
    ],
  },
  {
    name: 'a function that another calls, and that has no answer for a number that it names',
    before: `${table('points integer NOT NULL')}
      ${sqlFunction('level(points integer) RETURNS text IMMUTABLE', "SELECT CASE WHEN points < 4711 THEN 'low' WHEN points > 4711 THEN 'high' END")}
      ${sqlFunction('tier_of(points integer) RETURNS text IMMUTABLE', "SELECT 'tier-' || level(points)")}`,
    bad: [
      'ALTER TABLE t ADD COLUMN tier text; UPDATE t SET tier = tier_of(points); ALTER TABLE t ALTER COLUMN tier SET NOT NULL;',
      dropTier,
    ],
    rule: fails,
    good: ['ALTER TABLE t ADD COLUMN tier text; UPDATE t SET tier = tier_of(points);', dropTier],
  },
  {
    name: 'a trigger that refuses to change rows that it names',
    before: `${table('state text, note text')}
      ${trigger('UPDATE', "IF OLD.state = 'locked' THEN RAISE 'locked'; END IF;")}`,
    bad: [
      'ALTER TABLE t ADD COLUMN long boolean; UPDATE t SET long = length(note) > 5;',
      'ALTER TABLE t DROP COLUMN long;',
    ],
    rule: fails,
    good: [
      'ALTER TABLE t ADD COLUMN long boolean; ALTER TABLE t DISABLE TRIGGER g; UPDATE t SET long = length(note) > 5; ALTER TABLE t ENABLE TRIGGER g;',
      'ALTER TABLE t DROP COLUMN long;',
    ],
  },
];

/** Triggers and sequences that are there before a step, which speaks of neither. */
const feeders: readonly CloseCall[] = [
  {
    name: 'a column renamed that a trigger works with',
    before: `${table('a text, n integer NOT NULL DEFAULT 1')}
      ${trigger('INSERT', "IF NEW.n < 0 THEN RAISE 'negative'; END IF;")}`,
    bad: ['ALTER TABLE t RENAME COLUMN n TO pieces;', 'ALTER TABLE t RENAME COLUMN pieces TO n;'],
    rule: breaks,
    good: ['ALTER TABLE t RENAME COLUMN a TO b;', 'ALTER TABLE t RENAME COLUMN b TO a;'],
  },
  {
    name: 'a column dropped that a trigger works with',
    before: `${table('a text, n integer')} ${trigger('INSERT OR UPDATE', 'NEW.n := coalesce(NEW.n, 0);')}`,
    bad: ['ALTER TABLE t DROP COLUMN n;', 'ALTER TABLE t ADD COLUMN n integer;'],
    rule: breaks,
    good: ['ALTER TABLE t DROP COLUMN a;', '-- irreversible: nobody needs it'],
  },
  {
    name: 'a log renamed that the trigger of another table writes to',
    before: `CREATE TABLE log (at timestamptz); ${table('a text')} ${trigger('INSERT', 'INSERT INTO log VALUES (now());')}`,
    bad: [
      "ALTER TABLE log RENAME TO journal; ALTER TABLE t ALTER COLUMN a SET DEFAULT '';",
      'ALTER TABLE t ALTER COLUMN a DROP DEFAULT; ALTER TABLE journal RENAME TO log;',
    ],
    rule: breaks,
    good: [
      "ALTER TABLE log RENAME COLUMN at TO noted_at; ALTER TABLE t ALTER COLUMN a SET DEFAULT '';",
      'ALTER TABLE t ALTER COLUMN a DROP DEFAULT; ALTER TABLE log RENAME COLUMN noted_at TO at;',
    ],
  },
  {
    name: 'a sequence of nobody that a key asks by its default',
    before: `CREATE SEQUENCE invoice; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('invoice'), a text);`,
    bad: ['ALTER SEQUENCE invoice RESTART WITH 1;', nothing],
    rule: breaks,
    good: ['ALTER SEQUENCE invoice CACHE 10;', 'ALTER SEQUENCE invoice CACHE 1;'],
  },
  {
    name: 'a sequence that two tables ask, set to where one of them is',
    before: `CREATE SEQUENCE number; CREATE TABLE p (id bigint PRIMARY KEY DEFAULT nextval('number')); CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('number'));`,
    bad: ["SELECT setval('number', (SELECT greatest(max(id), 1) FROM p));", nothing],
    rule: breaks,
    good: [
      "SELECT setval('number', (SELECT greatest(max(id), 1) FROM (TABLE p UNION ALL TABLE t) AS every));",
      nothing,
    ],
  },
];

export const beforeCalls: readonly CloseCall[] = [...functions, ...feeders];
