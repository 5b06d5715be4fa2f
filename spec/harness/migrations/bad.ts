import { type MigrationRow, row } from './row.ts';

/** Migrations with one defect each: some of them pass on an empty database. */
export const badMigrations: readonly MigrationRow[] = [
  // Fails where there are rows.
  row(
    'adds a column that is NOT NULL and has no default',
    'ALTER TABLE orders ADD COLUMN state text NOT NULL;',
    'ALTER TABLE orders DROP COLUMN state;',
    'migration-fails-on-rows',
  ),
  row(
    'makes a column NOT NULL that holds NULLs',
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL;',
    'ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;',
    'migration-fails-on-rows',
  ),
  row(
    'makes a column unique that holds a value twice',
    'ALTER TABLE orders ADD CONSTRAINT orders_pieces_key UNIQUE (pieces);',
    'ALTER TABLE orders DROP CONSTRAINT orders_pieces_key;',
    'migration-fails-on-rows',
  ),
  row(
    'makes a unique index over what is there twice',
    'CREATE UNIQUE INDEX orders_customer_idx ON orders (customer_id);',
    'DROP INDEX orders_customer_idx;',
    'migration-fails-on-rows',
  ),
  row(
    'checks what old rows do not hold to',
    'ALTER TABLE orders ADD CONSTRAINT orders_pieces_check CHECK (pieces > 0);',
    'ALTER TABLE orders DROP CONSTRAINT orders_pieces_check;',
    'migration-fails-on-rows',
  ),
  row(
    'refers to rows that are not there',
    'ALTER TABLE orders ADD CONSTRAINT orders_parent_fk FOREIGN KEY (parent) REFERENCES orders (id);',
    'ALTER TABLE orders DROP CONSTRAINT orders_parent_fk;',
    'migration-fails-on-rows',
  ),
  row(
    'makes a key of a column that holds NULLs',
    'ALTER TABLE orders DROP CONSTRAINT orders_pkey; ALTER TABLE orders ADD PRIMARY KEY (note);',
    `ALTER TABLE orders DROP CONSTRAINT orders_pkey; ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
     ALTER TABLE orders ADD PRIMARY KEY (id);`,
    'migration-fails-on-rows',
  ),
  row(
    'reads texts as numbers',
    'ALTER TABLE orders ALTER COLUMN note TYPE integer USING note::integer;',
    'ALTER TABLE orders ALTER COLUMN note TYPE text;',
    'migration-fails-on-rows',
  ),
  row(
    'narrows a text to less than it holds',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(5);',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);',
    'migration-fails-on-rows',
  ),
  row(
    'narrows an integer to less than it holds',
    'ALTER TABLE orders ALTER COLUMN pieces TYPE smallint;',
    'ALTER TABLE orders ALTER COLUMN pieces TYPE integer;',
    'migration-fails-on-rows',
  ),
  {
    ...row(
      'makes an enum anew without a label that is in use',
      `ALTER TABLE ticket ALTER COLUMN state TYPE text;
       DROP TYPE state;
       CREATE TYPE state AS ENUM ('open');
       ALTER TABLE ticket ALTER COLUMN state TYPE state USING state::state;`,
      `ALTER TABLE ticket ALTER COLUMN state TYPE text;
       DROP TYPE state;
       CREATE TYPE state AS ENUM ('open', 'closed');
       ALTER TABLE ticket ALTER COLUMN state TYPE state USING state::state;`,
      'migration-fails-on-rows',
    ),
    base: `CREATE TYPE state AS ENUM ('open', 'closed'); CREATE TABLE ticket (id integer PRIMARY KEY, state state NOT NULL);`,
  },
  {
    ...row(
      'gives a domain a check that its values do not hold to',
      'ALTER DOMAIN percent ADD CONSTRAINT percent_check CHECK (VALUE BETWEEN 0 AND 100);',
      'ALTER DOMAIN percent DROP CONSTRAINT percent_check;',
      'migration-fails-on-rows',
    ),
    base: 'CREATE DOMAIN percent AS integer; CREATE TABLE discount (id integer PRIMARY KEY, rate percent);',
  },
  {
    ...row(
      'excludes ranges that overlap',
      'ALTER TABLE booking ADD CONSTRAINT booking_excl EXCLUDE USING gist (during WITH &&);',
      'ALTER TABLE booking DROP CONSTRAINT booking_excl;',
      'migration-fails-on-rows',
    ),
    base: 'CREATE TABLE booking (id integer PRIMARY KEY, during int4range NOT NULL);',
  },

  // Runs, and what was there is there no longer.
  row(
    'cuts texts off to make them fit',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(2) USING left(code, 2);',
    'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);',
    'migration-changes-values',
  ),
  row(
    'rounds amounts',
    'ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10, 0);',
    'ALTER TABLE orders ALTER COLUMN amount TYPE numeric(10, 4);',
    'migration-changes-values',
  ),
  row(
    'makes days of times',
    'ALTER TABLE orders ALTER COLUMN placed TYPE date;',
    'ALTER TABLE orders ALTER COLUMN placed TYPE timestamp;',
    'migration-changes-values',
  ),
  row('writes over a column', "UPDATE orders SET code = 'none';", 'SELECT 1;', 'migration-changes-values'),
  row('deletes rows', 'DELETE FROM orders WHERE shipped IS NULL;', 'SELECT 1;', 'migration-loses-rows'),
  row('empties a table', 'TRUNCATE orders;', 'SELECT 1;', 'migration-loses-rows'),
  row(
    'drops a column, which its down makes again without the values',
    'ALTER TABLE orders DROP COLUMN parent;',
    'ALTER TABLE orders ADD COLUMN parent integer;',
    'migration-down-loses',
  ),
  {
    ...row(
      'drops a table, which its down makes again without the rows',
      'DROP TABLE note;',
      'CREATE TABLE note (id integer PRIMARY KEY, body text);',
      'migration-down-loses',
    ),
    base: 'CREATE TABLE note (id integer PRIMARY KEY, body text);',
  },
  row(
    'renames a column by dropping it and adding another',
    'ALTER TABLE orders DROP COLUMN parent; ALTER TABLE orders ADD COLUMN parent_id integer;',
    'ALTER TABLE orders DROP COLUMN parent_id; ALTER TABLE orders ADD COLUMN parent integer;',
    'migration-down-loses',
  ),

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
    'migration-blocks-writes',
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
      'column-not-null',
    ),
    base: 'CREATE TABLE note (id integer, body text);',
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
  ),
  row(
    'gives every row a value of its own',
    'ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();',
    'ALTER TABLE orders DROP COLUMN token;',
    'migration-rewrites-table',
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
    'migration-renames',
  ),
];
