import { type MigrationRow, row } from './row.ts';

/** Migrations of which nothing is to be said. */
export const goodMigrations: readonly MigrationRow[] = [
  row(
    'makes a table',
    'CREATE TABLE coupon (id integer PRIMARY KEY, code text UNIQUE);',
    'DROP TABLE coupon;',
  ),
  row(
    'makes a table that refers to one that is there',
    'CREATE TABLE refund (id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders (id));',
    'DROP TABLE refund;',
  ),
  row(
    'makes a table and its indexes',
    'CREATE TABLE coupon (id integer PRIMARY KEY, code text); CREATE UNIQUE INDEX coupon_code_idx ON coupon (code);',
    'DROP TABLE coupon;',
  ),
  row(
    'makes a table with rows in it',
    "CREATE TABLE country (code char(2) PRIMARY KEY, name text); INSERT INTO country VALUES ('bm', 'Bermuda');",
    'DROP TABLE country;',
  ),
  row(
    'makes a table in partitions',
    `CREATE TABLE event (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
     CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');`,
    'DROP TABLE event;',
  ),
  row('adds a column', 'ALTER TABLE orders ADD COLUMN state text;', 'ALTER TABLE orders DROP COLUMN state;'),
  row(
    'adds a column with a constant default',
    "ALTER TABLE orders ADD COLUMN state text DEFAULT 'new';",
    'ALTER TABLE orders DROP COLUMN state;',
  ),
  row(
    'adds a column that is NOT NULL, with a constant default',
    "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';",
    'ALTER TABLE orders DROP COLUMN state;',
  ),
  row(
    'adds a column of a new type',
    "CREATE TYPE state AS ENUM ('new', 'paid'); ALTER TABLE orders ADD COLUMN state state DEFAULT 'new';",
    'ALTER TABLE orders DROP COLUMN state; DROP TYPE state;',
  ),
  row(
    'adds a reference that old rows need not hold to',
    'ALTER TABLE orders ADD CONSTRAINT orders_parent_fk FOREIGN KEY (parent) REFERENCES orders (id) NOT VALID;',
    'ALTER TABLE orders DROP CONSTRAINT orders_parent_fk;',
  ),
  row(
    'adds a check that old rows need not hold to',
    'ALTER TABLE orders ADD CONSTRAINT orders_pieces_check CHECK (pieces > 0) NOT VALID;',
    'ALTER TABLE orders DROP CONSTRAINT orders_pieces_check;',
  ),
  row(
    'gives a column a default',
    'ALTER TABLE orders ALTER COLUMN pieces SET DEFAULT 1;',
    'ALTER TABLE orders ALTER COLUMN pieces DROP DEFAULT;',
  ),
  row(
    'makes a view',
    'CREATE VIEW open_orders AS SELECT id, code FROM orders WHERE shipped IS NULL;',
    'DROP VIEW open_orders;',
  ),
  row(
    'recreates a view',
    'CREATE OR REPLACE VIEW names AS SELECT id, name, email FROM customer;',
    'DROP VIEW names; CREATE VIEW names AS SELECT id, name FROM customer;',
  ),
  row(
    'makes a function',
    "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';",
    'DROP FUNCTION twice(integer);',
  ),
  row(
    'makes a trigger',
    `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
     CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();`,
    'DROP TRIGGER orders_touch ON orders; DROP FUNCTION touch();',
  ),
  row(
    'makes a policy, and row security',
    'ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (true);',
    'DROP POLICY mine ON orders; ALTER TABLE orders DISABLE ROW LEVEL SECURITY;',
  ),
  row('makes a schema', 'CREATE SCHEMA archive;', 'DROP SCHEMA archive;'),
  row('makes a sequence', 'CREATE SEQUENCE ticket START 100;', 'DROP SEQUENCE ticket;'),
  row(
    'makes a domain',
    'CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);',
    'DROP DOMAIN percent;',
  ),
  row('makes an enum', "CREATE TYPE mood AS ENUM ('sad', 'ok');", 'DROP TYPE mood;'),
  row('comments', "COMMENT ON TABLE orders IS 'what was sold';", 'COMMENT ON TABLE orders IS NULL;'),
  row(
    'leaves room for updates',
    'ALTER TABLE orders SET (fillfactor = 90);',
    'ALTER TABLE orders RESET (fillfactor);',
  ),
  row(
    'wants better statistics',
    'ALTER TABLE orders ALTER COLUMN code SET STATISTICS 500;',
    'ALTER TABLE orders ALTER COLUMN code SET STATISTICS -1;',
  ),
  row(
    'renames an index',
    'ALTER INDEX orders_pkey RENAME TO orders_key;',
    'ALTER INDEX orders_key RENAME TO orders_pkey;',
  ),
  row('lets the public read', 'GRANT SELECT ON orders TO PUBLIC;', 'REVOKE SELECT ON orders FROM PUBLIC;'),
  row(
    'keeps a copy of a query',
    'CREATE MATERIALIZED VIEW sales AS SELECT customer_id, count(*) AS pieces FROM orders GROUP BY customer_id;',
    'DROP MATERIALIZED VIEW sales;',
  ),
  row(
    'fills the gaps of a column',
    "UPDATE customer SET name = 'nobody' WHERE name IS NULL AND id = -1;",
    'SELECT 1;',
  ),
  {
    ...row(
      'checks later what was promised before',
      'ALTER TABLE note VALIDATE CONSTRAINT note_check;',
      'ALTER TABLE note DROP CONSTRAINT note_check; ALTER TABLE note ADD CONSTRAINT note_check CHECK (id > 0) NOT VALID;',
    ),
    base: 'CREATE TABLE note (id integer PRIMARY KEY); ALTER TABLE note ADD CONSTRAINT note_check CHECK (id > 0) NOT VALID;',
  },
];
