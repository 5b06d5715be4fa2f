import type { Control } from './row.ts';

const within = (sentence: string, change: string): Control => ({ sentence, change });
const folded = (sentence: string, change: string): Control => ({
  ...within(sentence, change),
  shownByDump: 'a job makes and drops partitions',
});
const alone = (sentence: string, ...statements: string[]): Control => ({
  sentence,
  change: { alone: statements },
});

/** What may be done to a database without its meaning another thing. */
export const controls: readonly Control[] = [
  within('nothing at all', ''),
  within('reindexing', 'REINDEX TABLE shop.person; REINDEX INDEX shop.moods_idx'),
  alone('reindexing without a lock', 'REINDEX TABLE CONCURRENTLY shop.person'),
  alone('reindexing a schema', 'REINDEX SCHEMA shop'),
  within(
    'clustering, and forgetting it',
    'CLUSTER shop.person USING person_boss_idx; ALTER TABLE shop.person SET WITHOUT CLUSTER',
  ),
  alone('vacuum', 'VACUUM shop.person'),
  alone('vacuum full', 'VACUUM FULL shop.person', 'VACUUM FULL shop.sale'),
  alone('vacuum full of the catalogs', 'VACUUM FULL pg_class', 'VACUUM FULL pg_attribute'),
  within('analyze', 'ANALYZE'),
  within(
    'other rows',
    "INSERT INTO shop.person (email, stay) SELECT 'p' || n, NULL FROM generate_series(1, 500) n",
  ),
  within('fewer rows', 'DELETE FROM shop.person WHERE id = 2'),
  within('truncate', 'TRUNCATE shop.person, shop.sale, shop.refund RESTART IDENTITY'),
  within('a sequence that has counted', "SELECT nextval('shop.ticket'), setval('shop.person_id_seq', 900)"),
  within('a refreshed materialized view', 'REFRESH MATERIALIZED VIEW shop.moods'),
  alone('a materialized view refreshed without a lock', 'REFRESH MATERIALIZED VIEW CONCURRENTLY shop.moods'),
  within(
    'a table renamed there and back',
    'ALTER TABLE shop.person RENAME TO x; ALTER TABLE shop.x RENAME TO person',
  ),
  within(
    'a column renamed there and back',
    'ALTER TABLE shop.person RENAME name TO x; ALTER TABLE shop.person RENAME x TO name',
  ),
  within(
    'an index renamed there and back',
    'ALTER INDEX shop.person_name_idx RENAME TO x; ALTER INDEX shop.x RENAME TO person_name_idx',
  ),
  within(
    'a constraint renamed there and back',
    'ALTER TABLE shop.person RENAME CONSTRAINT named TO x; ALTER TABLE shop.person RENAME CONSTRAINT x TO named',
  ),
  within('a schema renamed there and back', 'ALTER SCHEMA shop RENAME TO x; ALTER SCHEMA x RENAME TO shop'),
  within(
    'a label renamed there and back',
    "ALTER TYPE shop.mood RENAME VALUE 'ok' TO 'x'; ALTER TYPE shop.mood RENAME VALUE 'x' TO 'ok'",
  ),
  within(
    'an index dropped and made again',
    'DROP INDEX shop.person_boss_idx; CREATE INDEX person_boss_idx ON shop.person (boss)',
  ),
  within(
    'an index dropped and made again, spelled out',
    `DROP INDEX shop.person_boss_idx;
     CREATE INDEX person_boss_idx ON shop.person USING btree (boss int4_ops ASC NULLS LAST)`,
  ),
  alone(
    'an index made again without a lock',
    'DROP INDEX CONCURRENTLY shop.person_boss_idx',
    'CREATE INDEX CONCURRENTLY person_boss_idx ON shop.person (boss)',
  ),
  within(
    'a check dropped and made again, validated later',
    `ALTER TABLE shop.person DROP CONSTRAINT named;
     ALTER TABLE shop.person ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
     ALTER TABLE shop.person VALIDATE CONSTRAINT named`,
  ),
  within(
    'a foreign key dropped and made again',
    `ALTER TABLE shop.sale DROP CONSTRAINT sale_who_fkey;
     ALTER TABLE shop.sale ADD CONSTRAINT sale_who_fkey FOREIGN KEY (who) REFERENCES shop.person (id)`,
  ),
  within(
    'a primary key made of an index that was there',
    `ALTER TABLE shop.refund ADD COLUMN n int; CREATE UNIQUE INDEX i ON shop.refund (n);
     ALTER TABLE shop.refund ADD PRIMARY KEY USING INDEX i; ALTER TABLE shop.refund DROP COLUMN n`,
  ),
  within(
    'the last column dropped and added again',
    'ALTER TABLE shop.refund DROP day; ALTER TABLE shop.refund ADD day date; ALTER TABLE shop.refund ADD FOREIGN KEY (sale, day) REFERENCES shop.sale',
  ),
  within(
    'a column added and dropped',
    'ALTER TABLE shop.person ADD x int DEFAULT 1; ALTER TABLE shop.person DROP x',
  ),
  within(
    'a default dropped and set again',
    "ALTER TABLE shop.person ALTER name DROP DEFAULT; ALTER TABLE shop.person ALTER name SET DEFAULT 'nobody'",
  ),
  within('DEFAULT NULL is no default', 'ALTER TABLE shop.refund ALTER sale SET DEFAULT NULL'),
  within(
    'NOT NULL dropped and set again',
    'ALTER TABLE shop.person ALTER email DROP NOT NULL; ALTER TABLE shop.person ALTER email SET NOT NULL',
  ),
  within(
    'a type changed there and back',
    'ALTER TABLE shop.refund ALTER sale TYPE int; ALTER TABLE shop.refund ALTER sale TYPE bigint',
  ),
  within(
    'a view replaced by itself',
    'CREATE OR REPLACE VIEW shop.nice AS SELECT id, name FROM shop.person WHERE mood = $$happy$$ WITH LOCAL CHECK OPTION',
  ),
  within(
    'a function replaced by itself',
    'CREATE OR REPLACE FUNCTION shop.greet(who int) RETURNS int LANGUAGE sql RETURN who + 1',
  ),
  within(
    'a trigger disabled and enabled',
    'ALTER TABLE shop.person DISABLE TRIGGER ALL; ALTER TABLE shop.person ENABLE TRIGGER ALL',
  ),
  within(
    'a policy dropped and made again',
    'DROP POLICY own ON shop.person; CREATE POLICY own ON shop.person FOR SELECT USING (id > 0)',
  ),
  within(
    'row security switched off and on',
    'ALTER TABLE shop.person DISABLE ROW LEVEL SECURITY; ALTER TABLE shop.person ENABLE ROW LEVEL SECURITY',
  ),
  within(
    'unlogged and logged again',
    'ALTER TABLE shop.refund SET UNLOGGED; ALTER TABLE shop.refund SET LOGGED',
  ),
  within(
    'storage parameters set and reset',
    'ALTER TABLE shop.person SET (autovacuum_enabled = off); ALTER TABLE shop.person RESET (autovacuum_enabled)',
  ),
  within('a comment taken back', "COMMENT ON TABLE shop.sale IS 'x'; COMMENT ON TABLE shop.sale IS NULL"),
  folded(
    'another partition',
    "CREATE TABLE shop.sale_3 PARTITION OF shop.sale FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')",
  ),
  folded(
    'a partition dropped, and another made',
    `ALTER TABLE shop.sale DETACH PARTITION shop.sale_1; DROP TABLE shop.sale_1;
     CREATE TABLE shop.sale_3 PARTITION OF shop.sale FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')`,
  ),
  within(
    'a partition detached and attached again',
    `ALTER TABLE shop.sale DETACH PARTITION shop.sale_2;
     ALTER TABLE shop.sale ATTACH PARTITION shop.sale_2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')`,
  ),
  {
    sentence: 'the parts of a partitioned index made one by one',
    change: `DROP INDEX shop.sale_who_idx; CREATE INDEX sale_who_idx ON ONLY shop.sale (who);
     CREATE INDEX one ON shop.sale_1 (who); CREATE INDEX two ON shop.sale_2 (who);
     ALTER INDEX shop.sale_who_idx ATTACH PARTITION shop.one; ALTER INDEX shop.sale_who_idx ATTACH PARTITION shop.two`,
    shownByDump: 'what comes from a partitioned index may have any name',
  },
  within(
    'a temporary table',
    'CREATE TEMP TABLE person (a serial PRIMARY KEY); CREATE TEMP VIEW v AS TABLE person',
  ),
  {
    sentence: 'a server that counts versions of columns in their options',
    change: `SET LOCAL allow_system_table_mods = on;
     UPDATE pg_attribute SET attoptions = array_append(attoptions, 'pg_attver=' || attrelid::bigint % 7)
     FROM pg_class c WHERE c.oid = attrelid AND attnum > 0 AND attrelid >= 16384 AND relkind NOT IN ('i', 'I')
       AND NOT coalesce(array_to_string(attoptions, ' ') LIKE '%pg_attver%', false)`,
    shownByDump: 'only pg_dump of a server that does so hides it',
  },
  within('an extension dropped and made again', 'DROP EXTENSION pgcrypto; CREATE EXTENSION pgcrypto'),
  within(
    'search_path of the session',
    'SET LOCAL search_path = shop, public; SET LOCAL quote_all_identifiers = on; SET LOCAL DateStyle = German',
  ),
];
