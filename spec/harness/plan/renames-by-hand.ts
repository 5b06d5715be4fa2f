import { peopleSql } from '../../support/people.ts';

export const built = `
CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
CREATE TABLE team (id integer PRIMARY KEY, name text NOT NULL, "Odd ""one""" integer DEFAULT 1);
${peopleSql}
CREATE FUNCTION oldest() RETURNS integer LANGUAGE sql AS 'SELECT max(age) FROM public.person';
CREATE SEQUENCE invoices START 1000;
CREATE TABLE pair (id integer PRIMARY KEY, first integer, last text, CONSTRAINT few CHECK (first < 9), CONSTRAINT short CHECK (last < 'z'));
CREATE INDEX by_first ON pair (first);
CREATE INDEX by_last ON pair (last);
CREATE TABLE fresh (id integer CONSTRAINT fresh_key PRIMARY KEY, what text);
CREATE TABLE stale (id integer CONSTRAINT stale_key PRIMARY KEY, since date);
CREATE TABLE twin_a (id integer, what text, much integer);
CREATE TABLE twin_b (id integer, what text, much integer);
CREATE SCHEMA shop;
CREATE TABLE shop.item (id serial PRIMARY KEY, name text);
CREATE TABLE sale (item integer REFERENCES shop.item);
CREATE TABLE log (at date) PARTITION BY RANGE (at);
CREATE TABLE log_2020 (at date);
CREATE TABLE visit (at date, who text, much integer, why text);`;

export const rows = `
INSERT INTO team VALUES (1, 'red', 11), (2, 'blue', 22);
INSERT INTO person (team, email, age, feels, owes, lives)
  VALUES (1, 'a@x', 30, 'sad', 1.5, ROW ('High St', 3)), (2, 'b@x', 40, 'so so', 2.5, ROW ('Low St', 4));
INSERT INTO badge VALUES (1, 'b@x');
INSERT INTO pair VALUES (1, 5, 'five'), (2, 6, 'six');
INSERT INTO fresh VALUES (1, 'new');
INSERT INTO stale VALUES (1, '2020-01-01');
INSERT INTO twin_a VALUES (1, 'a', 1);
INSERT INTO shop.item (name) VALUES ('pen');
INSERT INTO sale VALUES (1);
INSERT INTO visit VALUES ('2020-01-01', 'a', 1, 'rain');
SELECT nextval('invoices'), nextval('invoices');
REFRESH MATERIALIZED VIEW ages;`;

/** All that is to be there afterwards, as people ask for it. */
export const asked = `
SELECT id, name, "Odd ""one""" FROM team ORDER BY id;
SELECT id, team, email, age, feels::text, owes, (lives).street FROM person ORDER BY id;
SELECT * FROM badge;
SELECT * FROM grown_ups ORDER BY id;
SELECT id, first, last FROM pair ORDER BY id;
SELECT * FROM fresh;
SELECT s.item, i.name FROM sale s JOIN shop.item i ON i.id = s.item;
SELECT id, since::text FROM stale;
SELECT at::text, who, much, why FROM visit;
SELECT last_value FROM invoices;
SELECT last_value FROM person_id_seq;
SELECT oldest()`;

/** A sentence, what somebody did by hand, and the SQL of the plan. */
type Drift = readonly [sentence: string, sql: string, plan: readonly string[]];

export const renames: readonly Drift[] = [
  [
    'a column',
    'ALTER TABLE person RENAME age TO years',
    ['ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"'],
  ],
  [
    'a column that others refer to',
    'ALTER TABLE person RENAME email TO mail_to',
    ['ALTER TABLE "public"."person" RENAME COLUMN "mail_to" TO "email"'],
  ],
  [
    'a column whose names need quotes',
    `ALTER TABLE team RENAME "Odd ""one""" TO "'; DROP TABLE x; --"`,
    [`ALTER TABLE "public"."team" RENAME COLUMN "'; DROP TABLE x; --" TO "Odd ""one"""`],
  ],
  ['a schema', 'ALTER SCHEMA shop RENAME TO store', ['ALTER SCHEMA "store" RENAME TO "shop"']],
  ['a table', 'ALTER TABLE person RENAME TO human', ['ALTER TABLE "public"."human" RENAME TO "person"']],
  [
    'a table whose name needs quotes',
    'ALTER TABLE team RENAME TO "The ""team"".x"',
    ['ALTER TABLE "public"."The ""team"".x" RENAME TO "team"'],
  ],
  [
    'a table and a column of it',
    'ALTER TABLE person RENAME CONSTRAINT grown TO old; ALTER TABLE person RENAME TO human',
    [
      'ALTER TABLE "public"."human" RENAME TO "person"',
      'ALTER TABLE "public"."person" RENAME CONSTRAINT "old" TO "grown"',
    ],
  ],
  ['an enum', 'ALTER TYPE mood RENAME TO humour', ['ALTER TYPE "public"."humour" RENAME TO "mood"']],
  [
    'a label of an enum',
    `ALTER TYPE mood RENAME VALUE 'so so' TO 'it''s so'`,
    [`ALTER TYPE "public"."mood" RENAME VALUE 'it''s so' TO 'so so'`],
  ],
  ['a domain', 'ALTER DOMAIN price RENAME TO cost', ['ALTER DOMAIN "public"."cost" RENAME TO "price"']],
  [
    'a check of a domain',
    'ALTER DOMAIN price RENAME CONSTRAINT not_less TO enough',
    ['ALTER DOMAIN "public"."price" RENAME CONSTRAINT "enough" TO "not_less"'],
  ],
  ['a composite type', 'ALTER TYPE place RENAME TO home', ['ALTER TYPE "public"."home" RENAME TO "place"']],
  [
    'a sequence',
    'ALTER SEQUENCE invoices RENAME TO bills',
    ['ALTER SEQUENCE "public"."bills" RENAME TO "invoices"'],
  ],
  [
    'a function',
    'ALTER FUNCTION note() RENAME TO remark',
    ['ALTER ROUTINE "public"."remark"() RENAME TO "note"'],
  ],
  [
    'an index',
    'ALTER INDEX by_age RENAME TO age_first',
    ['ALTER INDEX "public"."age_first" RENAME TO "by_age"'],
  ],
  [
    'a primary key',
    'ALTER TABLE team RENAME CONSTRAINT team_pkey TO the_key',
    ['ALTER TABLE "public"."team" RENAME CONSTRAINT "the_key" TO "team_pkey"'],
  ],
  [
    'a unique constraint',
    'ALTER TABLE person RENAME CONSTRAINT mail TO post',
    ['ALTER TABLE "public"."person" RENAME CONSTRAINT "post" TO "mail"'],
  ],
  [
    'a foreign key',
    'ALTER TABLE person RENAME CONSTRAINT person_of TO to_team',
    ['ALTER TABLE "public"."person" RENAME CONSTRAINT "to_team" TO "person_of"'],
  ],
  ['a view', 'ALTER VIEW grown_ups RENAME TO adults', ['ALTER VIEW "public"."adults" RENAME TO "grown_ups"']],
  [
    'a materialized view',
    'ALTER MATERIALIZED VIEW ages RENAME TO years',
    ['ALTER MATERIALIZED VIEW "public"."years" RENAME TO "ages"'],
  ],
  [
    'a trigger',
    'ALTER TRIGGER noted ON person RENAME TO kept',
    ['ALTER TRIGGER "kept" ON "public"."person" RENAME TO "noted"'],
  ],
  [
    'a policy',
    'ALTER POLICY own ON person RENAME TO mine',
    ['ALTER POLICY "mine" ON "public"."person" RENAME TO "own"'],
  ],
  [
    'a rule',
    `ALTER RULE kept ON badge RENAME TO "Kept, ""too"""`,
    ['ALTER RULE "Kept, ""too""" ON "public"."badge" RENAME TO "kept"'],
  ],
  [
    'a statistics object',
    `ALTER STATISTICS both_of RENAME TO "Two, ""too"""`,
    ['ALTER STATISTICS "public"."Two, ""too""" RENAME TO "both_of"'],
  ],
  [
    'a schema whose name needs quotes',
    `ALTER SCHEMA shop RENAME TO "The ""shop"".x"`,
    ['ALTER SCHEMA "The ""shop"".x" RENAME TO "shop"'],
  ],
  [
    'two columns that have each the name of the other',
    'ALTER TABLE pair RENAME first TO x; ALTER TABLE pair RENAME last TO first; ALTER TABLE pair RENAME x TO last',
    [
      'ALTER TABLE "public"."pair" RENAME COLUMN "last" TO "driftproof_1"',
      'ALTER TABLE "public"."pair" RENAME COLUMN "first" TO "last"',
      'ALTER TABLE "public"."pair" RENAME COLUMN "driftproof_1" TO "first"',
    ],
  ],
  [
    'two tables that have each the name of the other',
    'ALTER TABLE fresh RENAME TO x; ALTER TABLE stale RENAME TO fresh; ALTER TABLE x RENAME TO stale',
    [
      'ALTER TABLE "public"."stale" RENAME TO "driftproof_1"',
      'ALTER TABLE "public"."fresh" RENAME TO "stale"',
      'ALTER TABLE "public"."driftproof_1" RENAME TO "fresh"',
    ],
  ],
  [
    'two indexes that have each the name of the other',
    'ALTER INDEX by_first RENAME TO x; ALTER INDEX by_last RENAME TO by_first; ALTER INDEX x RENAME TO by_last',
    [
      'ALTER INDEX "public"."by_last" RENAME TO "driftproof_1"',
      'ALTER INDEX "public"."by_first" RENAME TO "by_last"',
      'ALTER INDEX "public"."driftproof_1" RENAME TO "by_first"',
    ],
  ],
  [
    'a table whose name a view has, which goes',
    'ALTER TABLE fresh RENAME TO newest; CREATE VIEW fresh AS SELECT id FROM newest',
    ['DROP VIEW "public"."fresh"', 'ALTER TABLE "public"."newest" RENAME TO "fresh"'],
  ],
  [
    'a column that has another type besides',
    'ALTER TABLE team RENAME name TO title; ALTER TABLE team ALTER title TYPE varchar(50)',
    [
      'ALTER TABLE "public"."team" RENAME COLUMN "title" TO "name"',
      'ALTER TABLE "public"."team" ALTER COLUMN "name" TYPE text USING "name"::text',
    ],
  ],
  [
    'a table and a column of it, each to another name',
    'ALTER TABLE person RENAME age TO years; ALTER TABLE person RENAME TO human',
    [
      'ALTER TABLE "public"."human" RENAME TO "person"',
      'ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"',
    ],
  ],
  [
    'a table without a key, and a column of it',
    'ALTER TABLE visit RENAME why TO reason; ALTER TABLE visit RENAME TO stay',
    [
      'ALTER TABLE "public"."stay" RENAME TO "visit"',
      'ALTER TABLE "public"."visit" RENAME COLUMN "reason" TO "why"',
    ],
  ],
  [
    'a column, and what else differs in its table',
    'ALTER TABLE person RENAME age TO years; ALTER TABLE person ALTER email SET DEFAULT 3; DROP INDEX by_team',
    [
      'ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"',
      'ALTER TABLE "public"."person" ALTER COLUMN "email" DROP DEFAULT',
      'CREATE INDEX CONCURRENTLY "by_team" ON "public"."person" USING btree (((team + 1))) INCLUDE ("age")',
    ],
  ],
  [
    'a table, and the body of a function that was made for its other name',
    `ALTER TABLE person RENAME TO human; CREATE OR REPLACE FUNCTION oldest() RETURNS integer LANGUAGE sql AS 'SELECT max(age) FROM public.human'`,
    [
      'ALTER TABLE "public"."human" RENAME TO "person"',
      `CREATE OR REPLACE FUNCTION "public"."oldest"() RETURNS integer LANGUAGE "sql" VOLATILE PARALLEL UNSAFE AS 'SELECT max(age) FROM public.person'`,
    ],
  ],
  [
    'a column, and a view that was made for its other name',
    `ALTER TABLE person RENAME age TO years; DROP VIEW grown_ups; CREATE VIEW grown_ups AS SELECT id, years FROM person WHERE years > 17`,
    [
      'ALTER TABLE "public"."person" RENAME COLUMN "years" TO "age"',
      'DROP VIEW "public"."grown_ups"',
      'CREATE VIEW "public"."grown_ups" AS SELECT id,\n    age\n   FROM public.person\n  WHERE (age > 17)',
    ],
  ],
];
