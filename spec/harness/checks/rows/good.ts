import type { Example } from './bench.ts';

export interface Good extends Example {
  readonly name: string;
}

const users = `CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name varchar(40), age integer, team uuid);`;

/** Migrations that people make every day, of which nothing above an info is said. */
export const good: readonly Good[] = [
  {
    name: 'a column that may be NULL',
    before: users,
    up: 'ALTER TABLE users ADD COLUMN bio text;',
    down: 'ALTER TABLE users DROP COLUMN bio;',
  },
  {
    name: 'a column that must have a value, with a default',
    before: users,
    up: "ALTER TABLE users ADD COLUMN tier text DEFAULT 'free' NOT NULL;",
    down: 'ALTER TABLE users DROP COLUMN tier;',
  },
  {
    name: 'NOT NULL after a backfill',
    before: users,
    up: "UPDATE users SET name = '' WHERE name IS NULL; ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
    down: 'ALTER TABLE users ALTER COLUMN name DROP NOT NULL;',
  },
  {
    name: 'a column that is filled, then must have a value',
    before: users,
    up: 'ALTER TABLE users ADD COLUMN handle text; UPDATE users SET handle = email; ALTER TABLE users ALTER COLUMN handle SET NOT NULL;',
    down: 'ALTER TABLE users DROP COLUMN handle;',
  },
  {
    name: 'a longer varchar',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(200);',
    down: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40);',
  },
  {
    name: 'varchar to text',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN name TYPE text;',
    down: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40);',
  },
  {
    name: 'integer to bigint',
    before: users,
    up: 'ALTER TABLE users ALTER COLUMN age TYPE bigint;',
    down: 'ALTER TABLE users ALTER COLUMN age TYPE integer;',
  },
  {
    name: 'integer to bigint of a key that others refer to',
    before:
      'CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id serial PRIMARY KEY, a integer REFERENCES a);',
    up: 'ALTER TABLE a ALTER COLUMN id TYPE bigint; ALTER TABLE b ALTER COLUMN a TYPE bigint;',
    down: 'ALTER TABLE b ALTER COLUMN a TYPE integer; ALTER TABLE a ALTER COLUMN id TYPE integer;',
  },
  {
    name: 'real to double precision',
    before: 'CREATE TABLE m (id serial PRIMARY KEY, v real);',
    up: 'ALTER TABLE m ALTER COLUMN v TYPE double precision;',
    down: 'ALTER TABLE m ALTER COLUMN v TYPE real;',
  },
  {
    name: 'timestamp to timestamptz',
    before: 'CREATE TABLE log (id serial PRIMARY KEY, at timestamp);',
    up: "ALTER TABLE log ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
    down: "ALTER TABLE log ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC';",
  },
  {
    name: 'json to jsonb',
    before: 'CREATE TABLE docs (id serial PRIMARY KEY, doc json);',
    up: 'ALTER TABLE docs ALTER COLUMN doc TYPE jsonb;',
    down: 'ALTER TABLE docs ALTER COLUMN doc TYPE json;',
  },
  {
    name: 'text to an enum, by a check that allows only its values',
    before: "CREATE TABLE people (id serial PRIMARY KEY, mood text CHECK (mood IN ('sad', 'ok')));",
    up: `ALTER TABLE people DROP CONSTRAINT people_mood_check; CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::mood;`,
    down: `ALTER TABLE people ALTER COLUMN mood TYPE text; DROP TYPE mood;
ALTER TABLE people ADD CONSTRAINT people_mood_check CHECK (mood IN ('sad', 'ok'));`,
  },
  {
    name: 'an enum with a value more, recreated',
    before: "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (id serial PRIMARY KEY, mood mood);",
    up: `ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood; DROP TYPE mood_old;`,
    down: `ALTER TYPE mood RENAME TO mood_new; CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood; DROP TYPE mood_new;`,
  },
  {
    name: 'a unique constraint on a new column',
    before: users,
    up: 'ALTER TABLE users ADD COLUMN handle text CONSTRAINT users_handle_key UNIQUE;',
    down: 'ALTER TABLE users DROP COLUMN handle;',
  },
  {
    name: 'a foreign key on a new column',
    before: users,
    up: 'CREATE TABLE teams (id uuid PRIMARY KEY, name text NOT NULL); ALTER TABLE users ADD COLUMN team_id uuid REFERENCES teams ON DELETE CASCADE;',
    down: 'ALTER TABLE users DROP COLUMN team_id; DROP TABLE teams;',
  },
  {
    name: 'a foreign key that is not validated',
    before: `${users} CREATE TABLE teams (id uuid PRIMARY KEY);`,
    up: 'ALTER TABLE users ADD CONSTRAINT users_team_fk FOREIGN KEY (team) REFERENCES teams NOT VALID;',
    down: 'ALTER TABLE users DROP CONSTRAINT users_team_fk;',
  },
  {
    name: 'a check that is not validated',
    before: users,
    up: 'ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age >= 18) NOT VALID;',
    down: 'ALTER TABLE users DROP CONSTRAINT users_age_check;',
  },
  {
    name: 'a foreign key recreated with another action',
    before:
      'CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id serial PRIMARY KEY, a integer REFERENCES a);',
    up: 'ALTER TABLE b DROP CONSTRAINT b_a_fkey; ALTER TABLE b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a ON DELETE CASCADE;',
    down: 'ALTER TABLE b DROP CONSTRAINT b_a_fkey; ALTER TABLE b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a;',
  },
  {
    name: 'a table and a column with other names',
    before: users,
    up: 'ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN email TO address;',
    down: 'ALTER TABLE people RENAME COLUMN address TO email; ALTER TABLE people RENAME TO users;',
  },
  {
    name: 'a table in another schema',
    before: users,
    up: 'CREATE SCHEMA app; ALTER TABLE users SET SCHEMA app;',
    down: 'ALTER TABLE app.users SET SCHEMA public; DROP SCHEMA app;',
  },
  {
    name: 'a table split in two, and put together again',
    before: users,
    up: `CREATE TABLE profiles (user_id integer PRIMARY KEY REFERENCES users, name varchar(40));
INSERT INTO profiles SELECT id, name FROM users; ALTER TABLE users DROP COLUMN name;`,
    down: `ALTER TABLE users ADD COLUMN name varchar(40);
UPDATE users SET name = p.name FROM profiles p WHERE p.user_id = users.id; DROP TABLE profiles;`,
  },
  {
    name: 'a table recreated with its rows',
    before: users,
    up: `CREATE TABLE users2 (id integer PRIMARY KEY, email text NOT NULL, name varchar(40), age integer, team uuid);
INSERT INTO users2 SELECT * FROM users; DROP TABLE users; ALTER TABLE users2 RENAME TO users;`,
    down: `CREATE TABLE users2 (id serial PRIMARY KEY, email text NOT NULL, name varchar(40), age integer, team uuid);
INSERT INTO users2 SELECT * FROM users; DROP TABLE users; ALTER TABLE users2 RENAME TO users;
SELECT setval('users2_id_seq', coalesce(max(id), 0) + 1, false) FROM users;`,
  },
  {
    name: 'an index made outside a transaction',
    before: users,
    up: 'CREATE INDEX CONCURRENTLY users_email_idx ON users (email);',
    down: 'DROP INDEX CONCURRENTLY users_email_idx;',
  },
  {
    name: 'a column dropped by a migration that says it is irreversible',
    before: users,
    up: 'ALTER TABLE users DROP COLUMN age;',
    down: '-- irreversible: nobody needs ages',
  },
  {
    name: 'rows put into an older table, and deleted by the down',
    before: 'CREATE TABLE roles (id serial PRIMARY KEY, name text);',
    up: "INSERT INTO roles (name) VALUES ('the admin of all');",
    down: "DELETE FROM roles WHERE name = 'the admin of all';",
  },
  {
    name: 'a generated column and an identity',
    before: users,
    up: 'ALTER TABLE users ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY, ADD COLUMN loud text GENERATED ALWAYS AS (upper(email)) STORED;',
    down: 'ALTER TABLE users DROP COLUMN n, DROP COLUMN loud;',
  },
  {
    name: 'a sum of columns at the ends of their types',
    before: 'CREATE TABLE lines (id serial PRIMARY KEY, price integer NOT NULL, amount integer NOT NULL);',
    up: 'ALTER TABLE lines ADD COLUMN total integer; UPDATE lines SET total = price * amount;',
    down: 'ALTER TABLE lines DROP COLUMN total;',
  },
  {
    name: 'rows with numbers of their own, put into an older table',
    before: 'CREATE TABLE plans (id integer PRIMARY KEY, name text NOT NULL);',
    up: "INSERT INTO plans VALUES (1, 'free'), (2, 'pro'), (3, 'team'), (4, 'all');",
    down: 'DELETE FROM plans WHERE id IN (1, 2, 3, 4);',
  },
];
