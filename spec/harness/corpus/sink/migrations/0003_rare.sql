-- What few projects have, and what databases have few of.
CREATE TABLE hand.news (id integer PRIMARY KEY, topic varchar(20) CONSTRAINT news_topic_given NOT NULL, size integer, at date);

CREATE FUNCTION hand.noticed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION hand.noticed_too() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER hand_watch ON ddl_command_end WHEN TAG IN ('CREATE CONVERSION', 'DROP CONVERSION') EXECUTE FUNCTION hand.noticed();
CREATE EVENT TRIGGER hand_quiet ON sql_drop EXECUTE FUNCTION hand.noticed();
ALTER EVENT TRIGGER hand_quiet DISABLE;

CREATE PUBLICATION hand_feed FOR TABLE hand.news WITH (publish = 'insert, truncate');
CREATE PUBLICATION hand_empty WITH (publish = 'insert', publish_via_partition_root = true);

CREATE FUNCTION hand.wrap() RETURNS fdw_handler LANGUAGE internal STRICT AS 'heap_tableam_handler';
CREATE FOREIGN DATA WRAPPER hand_wrapper OPTIONS (debug 'true');
CREATE SERVER hand_server TYPE 'file' VERSION '1' FOREIGN DATA WRAPPER hand_wrapper OPTIONS (host 'there', api_key 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER hand_server OPTIONS (password 'secret');
CREATE FOREIGN TABLE hand.remote (
  id integer OPTIONS (column_name 'number') NOT NULL,
  name text DEFAULT 'nobody',
  CONSTRAINT remote_id_check CHECK (id > 0)
) SERVER hand_server OPTIONS (path '/there');
CREATE TABLE hand.halves (id integer NOT NULL, name text, weight integer DEFAULT 1) PARTITION BY LIST (id);
CREATE TABLE hand.near_half PARTITION OF hand.halves FOR VALUES IN (0);
CREATE FOREIGN TABLE hand.far_half PARTITION OF hand.halves (name DEFAULT 'far', CONSTRAINT far_half_check CHECK (weight > 0))
  FOR VALUES IN (1, 2) SERVER hand_server OPTIONS (path '/half');
ALTER FOREIGN TABLE hand.far_half ALTER name OPTIONS (column_name 'called');

CREATE COLLATION hand.folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION hand.plain (provider = libc, locale = 'C');

CREATE TYPE hand.tiny;
CREATE FUNCTION hand.tiny_in(cstring) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION hand.tiny_out(hand.tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE FUNCTION hand.tiny_receive(internal) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4recv';
CREATE FUNCTION hand.tiny_send(hand.tiny) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send';
CREATE TYPE hand.tiny (INPUT = hand.tiny_in, OUTPUT = hand.tiny_out, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4);
CREATE TYPE hand.promised;
CREATE TYPE hand.stretch AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE TYPE hand.spell AS RANGE (SUBTYPE = text, COLLATION = "C");

CREATE CAST (integer AS hand.tiny) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE OPERATOR hand.=== (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(hand.===), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR hand.!== (FUNCTION = int4ne, LEFTARG = integer, RIGHTARG = integer);
CREATE OPERATOR FAMILY hand.ordered USING btree;
CREATE OPERATOR CLASS hand.ordered_ops FOR TYPE integer USING btree FAMILY hand.ordered AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR FAMILY hand.ordered USING btree ADD OPERATOR 1 < (integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
CREATE OPERATOR CLASS hand.shapes FOR TYPE polygon USING gist AS OPERATOR 3 &&,
  FUNCTION 1 gist_poly_consistent(internal, polygon, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
  FUNCTION 3 gist_poly_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
  FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), STORAGE box;

CREATE TEXT SEARCH PARSER hand.reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE hand.pattern (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY hand.words (TEMPLATE = pg_catalog.simple, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION hand.searched (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION hand.searched ADD MAPPING FOR asciiword, word WITH hand.words, pg_catalog.simple;

CREATE STATISTICS hand.news_linked (ndistinct, mcv) ON topic, size FROM hand.news;
CREATE STATISTICS hand.news_sized ON (size % 10) FROM hand.news;
CREATE STATISTICS hand.news_kinds ON (topic IN ('a', 'b')) FROM hand.news;
ALTER STATISTICS hand.news_linked SET STATISTICS 300;

CREATE LANGUAGE hand_language HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE TRANSFORM FOR hand.tiny LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION hand.tiny_receive(internal));
CREATE ACCESS METHOD hand_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE CONVERSION hand.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

COMMENT ON EVENT TRIGGER hand_watch IS 'watches';
COMMENT ON PUBLICATION hand_feed IS 'for the shop window';
COMMENT ON SERVER hand_server IS 'over there';
COMMENT ON COLLATION hand.folded IS 'any case';
