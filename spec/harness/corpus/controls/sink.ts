import { alone, controls } from '../rows/row.ts';

/** As the job makes it that makes the months of `hand.event`. */
const monthLikeTheOthers = (month: number): string =>
  `CREATE TABLE hand.event_p2024_0${month} PARTITION OF hand.event FOR VALUES FROM ('2024-0${month}-01') TO ('2024-0${month + 1}-01');
   ALTER TABLE hand.event_p2024_0${month} ADD PRIMARY KEY (id), SET (fillfactor = 90), ALTER kind SET NOT NULL;`;

/** As the job makes it that makes the days of `hand.visit`. */
const dayOfVisits = (day: number): string =>
  `CREATE TABLE hand.visit_p2024010${day} PARTITION OF hand.visit FOR VALUES FROM ('2024-01-0${day}') TO ('2024-01-0${day + 1}') PARTITION BY LIST (place);
   CREATE TABLE hand.visit_p2024010${day}_home PARTITION OF hand.visit_p2024010${day} FOR VALUES IN ('home');
   CREATE TABLE hand.visit_p2024010${day}_rest PARTITION OF hand.visit_p2024010${day} DEFAULT; CREATE INDEX ON hand.visit_p2024010${day}_rest (place);`;

export const sinkControls = controls('sink', [
  ['nothing at all', ''],
  ['reindexing', 'REINDEX TABLE indexed; REINDEX TABLE hand.booking'],
  ['reindexing without a lock', alone('REINDEX TABLE CONCURRENTLY indexed', 'REINDEX SCHEMA hand')],
  ['clustering by the index it is clustered by', 'CLUSTER hand.booking'],
  ['vacuum, full as well', alone('VACUUM', 'VACUUM FULL people', 'VACUUM FULL hand.reading')],
  [
    'analyze',
    // Of a partitioned table it asks the servers of foreign partitions, which are not there.
    `DO $do$ DECLARE own regclass; BEGIN FOR own IN SELECT oid FROM pg_class c WHERE c.relkind IN ('r', 'm', 'p') AND c.oid >= 16384
       AND c.oid <> 'hand.halves'::regclass LOOP EXECUTE format('ANALYZE %s', own); END LOOP; END $do$`,
  ],
  [
    'a materialized view filled that a migration has left empty',
    'REFRESH MATERIALIZED VIEW warehouse.empty_ages',
  ],
  [
    'rows',
    "INSERT INTO people (email, nick) SELECT 'p' || n, n FROM generate_series(1, 300) n; INSERT INTO hand.reading (at, sensor) SELECT now(), n FROM generate_series(1, 300) n",
  ],
  ['fewer rows', 'DELETE FROM people WHERE age > 25'],
  ['truncate', 'TRUNCATE people, warehouse.items, hand.booking, hand.late, hand.reading RESTART IDENTITY'],
  [
    'sequences that have counted',
    "SELECT nextval('ticket_seq'), setval('people_id_seq', 900), nextval('warehouse.countdown')",
  ],
  ['materialized views refreshed', 'REFRESH MATERIALIZED VIEW hand.rooms; REFRESH MATERIALIZED VIEW ages'],
  [
    'a materialized view refreshed without a lock',
    alone('REFRESH MATERIALIZED VIEW CONCURRENTLY hand.rooms'),
  ],
  [
    'schemas renamed there and back',
    'ALTER SCHEMA hand RENAME TO x; ALTER SCHEMA x RENAME TO hand; ALTER SCHEMA warehouse RENAME TO x; ALTER SCHEMA x RENAME TO warehouse',
  ],
  [
    'a column renamed there and back',
    'ALTER TABLE people RENAME age TO x; ALTER TABLE people RENAME x TO age',
  ],
  [
    'a constraint renamed there and back',
    'ALTER TABLE people RENAME CONSTRAINT people_age_check TO x; ALTER TABLE people RENAME CONSTRAINT x TO people_age_check',
  ],
  [
    'a domain renamed there and back',
    'ALTER DOMAIN hand.price RENAME TO x; ALTER DOMAIN hand.x RENAME TO price',
  ],
  [
    'views replaced by themselves',
    "CREATE OR REPLACE VIEW adults AS SELECT * FROM people WHERE age >= 18; CREATE OR REPLACE VIEW staff WITH (security_invoker, security_barrier, check_option = local) AS SELECT id, email FROM people WHERE kind = 'staff'",
  ],
  [
    'a materialized view made again',
    'DROP MATERIALIZED VIEW ages; CREATE MATERIALIZED VIEW ages WITH (autovacuum_enabled = false, fillfactor = 90) AS SELECT people.age FROM people',
  ],
  [
    'functions replaced by themselves',
    "CREATE OR REPLACE FUNCTION hand.greet(who integer) RETURNS integer LANGUAGE sql RETURN who + 1; CREATE OR REPLACE FUNCTION hand.many() RETURNS SETOF integer LANGUAGE sql VOLATILE ROWS 10 COST 5 AS 'SELECT 1'",
  ],
  [
    'a trigger disabled and enabled',
    'ALTER TABLE hand.booking DISABLE TRIGGER booking_stamp; ALTER TABLE hand.booking ENABLE TRIGGER booking_stamp',
  ],
  [
    'a trigger made again',
    'DROP TRIGGER booking_stamp ON hand.booking; CREATE TRIGGER booking_stamp BEFORE UPDATE OF room OR INSERT ON hand.booking FOR EACH ROW WHEN (NEW.room > 0) EXECUTE PROCEDURE hand.stamp()',
  ],
  [
    'a policy made again',
    "DROP POLICY notes_insert ON notes; CREATE POLICY notes_insert ON notes FOR INSERT TO driftproof_sink_writer, driftproof_sink_reader WITH CHECK (body != '')",
  ],
  [
    'row security off and on',
    'ALTER TABLE notes DISABLE ROW LEVEL SECURITY; ALTER TABLE notes ENABLE ROW LEVEL SECURITY',
  ],
  [
    'a check written in another way',
    "ALTER TABLE people DROP CONSTRAINT people_kind_check, DROP CONSTRAINT people_age_check; ALTER TABLE people ADD CONSTRAINT people_kind_check CHECK (kind = ANY (ARRAY['plain', 'staff']::varchar[])), ADD CONSTRAINT people_age_check CHECK (((age >= (0)) AND ((age < 200))))",
  ],
  [
    'indexes made again, spelled out',
    `DROP INDEX indexed_order_idx; CREATE INDEX indexed_order_idx ON indexed (rank int4_ops DESC NULLS LAST, size ASC NULLS FIRST);
     DROP INDEX indexed_pattern_idx; CREATE INDEX indexed_pattern_idx ON indexed (name COLLATE "default" varchar_pattern_ops);
     DROP INDEX indexed_gin_idx; CREATE INDEX indexed_gin_idx ON indexed USING gin (doc jsonb_path_ops)`,
  ],
  [
    'storage parameters in another order',
    'ALTER TABLE hand.booking RESET (fillfactor, autovacuum_enabled); ALTER TABLE hand.booking SET (autovacuum_enabled = false, fillfactor = 80)',
  ],
  [
    'a storage set to what it is',
    'ALTER TABLE hand.booking ALTER body SET STORAGE EXTERNAL, ALTER room SET STORAGE PLAIN',
  ],
  [
    'a sequence told what it is',
    'ALTER SEQUENCE plain_seq INCREMENT 1 MINVALUE 1 NO MAXVALUE START 1 CACHE 1 NO CYCLE OWNED BY NONE',
  ],
  [
    'an identity dropped and added again',
    'ALTER TABLE counters ALTER small DROP IDENTITY; ALTER TABLE counters ALTER small ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME counters_small_seq INCREMENT 2)',
  ],
  [
    'a serial taken apart and put together',
    `ALTER TABLE kinds ALTER big_serial DROP DEFAULT; DROP SEQUENCE kinds_big_serial_seq; CREATE SEQUENCE kinds_big_serial_seq OWNED BY kinds.big_serial;
     ALTER TABLE kinds ALTER big_serial SET DEFAULT nextval('public.kinds_big_serial_seq'::regclass)`,
  ],
  [
    'types spelled in another way',
    'ALTER TABLE kinds ALTER integer TYPE int4, ALTER char_four TYPE character(4), ALTER numeric_ten TYPE decimal(10, 0), ALTER double TYPE float8, ALTER varchar_forty TYPE character varying(40)',
  ],
  [
    'defaults spelled in another way',
    `ALTER TABLE defaults ALTER text SET DEFAULT E'it\\'s a \\\\ here', ALTER whole SET DEFAULT '-7', ALTER yes SET DEFAULT 'on', ALTER jsonb SET DEFAULT '{"a":  "x", "b": 1}',
       ALTER span SET DEFAULT interval '1 year 2 days', ALTER later SET DEFAULT (now() + '1 day'::interval), ALTER made SET DEFAULT pg_catalog.now()`,
  ],
  [
    'partitions added, dropped, and attached again',
    `CREATE TABLE hand.reading_2023 PARTITION OF hand.reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
     ALTER TABLE hand.reading DETACH PARTITION hand.reading_2024; DROP TABLE hand.reading_2024;
     ALTER TABLE hand.reading DETACH PARTITION hand.reading_2025; ALTER TABLE hand.reading ATTACH PARTITION hand.reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')`,
  ],
  [
    'a partition more of a series, and one less',
    `DROP TABLE hand.reading_2024;
     CREATE TABLE hand.reading_2026 PARTITION OF hand.reading FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
  ],
  [
    'a series in a table that had its default partition only',
    `CREATE TABLE hand.reading_2023 PARTITION OF hand.reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
     CREATE TABLE hand.reading_2022 PARTITION OF hand.reading FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
     DROP TABLE hand.reading_2024, hand.reading_2025`,
  ],
  [
    'other months of a series, each like a template',
    `DROP TABLE hand.event_p2024_01, hand.event_p2024_02, hand.event_p2024_03;
     ${[4, 5, 6].map(monthLikeTheOthers).join(' ')}`,
  ],
  ['more months of a series', [4, 5, 6, 7, 8].map(monthLikeTheOthers).join(' ')],
  [
    'a month of a series whose key has another name',
    `${monthLikeTheOthers(4)} ALTER TABLE hand.event_p2024_04 RENAME CONSTRAINT event_p2024_04_pkey TO p4_key`,
  ],
  [
    'a month of a series, attached',
    `CREATE TABLE hand.event_p2024_04 (LIKE hand.event INCLUDING DEFAULTS) WITH (fillfactor = 90);
     ALTER TABLE hand.event_p2024_04 ADD PRIMARY KEY (id), ALTER kind SET NOT NULL;
     ALTER TABLE hand.event ATTACH PARTITION hand.event_p2024_04 FOR VALUES FROM ('2024-04-01') TO ('2024-05-01')`,
  ],
  [
    'other days of a series with partitions of their own',
    `DROP TABLE hand.visit_p20240101; ${[2, 3].map(dayOfVisits).join(' ')}`,
  ],
  ['more days of a series with partitions of their own', [2, 3, 4].map(dayOfVisits).join(' ')],
  ['an extension made again', 'DROP EXTENSION pgcrypto; CREATE EXTENSION pgcrypto'],
  [
    'comments taken back and said again',
    "COMMENT ON TABLE people IS NULL; COMMENT ON TABLE people IS 'who works here'; COMMENT ON VIEW adults IS ''",
  ],
  [
    'grants',
    'GRANT USAGE ON SCHEMA hand TO driftproof_sink_reader; GRANT SELECT ON ALL TABLES IN SCHEMA hand TO driftproof_sink_reader; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA hand TO driftproof_sink_reader; REVOKE ALL ON people FROM PUBLIC',
  ],
  ['a role that became another thing', 'ALTER ROLE driftproof_sink_reader CREATEDB'],
  [
    'temporary things',
    'CREATE TEMP TABLE people (a serial PRIMARY KEY); CREATE TEMP VIEW adults AS TABLE people; CREATE TEMP SEQUENCE ticket_seq',
  ],
]);
