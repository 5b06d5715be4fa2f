import { alterDatabase, mutations } from '../row.ts';

export const schemas = mutations('sink', 'schema', [
  [
    'renamed: what is in it is in another schema now',
    'CREATE SCHEMA away; CREATE TABLE away.t (a int); ALTER SCHEMA away RENAME TO gone',
    'schema-extra gone',
  ],
  [
    'dropped',
    'DROP MATERIALIZED VIEW warehouse.empty_ages; CREATE SCHEMA w; ALTER VIEW warehouse.shelves SET SCHEMA w',
    'materialized-view-missing warehouse.empty_ages',
    'schema-extra w',
    'view-missing warehouse.shelves',
  ],
  ['comment', 'COMMENT ON SCHEMA hand IS NULL', 'schema-comment hand'],
]);

export const tables = mutations('sink', 'table', [
  ['dropped', 'DROP TABLE lists', 'table-missing public.lists'],
  ['dropped, with its policies, sequence and row security', 'DROP TABLE notes', 'table-missing public.notes'],
  ['row security off', 'ALTER TABLE closed DISABLE ROW LEVEL SECURITY', 'table-row-security public.closed'],
  [
    'row security off while policies stay',
    'ALTER TABLE notes DISABLE ROW LEVEL SECURITY',
    'table-row-security public.notes',
  ],
  [
    'row security no longer forced',
    'ALTER TABLE hand.booking NO FORCE ROW LEVEL SECURITY',
    'table-row-security-forced hand.booking',
  ],
  ['logged', 'ALTER TABLE hand.cache SET LOGGED', 'table-persistence hand.cache'],
  ['unlogged', 'ALTER TABLE lists SET UNLOGGED', 'table-persistence public.lists'],
  [
    'the usual replica identity',
    'ALTER TABLE hand.booking REPLICA IDENTITY DEFAULT',
    'table-replica-identity hand.booking',
  ],
  [
    'an index for replica identity',
    'ALTER TABLE people REPLICA IDENTITY USING INDEX people_email_key',
    'table-replica-identity public.people',
    'unique-replica-identity public.people.people_email_key',
  ],
  ['one storage parameter less', 'ALTER TABLE hand.booking RESET (fillfactor)', 'table-options hand.booking'],
  [
    'another storage parameter',
    'ALTER TABLE hand.booking SET (fillfactor = 81)',
    'table-options hand.booking',
  ],
  [
    'a storage parameter of long values',
    'ALTER TABLE hand.booking RESET (toast.autovacuum_enabled)',
    'table-options hand.booking',
  ],
  [
    'inherits no longer',
    'ALTER TABLE hand.truck NO INHERIT hand.vehicle',
    'check-extra hand.truck.vehicle_wheels_check',
    'column-inherited hand.truck.id',
    'column-inherited hand.truck.wheels',
    'table-inherits hand.truck',
  ],
  ['of no type any more', 'ALTER TABLE hand.homes NOT OF', 'table-of-type hand.homes'],
  [
    'partitioned by another column',
    `DROP TABLE hand.reading; CREATE TABLE hand.reading (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, sensor integer NOT NULL)
       PARTITION BY HASH (sensor); CREATE INDEX reading_sensor_idx ON hand.reading (sensor);
     CREATE TRIGGER reading_stamp AFTER INSERT ON hand.reading FOR EACH ROW EXECUTE FUNCTION hand.stamp()`,
    'primary-key-missing hand.reading.reading_pkey',
    'table-partition-by hand.reading',
  ],
  ['comment', 'COMMENT ON TABLE people IS NULL', 'table-comment public.people'],
  [
    'columns in another order',
    'ALTER TABLE lists DROP texts; ALTER TABLE lists ADD texts text[]',
    'table-column-order public.lists',
  ],
]);

export const settings = mutations('sink', 'setting', [
  ['a time zone', alterDatabase("SET TimeZone = 'Europe/Paris'"), 'setting-extra TimeZone'],
  [
    'a time zone for one role',
    alterDatabase("SET x.y = '1'").replace(
      'ALTER DATABASE %I',
      'ALTER ROLE driftproof_sink_reader IN DATABASE %I',
    ),
    'setting-extra role:driftproof_sink_reader x.y',
  ],
]);

/** The version before the one that 18 brings is what the majors before it bring. */
const olderVersions = mutations(
  'sink',
  'extension',
  [
    [
      'of an older version',
      "DROP EXTENSION pgcrypto; CREATE EXTENSION pgcrypto VERSION '1.3'",
      'extension-version pgcrypto',
    ],
  ],
  18,
);

const members = mutations('sink', 'extension-member', [
  [
    'a function that may give another answer each time',
    'ALTER FUNCTION digest(text, text) VOLATILE',
    'extension-member-definition public.function digest(text, text)',
  ],
  [
    'a function taken out of the extension, and dropped',
    'ALTER EXTENSION pgcrypto DROP FUNCTION digest(text, text); DROP FUNCTION digest(text, text)',
    'extension-member-missing public.function digest(text, text)',
  ],
]);

export const extensions = [
  ...olderVersions,
  ...mutations('sink', 'extension', [
    ['dropped', 'DROP EXTENSION pgcrypto', 'extension-missing pgcrypto'],
    ['in another schema', 'ALTER EXTENSION pgcrypto SET SCHEMA hand', 'extension-schema pgcrypto'],
    ['comment', "COMMENT ON EXTENSION pgcrypto IS 'why'", 'extension-comment pgcrypto'],
  ]),
  ...members,
];

export const rare = [
  ...mutations(
    'sink',
    'column',
    [
      [
        'NOT NULL again, with a name that nobody chose',
        'ALTER TABLE hand.news ALTER topic DROP NOT NULL; ALTER TABLE hand.news ALTER topic SET NOT NULL',
        'column-not-null-name hand.news.topic',
      ],
    ],
    18,
  ),
  ...mutations('sink', 'column', [
    [
      'may be NULL, of which the name is no finding of its own',
      'ALTER TABLE hand.news ALTER topic DROP NOT NULL',
      'column-not-null hand.news.topic',
    ],
  ]),
  ...mutations('sink', 'statistics', [
    [
      'of a table with rows, dropped',
      'DROP STATISTICS hand.booking_linked',
      'statistics-missing hand.booking_linked',
    ],
  ]),
  ...mutations('sink', 'cast', [
    [
      'of a composite type',
      'CREATE CAST (hand.address AS text) WITH INOUT',
      'cast-extra hand.address AS text',
    ],
  ]),
  ...mutations('sink', 'event-trigger', [
    [
      'with its function',
      'CREATE FUNCTION hand.seen() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION hand.seen()',
      'event-trigger-extra watch',
      'function-extra hand.seen()',
    ],
  ]),
];
