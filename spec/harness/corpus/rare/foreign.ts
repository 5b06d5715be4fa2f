import { drifts, type RareDrift } from './drift.ts';

export const foreign: readonly RareDrift[] = [
  ...drifts('foreign-data-wrapper', [
    [
      'dropped, with all that is behind it',
      'DROP FOREIGN DATA WRAPPER hand_wrapper CASCADE',
      'missing foreign-data-wrapper hand_wrapper',
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
];
