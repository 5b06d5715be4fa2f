import { drifts, type RareDrift } from './drift.ts';

export const foreign: readonly RareDrift[] = [
  ...drifts('foreign-data-wrapper', [
    [
      'dropped, with all that is behind it',
      'DROP FOREIGN DATA WRAPPER hand_wrapper CASCADE',
      'missing foreign-data-wrapper hand_wrapper',
      'missing foreign-table hand.far_half',
      'missing foreign-table hand.remote',
    ],
    ['added', 'CREATE FOREIGN DATA WRAPPER hand_more', 'extra foreign-data-wrapper hand_more'],
    [
      'another option',
      "ALTER FOREIGN DATA WRAPPER hand_wrapper OPTIONS (SET debug 'false', ADD more 'x')",
      'changed foreign-data-wrapper hand_wrapper options: [debug=true] → [debug=false, more=x]',
    ],
    [
      'a handler',
      'ALTER FOREIGN DATA WRAPPER hand_wrapper HANDLER hand.wrap',
      'changed foreign-data-wrapper hand_wrapper handler: none → hand.wrap()',
    ],
    [
      'a validator',
      'ALTER FOREIGN DATA WRAPPER hand_wrapper VALIDATOR postgresql_fdw_validator',
      'changed foreign-data-wrapper hand_wrapper validator: none → postgresql_fdw_validator(text[],oid)',
    ],
    [
      'comment',
      "COMMENT ON FOREIGN DATA WRAPPER hand_wrapper IS 'why'",
      'changed foreign-data-wrapper hand_wrapper comment: none → why',
    ],
  ]),
  ...drifts('foreign-server', [
    [
      'dropped, with who is mapped',
      'DROP SERVER hand_server CASCADE',
      'missing foreign-server hand_server',
      'missing foreign-table hand.far_half',
      'missing foreign-table hand.remote',
    ],
    ['added', 'CREATE SERVER hand_more FOREIGN DATA WRAPPER hand_wrapper', 'extra foreign-server hand_more'],
    [
      'somewhere else, with an option gone',
      "ALTER SERVER hand_server OPTIONS (SET host 'elsewhere', DROP api_key)",
      'changed foreign-server hand_server options: [api_key=***, host=there] → [host=elsewhere]',
    ],
    [
      'of another version',
      "ALTER SERVER hand_server VERSION '2'",
      'changed foreign-server hand_server version: 1 → 2',
    ],
    [
      'of another type and wrapper',
      `DROP SERVER hand_server CASCADE; CREATE FOREIGN DATA WRAPPER hand_more;
       CREATE SERVER hand_server TYPE 'wire' VERSION '1' FOREIGN DATA WRAPPER hand_more OPTIONS (host 'there', api_key 'secret');
       CREATE USER MAPPING FOR PUBLIC SERVER hand_server; COMMENT ON SERVER hand_server IS 'over there'`,
      'extra foreign-data-wrapper hand_more',
      'changed foreign-server hand_server type: file → wire',
      'changed foreign-server hand_server wrapper: hand_wrapper → hand_more',
      'missing foreign-table hand.far_half',
      'missing foreign-table hand.remote',
    ],
    [
      'without its comment',
      'COMMENT ON SERVER hand_server IS NULL',
      'changed foreign-server hand_server comment: over there → none',
    ],
  ]),
  ...drifts('user-mapping', [
    [
      'dropped',
      'DROP USER MAPPING FOR PUBLIC SERVER hand_server',
      'missing user-mapping public SERVER hand_server',
    ],
    [
      'added',
      "CREATE USER MAPPING FOR CURRENT_USER SERVER hand_server OPTIONS (password 'secret')",
      'extra user-mapping postgres SERVER hand_server',
    ],
  ]),
  ...drifts('foreign-table', [
    ['dropped', 'DROP FOREIGN TABLE hand.remote', 'missing foreign-table hand.remote'],
    [
      'added',
      'CREATE FOREIGN TABLE hand.more (a integer NOT NULL) SERVER hand_server',
      'extra foreign-table hand.more',
    ],
    [
      'another option',
      "ALTER FOREIGN TABLE hand.remote OPTIONS (SET path '/elsewhere')",
      'changed foreign-table hand.remote options: [path=/there] → [path=/elsewhere]',
    ],
    [
      'an option of another column',
      "ALTER FOREIGN TABLE hand.remote ALTER name OPTIONS (ADD column_name 'called')",
      'changed foreign-table hand.remote columnOptions: [id options (column_name=number)] → [id options (column_name=number), name options (column_name=called)]',
    ],
    [
      'of another server',
      `CREATE SERVER hand_more FOREIGN DATA WRAPPER hand_wrapper; DROP FOREIGN TABLE hand.remote;
       CREATE FOREIGN TABLE hand.remote (id integer OPTIONS (column_name 'number') NOT NULL, name text DEFAULT 'nobody',
         CONSTRAINT remote_id_check CHECK (id > 0)) SERVER hand_more OPTIONS (path '/there')`,
      'extra foreign-server hand_more',
      'changed foreign-table hand.remote server: hand_server → hand_more',
    ],
    [
      'its columns the other way round',
      `DROP FOREIGN TABLE hand.remote;
       CREATE FOREIGN TABLE hand.remote (name text DEFAULT 'nobody', id integer OPTIONS (column_name 'number') NOT NULL,
         CONSTRAINT remote_id_check CHECK (id > 0)) SERVER hand_server OPTIONS (path '/there')`,
      'changed foreign-table hand.remote columnOrder: id, name → name, id',
    ],
    [
      'inherits from a table',
      `CREATE TABLE hand.near (id integer NOT NULL, name text, CONSTRAINT remote_id_check CHECK (id > 0));
       ALTER FOREIGN TABLE hand.remote INHERIT hand.near`,
      'changed foreign-table hand.remote inherits: [] → [hand.near]',
      'extra table hand.near',
    ],
    [
      'that inherits from tables, added',
      `CREATE TABLE hand.near (a integer); CREATE TABLE hand.by (b integer);
       CREATE FOREIGN TABLE hand.more () INHERITS (hand.by, hand.near) SERVER hand_server`,
      'extra foreign-table hand.more',
      'extra table hand.by',
      'extra table hand.near',
    ],
    [
      'comment',
      "COMMENT ON FOREIGN TABLE hand.remote IS 'far'",
      'changed foreign-table hand.remote comment: none → far',
    ],
  ]),
  ...drifts('column', [
    [
      'of a foreign table, of another type and without its default',
      'ALTER FOREIGN TABLE hand.remote ALTER name DROP DEFAULT, ALTER id TYPE bigint',
      'changed column hand.remote.id type: integer → bigint',
      "changed column hand.remote.name default: 'nobody'::text → none",
    ],
    [
      'of a foreign table, that may be NULL',
      'ALTER FOREIGN TABLE hand.remote ALTER id DROP NOT NULL',
      'changed column hand.remote.id notNull: true → false',
    ],
    [
      'of a foreign table, added',
      'ALTER FOREIGN TABLE hand.remote ADD COLUMN more integer',
      'extra column hand.remote.more',
    ],
  ]),
  ...drifts('check', [
    [
      'of a foreign table, dropped',
      'ALTER FOREIGN TABLE hand.remote DROP CONSTRAINT remote_id_check',
      'missing check hand.remote.remote_id_check',
    ],
  ]),
  ...drifts('foreign-table', [
    ['a partition, dropped', 'DROP FOREIGN TABLE hand.far_half', 'missing foreign-table hand.far_half'],
    [
      'a partition, added',
      `CREATE FOREIGN TABLE hand.third_half PARTITION OF hand.halves (weight NOT NULL DEFAULT 3) FOR VALUES IN (3) SERVER hand_server;
       ALTER FOREIGN TABLE hand.third_half ALTER weight OPTIONS (column_name 'mass')`,
      'extra foreign-table hand.third_half',
    ],
    [
      'a partition, detached',
      'ALTER TABLE hand.halves DETACH PARTITION hand.far_half',
      'changed foreign-table hand.far_half partitionOf: hand.halves → none',
    ],
    [
      'a partition of other bounds',
      `ALTER TABLE hand.halves DETACH PARTITION hand.far_half;
       ALTER TABLE hand.halves ATTACH PARTITION hand.far_half FOR VALUES IN (2, 4)`,
      'changed foreign-table hand.far_half partitionBounds: FOR VALUES IN (1, 2) → FOR VALUES IN (2, 4)',
    ],
    [
      'a partition of another table',
      `CREATE TABLE hand.others (LIKE hand.halves INCLUDING ALL) PARTITION BY LIST (id);
       ALTER TABLE hand.halves DETACH PARTITION hand.far_half;
       ALTER TABLE hand.others ATTACH PARTITION hand.far_half FOR VALUES IN (1, 2)`,
      'changed foreign-table hand.far_half partitionOf: hand.halves → hand.others',
      'extra table hand.others',
    ],
    [
      'a partition with another option',
      "ALTER FOREIGN TABLE hand.far_half OPTIONS (SET path '/quarter')",
      'changed foreign-table hand.far_half options: [path=/half] → [path=/quarter]',
    ],
    [
      'a partition with an option of another column',
      "ALTER FOREIGN TABLE hand.far_half ALTER name OPTIONS (DROP column_name), ALTER weight OPTIONS (ADD column_name 'mass')",
      'changed foreign-table hand.far_half columnOptions: [name options (column_name=called)] → [weight options (column_name=mass)]',
    ],
    [
      'a partition with a comment',
      "COMMENT ON FOREIGN TABLE hand.far_half IS 'far'",
      'changed foreign-table hand.far_half comment: none → far',
    ],
    [
      'a partition that became an ordinary one',
      'DROP FOREIGN TABLE hand.far_half; CREATE TABLE hand.far_half PARTITION OF hand.halves FOR VALUES IN (1, 2)',
      'missing foreign-table hand.far_half',
      'extra table hand.far_half',
    ],
  ]),
  ...drifts('column', [
    [
      'of a foreign partition, with another default, NOT NULL and a comment',
      `ALTER FOREIGN TABLE hand.far_half ALTER name DROP DEFAULT, ALTER weight SET DEFAULT 2;
       ALTER FOREIGN TABLE hand.far_half ALTER weight SET NOT NULL; COMMENT ON COLUMN hand.far_half.weight IS 'in grams'`,
      "changed column hand.far_half.name default: 'far'::text → none",
      'changed column hand.far_half.weight comment: none → in grams',
      'changed column hand.far_half.weight default: 1 → 2',
      'changed column hand.far_half.weight notNull: false → true',
    ],
  ]),
  ...drifts('check', [
    [
      'of a foreign partition, another',
      'ALTER FOREIGN TABLE hand.far_half DROP CONSTRAINT far_half_check; ALTER FOREIGN TABLE hand.far_half ADD CONSTRAINT far_half_light CHECK (weight < 9)',
      'missing check hand.far_half.far_half_check',
      'extra check hand.far_half.far_half_light',
    ],
  ]),
  ...drifts('trigger', [
    [
      'of a foreign partition, added',
      `CREATE FUNCTION hand.fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER far_half_fired BEFORE INSERT ON hand.far_half FOR EACH ROW EXECUTE FUNCTION hand.fired()`,
      'extra function hand.fired()',
      'extra trigger hand.far_half.far_half_fired',
    ],
  ]),
];
