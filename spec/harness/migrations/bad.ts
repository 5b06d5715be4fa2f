import { type MigrationRow, row } from './row.ts';

/** Migrations with one defect each, which show without rows; those that rows find are beside the check of rows. */
export const badMigrations: readonly MigrationRow[] = [
  // Cannot be taken back, or not twice.
  row(
    'has a down that drops what is not there',
    'ALTER TABLE orders ADD COLUMN state text;',
    'ALTER TABLE orders DROP COLUMN status;',
    'migration-step-fails',
  ),
  row(
    'leaves a type behind, so that it cannot be made again',
    "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE person (id integer PRIMARY KEY, mood mood);",
    'DROP TABLE person;',
    'enum-extra',
    'migration-step-fails',
  ),
  row(
    'leaves an index behind',
    `ALTER TABLE orders ADD COLUMN state text; CREATE INDEX IF NOT EXISTS orders_code_idx ON orders (code);`,
    'ALTER TABLE orders DROP COLUMN state;',
    'index-extra',
    'migration-blocks-reads',
  ),
  {
    ...row(
      'does not bring a default back',
      'ALTER TABLE note ALTER COLUMN body DROP DEFAULT;',
      'SELECT 1;',
      'column-default',
    ),
    base: "CREATE TABLE note (id integer PRIMARY KEY, body text DEFAULT '');",
  },
  {
    ...row(
      'leaves NOT NULL behind, which came with a key',
      'ALTER TABLE note ADD PRIMARY KEY (id);',
      'ALTER TABLE note DROP CONSTRAINT note_pkey;',
      'migration-fails-on-rows',
      'migration-blocks-reads',
      'column-not-null',
    ),
    base: 'CREATE TABLE note (id integer NOT NULL, body text); ALTER TABLE note ALTER id DROP NOT NULL;',
  },

  // Cannot run in the transaction of Drizzle's migrator.
  row(
    'makes an index concurrently',
    'CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);',
    'DROP INDEX orders_code_idx;',
    'migration-runs-outside-transaction',
  ),
  row(
    'ends the transaction that it runs in',
    'ALTER TABLE orders ADD COLUMN state text; COMMIT;',
    'ALTER TABLE orders DROP COLUMN state;',
    'migration-runs-outside-transaction',
  ),
];

/** Migrations that are right, and that people wait for: each is measured, and an info unless the settings say more. */
export const costlyMigrations: readonly MigrationRow[] = [
  row(
    'makes an index on a table that others write to',
    'CREATE INDEX orders_code_idx ON orders (code);',
    'DROP INDEX orders_code_idx;',
    'migration-blocks-writes',
  ),
  row(
    'checks all rows of a table while nobody may read it',
    'ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (length(code) >= 0);',
    'ALTER TABLE orders DROP CONSTRAINT orders_code_check;',
    'migration-blocks-reads',
  ),
  row(
    'looks every row up in another table',
    'ALTER TABLE orders ADD COLUMN buyer integer REFERENCES customer (id);',
    'ALTER TABLE orders DROP COLUMN buyer;',
  ),
  row(
    'makes a key wider',
    'ALTER TABLE orders ALTER COLUMN pieces TYPE bigint;',
    'ALTER TABLE orders ALTER COLUMN pieces TYPE integer;',
    'migration-rewrites-table',
    'migration-breaks-running-code',
  ),
  row(
    'adds a column whose default is the time of the migration',
    'ALTER TABLE orders ADD COLUMN seen timestamptz NOT NULL DEFAULT now();',
    'ALTER TABLE orders DROP COLUMN seen;',
    'migration-second-up-differs',
  ),
  row(
    'gives every row a value of its own',
    'ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();',
    'ALTER TABLE orders DROP COLUMN token;',
    'migration-rewrites-table',
    'migration-second-up-differs',
  ),
  row(
    'numbers the rows that are there',
    'ALTER TABLE orders ADD COLUMN number bigserial;',
    'ALTER TABLE orders DROP COLUMN number;',
    'migration-rewrites-table',
  ),
  row(
    'computes a stored column',
    'ALTER TABLE orders ADD COLUMN total numeric GENERATED ALWAYS AS (amount * pieces) STORED;',
    'ALTER TABLE orders DROP COLUMN total;',
    'migration-rewrites-table',
  ),
  row(
    'writes to every row',
    "ALTER TABLE orders ADD COLUMN state text; UPDATE orders SET state = 'old';",
    'ALTER TABLE orders DROP COLUMN state;',
    'migration-backfills',
  ),
  row(
    'renames a column under the feet of those who read it',
    'ALTER TABLE orders RENAME COLUMN note TO remark;',
    'ALTER TABLE orders RENAME COLUMN remark TO note;',
    'migration-breaks-running-code',
  ),
];
