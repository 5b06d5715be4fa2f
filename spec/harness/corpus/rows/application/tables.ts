import { alterDatabase, mutations } from '../row.ts';

export const tables = mutations('application', 'table', [
  ['dropped', 'DROP TABLE reference_images', 'table-missing public.reference_images'],
  [
    'dropped, and the foreign key that led to it',
    'DROP TABLE outputs CASCADE',
    'table-missing public.outputs',
    'foreign-key-missing public.output_asset.output_asset_output_id_outputs_id_fk',
    'foreign-key-missing public.reference_images.reference_images_output_id_outputs_id_fk',
  ],
  [
    'added',
    'CREATE TABLE backup (a serial PRIMARY KEY, b int UNIQUE CHECK (b > 0))',
    'table-extra public.backup',
  ],
  ['a copy left behind', 'CREATE TABLE users_copy AS TABLE users', 'table-extra public.users_copy'],
  ['renamed', 'ALTER TABLE reference_images RENAME TO images', 'table-renamed public.reference_images'],
  [
    'renamed with a column of it',
    'ALTER TABLE reference_images RENAME image_url TO picture; ALTER TABLE reference_images RENAME TO images',
    'table-renamed public.reference_images',
    'column-renamed public.reference_images.image_url',
  ],
  [
    'moved to another schema',
    'CREATE SCHEMA old; ALTER TABLE reference_images SET SCHEMA old',
    'table-missing public.reference_images',
    'schema-extra old',
  ],
  ['unlogged', 'ALTER TABLE reference_images SET UNLOGGED', 'table-persistence public.reference_images'],
  ['row security', 'ALTER TABLE users ENABLE ROW LEVEL SECURITY', 'table-row-security public.users'],
  [
    'row security forced',
    'ALTER TABLE users FORCE ROW LEVEL SECURITY',
    'table-row-security-forced public.users',
  ],
  [
    'another owner than the rest has',
    'CREATE ROLE driftproof_control; ALTER TABLE users OWNER TO driftproof_control',
    'table-owner public.users',
  ],
  ['replica identity', 'ALTER TABLE users REPLICA IDENTITY FULL', 'table-replica-identity public.users'],
  [
    'storage parameters',
    'ALTER TABLE outputs SET (autovacuum_enabled = off)',
    'table-options public.outputs',
  ],
  [
    'storage parameters of long values',
    'ALTER TABLE outputs SET (toast.autovacuum_enabled = off)',
    'table-options public.outputs',
  ],
  [
    'a column dropped and added again is last now',
    'ALTER TABLE users DROP display_name; ALTER TABLE users ADD display_name text',
    'table-column-order public.users',
  ],
  ['comment', "COMMENT ON TABLE outputs IS 'why'", 'table-comment public.outputs'],
  [
    'inherits from another',
    'CREATE TABLE base (id uuid NOT NULL); ALTER TABLE reference_images INHERIT base',
    'table-extra public.base',
    'table-inherits public.reference_images',
  ],
]);

export const schemas = mutations('application', 'schema', [
  ['added', 'CREATE SCHEMA extra', 'schema-extra extra'],
  [
    'with all that is in it',
    'CREATE SCHEMA extra; CREATE TABLE extra.t (a int PRIMARY KEY)',
    'schema-extra extra',
  ],
]);

export const settings = mutations('application', 'setting', [
  ['another time zone', alterDatabase("SET TimeZone = 'Asia/Tokyo'"), 'setting-extra TimeZone'],
  ['another search_path', alterDatabase('SET search_path = elsewhere, public'), 'setting-extra search_path'],
]);

export const enums = mutations('application', 'enum', [
  [
    'a label at the end',
    "ALTER TYPE output_status ADD VALUE 'cancelled'",
    'enum-labels public.output_status',
  ],
  [
    'a label in the middle',
    "ALTER TYPE output_status ADD VALUE 'paused' BEFORE 'done'",
    'enum-labels public.output_status',
  ],
  ['a label renamed', "ALTER TYPE user_tier RENAME VALUE 'plus' TO 'gold'", 'enum-labels public.user_tier'],
  [
    'two labels that swapped names',
    `ALTER TYPE user_tier RENAME VALUE 'plus' TO 'x'; ALTER TYPE user_tier RENAME VALUE 'pro' TO 'plus';
     ALTER TYPE user_tier RENAME VALUE 'x' TO 'pro'`,
    'enum-labels public.user_tier',
  ],
  [
    'renamed, and a column is of the renamed type',
    'ALTER TYPE user_tier RENAME TO tier',
    'enum-renamed public.user_tier',
  ],
  ['added', "CREATE TYPE colour AS ENUM ('red')", 'enum-extra public.colour'],
  ['comment', "COMMENT ON TYPE user_tier IS 'why'", 'enum-comment public.user_tier'],
]);
