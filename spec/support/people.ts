/** SQL: tables of people with all that can hang on one. It needs the type `mood` and the table `team`. */
export const peopleSql = `
CREATE DOMAIN price AS numeric(10, 2) CONSTRAINT not_less CHECK (VALUE >= 0);
CREATE TYPE place AS (street text, number integer);
CREATE TABLE person (id serial PRIMARY KEY, team integer CONSTRAINT person_of REFERENCES team, email text CONSTRAINT mail UNIQUE,
  age integer, feels mood DEFAULT 'glad', owes price, lives place, CONSTRAINT grown CHECK (age > 0 AND team > 0));
CREATE INDEX by_age ON person (age, email) WHERE age > 1;
CREATE INDEX by_team ON person ((team + 1)) INCLUDE (age);
CREATE TABLE badge (person integer CONSTRAINT of_person REFERENCES person, email text CONSTRAINT of_mail REFERENCES person (email));
CREATE VIEW grown_ups AS SELECT id, age FROM person WHERE age > 17;
CREATE MATERIALIZED VIEW ages AS SELECT age FROM person;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER noted BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION note();
CREATE POLICY own ON person USING (age > 3);
CREATE RULE kept AS ON DELETE TO badge DO INSTEAD NOTHING;
CREATE STATISTICS both_of (ndistinct) ON age, email FROM person;`;
