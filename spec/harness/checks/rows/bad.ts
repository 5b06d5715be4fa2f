import type { Example } from './bench.ts';

/** A migration with one thing wrong. */
export interface Bad extends Example {
  /** What is wrong. */
  readonly name: string;
  /** The rules that say so, in their order; and what else is said. */
  readonly rules: readonly string[];
  /** What the first finding says. */
  readonly says: RegExp;
}

const users = `CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name varchar(40), age integer, team uuid);`;

export const bad: readonly Bad[] = [
  {
    name: 'a column that must have a value and has no default',
    before: users,
    up: 'ALTER TABLE users\n  ADD COLUMN tier text NOT NULL;',
    down: 'ALTER TABLE users DROP COLUMN tier;',
    rules: ['migration-fails-on-rows'],
    says: /column "tier" of relation "users" contains null values; .* fails on: INSERT INTO users \(email\) VALUES \(''\);$/,
  },
  {
    name: 'SET NOT NULL on a column that holds NULL',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN name SET NOT NULL;',
    down: 'ALTER TABLE users ALTER COLUMN name DROP NOT NULL;',
    rules: ['migration-fails-on-rows'],
    says: /fails on: INSERT INTO users \(email\) VALUES \(''\);$/,
  },
  {
    name: 'a unique constraint that rows break',
    before: users,
    up: 'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);',
    down: 'ALTER TABLE users DROP CONSTRAINT users_email_key;',
    rules: ['migration-fails-on-rows'],
    says: /could not create unique index "users_email_key"; .* fails on: INSERT INTO users \(email\) VALUES \('([^']*)'\); INSERT INTO users \(email\) VALUES \('\1'\);$/,
  },
  {
    name: 'a unique index over two columns that rows break',
    before: users,
    up: 'CREATE UNIQUE INDEX users_team_age_idx ON users (team, age);',
    down: 'DROP INDEX users_team_age_idx;',
    rules: ['migration-fails-on-rows'],
    says: /could not create unique index/,
  },
  {
    name: 'a check that rows break',
    before: users,
    up: 'ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age >= 18);',
    down: 'ALTER TABLE users DROP CONSTRAINT users_age_check;',
    rules: ['migration-fails-on-rows'],
    says: /check constraint "users_age_check" of relation "users" is violated by some row; .*INSERT INTO users \(email, age\) VALUES \('', -?\d+\);$/,
  },
  {
    name: 'a type that the values do not fit: text to integer',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN email TYPE integer USING email::integer;',
    down: 'ALTER TABLE users ALTER COLUMN email TYPE text;',
    rules: ['migration-fails-on-rows'],
    says: /invalid input syntax for type integer: ".*INSERT INTO users \(email\) VALUES \('[^']*'\);$/,
  },
  {
    name: 'a shorter varchar',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(5);',
    down: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40);',
    rules: ['migration-fails-on-rows'],
    says: /value too long for type character varying\(5\)/,
  },
  {
    name: 'bigint to integer',
    before: 'CREATE TABLE hits (id serial PRIMARY KEY, n bigint);',
    up: 'ALTER TABLE hits ALTER COLUMN n TYPE integer;',
    down: 'ALTER TABLE hits ALTER COLUMN n TYPE bigint;',
    rules: ['migration-fails-on-rows'],
    says: /integer out of range/,
  },
  {
    name: 'a foreign key onto orphans',
    before: `${users} CREATE TABLE teams (id uuid PRIMARY KEY);`,
    up: 'ALTER TABLE users ADD CONSTRAINT users_team_fk FOREIGN KEY (team) REFERENCES teams (id);',
    down: 'ALTER TABLE users DROP CONSTRAINT users_team_fk;',
    rules: ['migration-fails-on-rows'],
    says: /violates foreign key constraint "users_team_fk"; .* fails on: INSERT INTO users \(email, team\) VALUES \('', '[0-9a-f-]{36}'\);$/,
  },
  {
    name: 'an enum without a value that is in use',
    before:
      "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TABLE people (id serial PRIMARY KEY, mood mood);",
    up: `CREATE TYPE mood2 AS ENUM ('ok', 'happy');
ALTER TABLE people ALTER COLUMN mood TYPE mood2 USING mood::text::mood2;
DROP TYPE mood; ALTER TYPE mood2 RENAME TO mood;`,
    down: `CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE people ALTER COLUMN mood TYPE mood2 USING mood::text::mood2;
DROP TYPE mood; ALTER TYPE mood2 RENAME TO mood;`,
    rules: ['migration-fails-on-rows'],
    says: /invalid input value for enum mood2: "sad"; .*INSERT INTO people \(mood\) VALUES \('sad'\);$/,
  },
  {
    name: 'an exclusion that rows break',
    before: 'CREATE TABLE stays (id serial PRIMARY KEY, during int4range NOT NULL);',
    up: 'ALTER TABLE stays ADD CONSTRAINT stays_apart EXCLUDE USING gist (during WITH &&);',
    down: 'ALTER TABLE stays DROP CONSTRAINT stays_apart;',
    rules: ['migration-fails-on-rows'],
    says: /could not create exclusion constraint "stays_apart"; (.*INSERT INTO stays){2}/,
  },
  {
    name: 'a primary key on a column with values twice',
    before: 'CREATE TABLE tags (name text NOT NULL);',
    up: 'ALTER TABLE tags ADD PRIMARY KEY (name);',
    down: 'ALTER TABLE tags DROP CONSTRAINT tags_pkey; ALTER TABLE tags ALTER name DROP NOT NULL;',
    rules: ['migration-fails-on-rows'],
    says: /could not create unique index "tags_pkey"/,
  },
  {
    name: 'a unique index made outside a transaction',
    before: users,
    up: 'CREATE UNIQUE INDEX CONCURRENTLY users_age_idx ON users (age);',
    down: 'DROP INDEX CONCURRENTLY users_age_idx;',
    rules: ['migration-fails-on-rows'],
    says: /could not create unique index "users_age_idx"/,
  },
  {
    name: 'a type that cuts values without a word: numeric with fewer digits',
    before: 'CREATE TABLE prices (id serial PRIMARY KEY, amount numeric(10, 4));',
    up: 'ALTER TABLE prices ALTER COLUMN amount TYPE numeric(10, 2) USING round(amount / 100, 2);',
    down: 'ALTER TABLE prices ALTER COLUMN amount TYPE numeric(10, 4);',
    rules: ['migration-changes-rows'],
    says: /its up changes \d+ values of public\.prices\.amount, such as "-?[\d.]+" to "-?[\d.]+"/,
  },
  {
    name: 'a type that cuts values: timestamp to date',
    before: 'CREATE TABLE log (id serial PRIMARY KEY, at timestamp);',
    up: 'ALTER TABLE log ALTER COLUMN at TYPE date;',
    down: 'ALTER TABLE log ALTER COLUMN at TYPE timestamp;',
    rules: ['migration-changes-rows'],
    says: /changes \d+ values of public\.log\.at/,
  },
  {
    name: 'a USING that cuts texts',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(3) USING left(name, 3);',
    down: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40);',
    rules: ['migration-changes-rows'],
    says: /changes \d+ values of public\.users\.name/,
  },
  {
    name: 'an up that deletes rows',
    before: users,
    up: 'DELETE FROM users WHERE name IS NULL;',
    down: 'SELECT 1;',
    rules: ['migration-changes-rows'],
    says: /its up deletes \d+ of 20 rows of public\.users, such as \(/,
  },
  {
    name: 'an up that overwrites values',
    before: users,
    up: "UPDATE users SET name = 'anonymous';",
    down: 'SELECT 1;',
    rules: ['migration-changes-rows'],
    says: /its up changes \d+ values of public\.users\.name, such as ".*" to "anonymous"/,
  },
  {
    name: 'a column that is dropped, which the down makes again empty',
    before: users,
    up: 'ALTER TABLE users DROP COLUMN age;',
    down: 'ALTER TABLE users ADD COLUMN age integer;',
    rules: ['migration-down-changes-rows'],
    says: /its down loses \d+ values of public\.users\.age, such as "-?\d+"/,
  },
  {
    name: 'a table that is dropped, which the down makes again empty',
    before: users,
    up: 'DROP TABLE users;',
    down: users,
    rules: ['migration-down-changes-rows'],
    says: /its down deletes 20 of 20 rows of public\.users/,
  },
  {
    name: 'a down that deletes older rows',
    before: users,
    up: 'CREATE TABLE notes (id serial PRIMARY KEY);',
    down: 'DROP TABLE notes; TRUNCATE users;',
    rules: ['migration-down-changes-rows', 'migration-down-loses'],
    says: /its down deletes 20 of 20 rows of public\.users/,
  },
  {
    name: 'a down that takes older rows with what the up added',
    before: users,
    up: 'CREATE TABLE teams (id uuid PRIMARY KEY); ALTER TABLE users ADD COLUMN team_id uuid REFERENCES teams;',
    down: 'DELETE FROM users WHERE team_id IS NOT NULL; ALTER TABLE users DROP COLUMN team_id; DROP TABLE teams;',
    rules: ['migration-down-changes-rows', 'migration-down-loses'],
    says: /its down deletes \d+ of 20 rows of public\.users, .* once what its up added has values/,
  },
  {
    name: 'a down that fails once what the up added is used',
    before: users,
    up: 'CREATE TABLE teams (id serial PRIMARY KEY); ALTER TABLE users ADD COLUMN team_id integer REFERENCES teams;',
    down: 'DELETE FROM teams; ALTER TABLE users DROP COLUMN team_id; DROP TABLE teams;',
    rules: ['migration-down-fails-on-rows'],
    says: /its down works on empty tables and, once what its up added has values, fails on rows of public\.users\.team_id: DELETE FROM teams: update or delete on table "teams" violates foreign key/,
  },
  {
    name: 'a down that leaves the rows that its up put into an older table',
    before: 'CREATE TABLE roles (id serial PRIMARY KEY, name text);',
    up: "INSERT INTO roles (name) VALUES ('admin'), ('guest');",
    down: 'SELECT 1;',
    rules: ['migration-down-leaves-rows'],
    says: /its down leaves 2 rows in public\.roles that its up inserted/,
  },
  {
    name: 'a down that sets NOT NULL where rows have none',
    before: "CREATE TABLE t (id serial PRIMARY KEY, a text DEFAULT 'x');",
    up: 'ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = a;',
    down: 'ALTER TABLE t DROP COLUMN b; ALTER TABLE t ALTER COLUMN a SET NOT NULL; ALTER TABLE t ALTER COLUMN a DROP NOT NULL;',
    rules: ['migration-down-fails-on-rows'],
    says: /its down works on empty tables and fails on rows of public\.t\.a: ALTER TABLE t ALTER COLUMN a SET NOT NULL: column "a" of relation "t" contains null values/,
  },
  {
    name: 'a table and a column with other names, and other values',
    before: users,
    up: 'ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN email TO address; UPDATE people SET address = upper(address);',
    down: 'ALTER TABLE people RENAME COLUMN address TO email; ALTER TABLE people RENAME TO users;',
    rules: ['migration-changes-rows'],
    says: /its up changes \d+ values of public\.users\.email, such as ".*" to ".*"/,
  },
];
