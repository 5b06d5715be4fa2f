import { controls } from '../rows/row.ts';

/** What changes nothing in what few projects have. */
export const rareControls = controls('sink', [
  [
    'tags of an event trigger in another order',
    `DROP EVENT TRIGGER hand_watch; CREATE EVENT TRIGGER hand_watch ON ddl_command_end
       WHEN TAG IN ('DROP CONVERSION', 'CREATE CONVERSION') EXECUTE FUNCTION hand.noticed(); COMMENT ON EVENT TRIGGER hand_watch IS 'watches'`,
  ],
  [
    'an event trigger disabled and enabled',
    'ALTER EVENT TRIGGER hand_watch DISABLE; ALTER EVENT TRIGGER hand_watch ENABLE',
  ],
  [
    'operations of a publication in another order, and its table put in again',
    "ALTER PUBLICATION hand_feed SET (publish = 'truncate, insert'); ALTER PUBLICATION hand_feed SET TABLE hand.news",
  ],
  [
    'another password for who is mapped, and another key of the server',
    "ALTER USER MAPPING FOR PUBLIC SERVER hand_server OPTIONS (SET password 'other'); ALTER SERVER hand_server OPTIONS (SET api_key 'other')",
  ],
  [
    'options of a server in another order',
    "ALTER SERVER hand_server OPTIONS (DROP host, DROP api_key); ALTER SERVER hand_server OPTIONS (ADD api_key 'x', ADD host 'there')",
  ],
  [
    'a collation whose version is taken from the library',
    'ALTER COLLATION hand.folded REFRESH VERSION; ALTER COLLATION hand.plain REFRESH VERSION',
  ],
  [
    'a range type made again with what is the default',
    'DROP TYPE hand.spell; CREATE TYPE hand.spell AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_ops, COLLATION = "C", MULTIRANGE_TYPE_NAME = hand.spell_multirange)',
  ],
  [
    'a cast and an operator made again',
    `DROP CAST (integer AS hand.tiny); CREATE CAST (int4 AS hand.tiny) WITHOUT FUNCTION AS ASSIGNMENT;
     DROP OPERATOR hand.!== (integer, integer); CREATE OPERATOR hand.!== (PROCEDURE = int4ne, RIGHTARG = int4, LEFTARG = int4)`,
  ],
  [
    'operators of a class in another order',
    `DROP OPERATOR CLASS hand.ordered_ops USING btree; CREATE OPERATOR CLASS hand.ordered_ops FOR TYPE integer USING btree FAMILY hand.ordered AS
       FUNCTION 1 btint4cmp(integer, integer), OPERATOR 5 >, OPERATOR 4 >=, OPERATOR 3 =, OPERATOR 2 <=, OPERATOR 1 <`,
  ],
  [
    'a token mapped again',
    'ALTER TEXT SEARCH CONFIGURATION hand.searched DROP MAPPING FOR word; ALTER TEXT SEARCH CONFIGURATION hand.searched ADD MAPPING FOR word WITH hand.words, simple',
  ],
  [
    'statistics made again with their columns and kinds in another order, and gathered',
    `DROP STATISTICS hand.news_linked; CREATE STATISTICS hand.news_linked (mcv, ndistinct) ON size, topic FROM hand.news;
     ALTER STATISTICS hand.news_linked SET STATISTICS 300; ANALYZE hand.news`,
  ],
  [
    'names of NOT NULL where no migration gives one',
    `DO $$ BEGIN IF current_setting('server_version_num')::int >= 180000 THEN
       ALTER TABLE people RENAME CONSTRAINT people_email_not_null TO people_must_have_mail;
       ALTER TABLE hand.vehicle RENAME CONSTRAINT vehicle_wheels_not_null TO wheels_not_null; END IF; END $$`,
  ],
  [
    'an expression of statistics as a restore writes it',
    `DO $$ DECLARE definition text := pg_get_statisticsobjdef((SELECT oid FROM pg_statistic_ext WHERE stxname = 'news_kinds'));
     BEGIN DROP STATISTICS hand.news_kinds; EXECUTE definition; END $$`,
  ],
  ['large objects, which are rows', 'SELECT lo_create(0), lo_create(0)'],
  [
    'other owners of what a superuser makes',
    `ALTER PUBLICATION hand_empty OWNER TO CURRENT_USER; ALTER LANGUAGE hand_language OWNER TO driftproof_sink_writer;
     ALTER OPERATOR FAMILY hand.ordered USING btree OWNER TO driftproof_sink_writer; ALTER OPERATOR CLASS hand.shapes USING gist OWNER TO driftproof_sink_writer`,
  ],
]);
