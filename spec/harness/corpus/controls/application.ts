import { alone, controls } from '../rows/row.ts';

/** A user with an output and an asset. */
const rows = `WITH u AS (INSERT INTO users (email) VALUES ('a@x') RETURNING id), o AS (INSERT INTO outputs (user_id, prompt) SELECT id, 'x' FROM u RETURNING id)
  INSERT INTO output_asset (output_id, url) SELECT id, 'x' FROM o`;

export const applicationControls = controls('application', [
  ['nothing at all', ''],
  ['reindexing', 'REINDEX TABLE output_asset; REINDEX TABLE outputs'],
  ['reindexing without a lock', alone('REINDEX TABLE CONCURRENTLY output_asset')],
  [
    'clustering, and forgetting it',
    'CLUSTER outputs USING outputs_pkey; ALTER TABLE outputs SET WITHOUT CLUSTER',
  ],
  ['vacuum, full as well', alone('VACUUM', 'VACUUM FULL output_asset', 'VACUUM FULL pg_attribute')],
  ['analyze', `${rows}; ANALYZE`],
  ['rows', rows],
  ['rows taken away again', `${rows}; TRUNCATE users CASCADE`],
  ['a table renamed there and back', 'ALTER TABLE outputs RENAME TO x; ALTER TABLE x RENAME TO outputs'],
  [
    'a column renamed there and back',
    'ALTER TABLE outputs RENAME prompt TO x; ALTER TABLE outputs RENAME x TO prompt',
  ],
  [
    'a label renamed there and back',
    "ALTER TYPE user_tier RENAME VALUE 'pro' TO 'x'; ALTER TYPE user_tier RENAME VALUE 'x' TO 'pro'",
  ],
  ['an enum renamed there and back', 'ALTER TYPE user_tier RENAME TO x; ALTER TYPE x RENAME TO user_tier'],
  [
    'a type there and back',
    'ALTER TABLE outputs ALTER seed TYPE bigint; ALTER TABLE outputs ALTER seed TYPE integer',
  ],
  [
    'NOT NULL there and back',
    'ALTER TABLE outputs ALTER seed SET NOT NULL; ALTER TABLE outputs ALTER seed DROP NOT NULL',
  ],
  [
    'a default there and back',
    'ALTER TABLE output_asset ALTER is_removed SET DEFAULT true, ALTER is_removed SET DEFAULT false',
  ],
  ['a default that is set to NULL', 'ALTER TABLE outputs ALTER seed SET DEFAULT NULL'],
  [
    'a default spelled out',
    "ALTER TABLE users ALTER tier SET DEFAULT 'free'::user_tier, ALTER created_at SET DEFAULT now()",
  ],
  [
    'the last column dropped and added again',
    `ALTER TABLE output_asset DROP is_removed; ALTER TABLE output_asset ADD is_removed boolean DEFAULT false;
     CREATE INDEX output_asset_is_removed_idx ON output_asset (is_removed)`,
  ],
  [
    'an index made again',
    "DROP INDEX outputs_unfinished_idx; CREATE INDEX outputs_unfinished_idx ON outputs (created_at) WHERE status IN ('queued', 'running')",
  ],
  [
    'an index made again, spelled out',
    'DROP INDEX output_asset_created_at_idx; CREATE INDEX output_asset_created_at_idx ON output_asset USING btree (created_at timestamp_ops ASC NULLS LAST)',
  ],
  [
    'an index made again without a lock',
    alone(
      'DROP INDEX CONCURRENTLY output_asset_created_at_idx',
      'CREATE INDEX CONCURRENTLY output_asset_created_at_idx ON output_asset (created_at)',
    ),
  ],
  [
    'a predicate written in another way',
    "DROP INDEX outputs_unfinished_idx; CREATE INDEX outputs_unfinished_idx ON outputs (created_at) WHERE (((status)::output_status IN (('queued'), 'running'::output_status)))",
  ],
  [
    'a check made again, validated later',
    `ALTER TABLE output_asset DROP CONSTRAINT output_asset_dimensions_check;
     ALTER TABLE output_asset ADD CONSTRAINT output_asset_dimensions_check CHECK (((width) > (0)) AND (height > 0)) NOT VALID;
     ALTER TABLE output_asset VALIDATE CONSTRAINT output_asset_dimensions_check`,
  ],
  [
    'a foreign key made again, its default actions spelled out',
    `ALTER TABLE outputs DROP CONSTRAINT outputs_user_id_users_id_fk;
     ALTER TABLE outputs ADD CONSTRAINT outputs_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT DEFERRABLE`,
  ],
  ['triggers off and on', 'ALTER TABLE users DISABLE TRIGGER ALL; ALTER TABLE users ENABLE TRIGGER ALL'],
  [
    'unlogged and logged',
    'ALTER TABLE reference_images SET UNLOGGED; ALTER TABLE reference_images SET LOGGED',
  ],
  [
    'grants',
    'CREATE ROLE driftproof_control; GRANT ALL ON ALL TABLES IN SCHEMA public TO driftproof_control; GRANT UPDATE (url) ON output_asset TO driftproof_control',
  ],
  [
    'everything owned by another role',
    `CREATE ROLE driftproof_control; DO $do$ DECLARE each record; BEGIN
       FOR each IN SELECT 'TABLE' AS what, oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         UNION ALL SELECT 'TYPE', oid::regtype::text FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace
       LOOP EXECUTE format('ALTER %s %s OWNER TO driftproof_control', each.what, each.name); END LOOP;
     END $do$`,
  ],
  ['a temporary table of the same name', 'CREATE TEMP TABLE users (a serial PRIMARY KEY)'],
  [
    'search_path and time zone of the session',
    "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'Asia/Tokyo'; SET LOCAL DateStyle = German",
  ],
]);
