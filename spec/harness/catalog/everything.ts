/** A small database with something of every kind, most of it not as it would be by default. */
export const everything = `
CREATE EXTENSION btree_gist; CREATE EXTENSION citext; CREATE EXTENSION pgcrypto;
CREATE SCHEMA shop; COMMENT ON SCHEMA shop IS 'what is sold';
CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN shop.price AS numeric(10, 2) DEFAULT 0 NOT NULL CHECK (VALUE >= 0);
CREATE TYPE shop.address AS (street text COLLATE "C", number int);
CREATE SEQUENCE shop.ticket AS smallint START 10 INCREMENT 5 CYCLE;
CREATE TABLE shop.person (
  id serial PRIMARY KEY,
  badge int GENERATED ALWAYS AS IDENTITY (START WITH 1000),
  email citext NOT NULL UNIQUE DEFERRABLE,
  name varchar(40) DEFAULT 'nobody',
  mood shop.mood DEFAULT 'ok',
  home shop.address,
  shout text GENERATED ALWAYS AS (upper(name)) STORED,
  stay int4range,
  boss int REFERENCES shop.person ON DELETE SET NULL,
  CONSTRAINT named CHECK (name <> ''),
  EXCLUDE USING gist (boss WITH =, stay WITH &&)
) WITH (fillfactor = 80);
CREATE INDEX person_name_idx ON shop.person (lower(name) DESC, mood) INCLUDE (badge) WHERE id > 3;
CREATE INDEX person_boss_idx ON shop.person (boss);
CREATE TABLE shop.sale (id bigint, day date NOT NULL, who int REFERENCES shop.person, amount shop.price, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
CREATE TABLE shop.sale_1 PARTITION OF shop.sale FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE shop.sale_2 PARTITION OF shop.sale FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE INDEX sale_who_idx ON shop.sale (who);
CREATE TABLE shop.refund (sale bigint, day date, FOREIGN KEY (sale, day) REFERENCES shop.sale);
CREATE TABLE shop.worker (wage numeric) INHERITS (shop.person);
CREATE VIEW shop.nice AS SELECT id, name FROM shop.person WHERE mood = 'happy' WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW shop.moods AS SELECT mood, count(*) AS number FROM shop.person GROUP BY mood;
CREATE UNIQUE INDEX moods_idx ON shop.moods (mood);
CREATE FUNCTION shop.greet(who text, often int DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = ''
  AS $$ SELECT repeat('hello ' || who, often) $$;
CREATE FUNCTION shop.greet(who int) RETURNS int LANGUAGE sql RETURN who + 1;
CREATE PROCEDURE shop.tidy() LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int, initcond = '0');
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER stamped BEFORE UPDATE ON shop.person FOR EACH ROW EXECUTE FUNCTION shop.stamp();
CREATE TRIGGER counted AFTER INSERT ON shop.sale FOR EACH ROW EXECUTE FUNCTION shop.stamp();
CREATE RULE keep AS ON DELETE TO shop.refund DO INSTEAD NOTHING;
ALTER TABLE shop.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.person FOR SELECT USING (id > 0);
COMMENT ON TABLE shop.person IS 'who buys'; COMMENT ON COLUMN shop.person.mood IS 'as far as we know';
CREATE TYPE shop.span AS RANGE (subtype = float8);
CREATE STATISTICS shop.linked ON name, mood FROM shop.person;
INSERT INTO shop.person (email, name, stay) VALUES ('a@x', 'Ann', '[1,3)'), ('b@x', 'Bob', '[5,9)');
INSERT INTO shop.sale VALUES (1, '2020-05-05', 1, 9.99);
`;
