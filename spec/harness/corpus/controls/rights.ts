import { alterDatabase, controls } from '../rows/row.ts';

const app = 'driftproof_sink_app';
const reader = 'driftproof_sink_reader';
const writer = 'driftproof_sink_writer';

/** All that the sink has belongs to a role. */
export const ownedBy = (role: string): string => `DO $do$ DECLARE each record; BEGIN
  FOR each IN SELECT oid::regclass AS name FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace IN
    (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'hand', 'warehouse')) AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')
  LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${role}', each.name); END LOOP;
  FOR each IN SELECT oid::regclass AS name FROM pg_class c WHERE relkind = 'S' AND relnamespace IN
    (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'hand', 'warehouse'))
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass)
  LOOP EXECUTE format('ALTER SEQUENCE %s OWNER TO ${role}', each.name); END LOOP;
  FOR each IN SELECT oid::regtype AS name FROM pg_type t WHERE (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND EXISTS
    (SELECT FROM pg_class WHERE oid = t.typrelid AND relkind = 'c'))) AND typnamespace IN
    (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'hand', 'warehouse'))
  LOOP EXECUTE format('ALTER TYPE %s OWNER TO ${role}', each.name); END LOOP;
  FOR each IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace IN
    (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'hand', 'warehouse'))
    AND oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype IN ('e', 'i'))
  LOOP EXECUTE format('ALTER ROUTINE %s OWNER TO ${role}', each.name); END LOOP;
  FOR each IN SELECT 'COLLATION' AS what, format('hand.%I', collname) AS name FROM pg_collation WHERE collnamespace = 'hand'::regnamespace
    UNION ALL SELECT 'STATISTICS', format('hand.%I', stxname) FROM pg_statistic_ext WHERE stxnamespace = 'hand'::regnamespace
  LOOP EXECUTE format('ALTER %s %s OWNER TO ${role}', each.what, each.name); END LOOP;
  ALTER SCHEMA hand OWNER TO ${role}; ALTER SCHEMA warehouse OWNER TO ${role};
  ALTER PUBLICATION hand_feed OWNER TO ${role}; ALTER PUBLICATION hand_empty OWNER TO ${role}; ALTER SERVER hand_server OWNER TO ${role};
  ALTER OPERATOR hand.=== (integer, integer) OWNER TO ${role}; ALTER OPERATOR hand.!== (integer, integer) OWNER TO ${role};
  ALTER CONVERSION hand.latin OWNER TO ${role}; ALTER TEXT SEARCH DICTIONARY hand.words OWNER TO ${role};
  ALTER TEXT SEARCH CONFIGURATION hand.searched OWNER TO ${role};
END $do$;
ALTER DEFAULT PRIVILEGES IN SCHEMA warehouse REVOKE ALL ON TABLES FROM ${app};
ALTER DEFAULT PRIVILEGES FOR ROLE ${role} IN SCHEMA warehouse GRANT SELECT, INSERT ON TABLES TO ${app}`;

export const rightsControls = controls('sink', [
  [
    'everything owned by another role',
    `CREATE ROLE driftproof_sink_deployer; ${ownedBy('driftproof_sink_deployer')}`,
  ],
  ['the schema public owned by another role', `ALTER SCHEMA public OWNER TO ${writer}`],
  [
    'grants to a role that no migration grants anything to',
    `GRANT USAGE ON SCHEMA hand, warehouse TO ${reader}; GRANT ALL ON ALL TABLES IN SCHEMA hand TO ${reader}; GRANT ALL ON ALL SEQUENCES IN SCHEMA hand TO ${reader};
     GRANT SELECT (email) ON people TO ${reader}; GRANT USAGE ON TYPE mood TO ${reader}; GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO ${reader}`,
  ],
  [
    'grants to a role that this environment alone has',
    'CREATE ROLE driftproof_sink_reports; GRANT SELECT ON ALL TABLES IN SCHEMA public TO driftproof_sink_reports',
  ],
  [
    'a predefined role that another is a member of',
    `GRANT pg_monitor TO ${reader}; GRANT pg_read_all_data TO ${writer}`,
  ],
  [
    'a member of the roles, as a pooler’s',
    `CREATE ROLE driftproof_sink_pooler LOGIN NOINHERIT; GRANT ${reader}, ${writer}, ${app} TO driftproof_sink_pooler`,
  ],
  [
    'a role that may log in and make databases',
    `ALTER ROLE ${reader} LOGIN CREATEDB CREATEROLE REPLICATION CONNECTION LIMIT 5`,
  ],
  [
    'default privileges of a platform, and the grants that come of them',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO ${reader}, ${writer}; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO ${reader};
     GRANT ALL ON ALL TABLES IN SCHEMA public TO ${reader}, ${writer}`,
  ],
  ['a grant taken back', `GRANT DELETE ON people TO ${app}; REVOKE DELETE ON people FROM ${app}`],
  [
    'a grant given again',
    `REVOKE ALL ON people FROM ${app}; GRANT UPDATE (nick), SELECT, INSERT ON people TO ${app}`,
  ],
  [
    'what PUBLIC has by itself, said aloud',
    'GRANT EXECUTE ON FUNCTION hand.many() TO PUBLIC; GRANT USAGE ON TYPE mood TO PUBLIC; GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC',
  ],
  [
    'what an owner may do, said aloud',
    'GRANT ALL ON people TO CURRENT_USER; GRANT ALL ON SCHEMA hand TO CURRENT_USER',
  ],
  [
    'what PUBLIC has by itself, taken away',
    'REVOKE EXECUTE ON FUNCTION hand.many() FROM PUBLIC; REVOKE USAGE ON TYPE mood FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
  ],
  [
    'an owner changed there and back',
    `ALTER TABLE people OWNER TO ${writer}; ALTER TABLE people OWNER TO CURRENT_USER`,
  ],
  [
    'a partition that a job makes, with grants of its own',
    `CREATE TABLE hand.reading_2031 PARTITION OF hand.reading FOR VALUES FROM ('2031-01-01') TO ('2032-01-01'); GRANT SELECT ON hand.reading_2031 TO ${app}`,
  ],
  [
    'what PUBLIC may do, said of a role that migrations grant to',
    `GRANT EXECUTE ON FUNCTION hand.many() TO ${app}; GRANT USAGE ON TYPE mood TO ${app}; ${alterDatabase('SET work_mem FROM CURRENT').replace('ALTER DATABASE %I SET work_mem FROM CURRENT', `GRANT CONNECT, TEMPORARY ON DATABASE %I TO ${app}`)}`,
  ],
  [
    'what a platform lets its administrators pass on, of what is Postgres’s own',
    `CREATE ROLE driftproof_sink_admin; GRANT EXECUTE ON FUNCTION pg_reload_conf(), pg_stat_reset() TO driftproof_sink_admin WITH GRANT OPTION`,
  ],
  ['an index, whose owner is the table’s', 'CREATE INDEX x ON people (age); DROP INDEX x'],
]);
