import { alone, mutations, type Tampering } from '../row.ts';
import { remade } from './remade.ts';

const apart = 'hand.booking.booking_apart';
const exclude = (rest: string): string =>
  `${remade('hand.booking', 'booking_apart', `EXCLUDE USING gist (room WITH =, during WITH &&) ${rest}`)};
   COMMENT ON CONSTRAINT booking_apart ON hand.booking IS 'one guest a room'`;
const invalid = (index: string): Tampering[1] =>
  alone(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${index}'::regclass`);

/** What is rarely tampered with, and rarely looked at. */
export const exclusions = mutations('sink', 'exclusion', [
  ['invalid', invalid('hand.booking_apart'), `exclusion-valid ${apart}`],
  [
    'of all rows, and the table clustered by it',
    `${exclude('')}; ALTER TABLE hand.booking CLUSTER ON booking_apart`,
    `exclusion-clustered ${apart}`,
    `exclusion-predicate ${apart}`,
    'index-clustered hand.booking.booking_sorted_idx',
  ],
  [
    'deferrable, and switched off with all else that triggers enforce',
    `${exclude('WHERE (room > 0) DEFERRABLE')}; ALTER TABLE hand.booking DISABLE TRIGGER ALL`,
    `exclusion-switched-off ${apart}`,
    `exclusion-timing ${apart}`,
    'foreign-key-switched-off hand.late.late_booking_fk',
    'foreign-key-switched-off hand.late.late_old_fk',
    'trigger-enabled hand.booking.booking_stamp',
    'unique-switched-off hand.booking.booking_guest_key',
  ],
]);

export const keys = [
  ...mutations('sink', 'primary-key', [
    ['invalid', invalid('indexed_pkey'), 'primary-key-valid public.indexed.indexed_pkey'],
    [
      'included columns',
      remade('indexed', 'indexed_pkey', 'PRIMARY KEY (id) INCLUDE (name)'),
      'primary-key-include public.indexed.indexed_pkey',
    ],
    [
      'deferrable, and switched off',
      `${remade('indexed', 'indexed_pkey', 'PRIMARY KEY (id) DEFERRABLE')}; ALTER TABLE indexed DISABLE TRIGGER ALL`,
      'primary-key-switched-off public.indexed.indexed_pkey',
      'primary-key-timing public.indexed.indexed_pkey',
    ],
    [
      'the replica identity',
      'ALTER TABLE people REPLICA IDENTITY USING INDEX people_pkey',
      'primary-key-replica-identity public.people.people_pkey',
      'table-replica-identity public.people',
    ],
  ]),
  ...mutations('sink', 'unique', [
    [
      'comment',
      "COMMENT ON CONSTRAINT people_nick_key ON people IS 'why'",
      'unique-comment public.people.people_nick_key',
    ],
  ]),
  ...mutations('sink', 'index', [
    [
      'the replica identity',
      'ALTER TABLE indexed REPLICA IDENTITY USING INDEX indexed_name_idx',
      'index-replica-identity public.indexed.indexed_name_idx',
      'table-replica-identity public.indexed',
    ],
  ]),
];

export const newKeys = [
  ...mutations(
    'sink',
    'primary-key',
    [
      [
        'without overlaps',
        remade('kinds', 'kinds_pkey', 'PRIMARY KEY (id, range WITHOUT OVERLAPS)'),
        'column-not-null public.kinds.range',
        'primary-key-columns public.kinds.kinds_pkey',
        'primary-key-period public.kinds.kinds_pkey',
      ],
    ],
    18,
  ),
  ...mutations(
    'sink',
    'unique',
    [
      [
        'without overlaps',
        remade('hand.booking', 'booking_code_key', 'UNIQUE (room, during WITHOUT OVERLAPS)'),
        'unique-columns hand.booking.booking_code_key',
        'unique-options hand.booking.booking_code_key',
        'unique-period hand.booking.booking_code_key',
      ],
    ],
    18,
  ),
  ...mutations(
    'sink',
    'foreign-key',
    [
      [
        'of a period',
        `ALTER TABLE kinds ADD CONSTRAINT timed UNIQUE (integer, range WITHOUT OVERLAPS); ALTER TABLE warehouse.items ADD span int4range;
         ${remade('warehouse.items', 'items_parent_fk', 'FOREIGN KEY (shelf, PERIOD span) REFERENCES kinds (integer, PERIOD range)')}`,
        'column-extra warehouse.items.span',
        'foreign-key-columns warehouse.items.items_parent_fk',
        'foreign-key-period warehouse.items.items_parent_fk',
        'foreign-key-referenced-columns warehouse.items.items_parent_fk',
        'foreign-key-references warehouse.items.items_parent_fk',
        'unique-extra public.kinds.timed',
      ],
    ],
    18,
  ),
];

export const rest = [
  ...mutations('sink', 'domain', [
    [
      'another collation',
      `ALTER TABLE hand.booking DROP code; DROP DOMAIN hand.code;
       CREATE DOMAIN hand.code AS text COLLATE "POSIX" CONSTRAINT code_check CHECK (VALUE ~ '^[a-z]+$')`,
      'column-missing hand.booking.code',
      'domain-collation hand.code',
    ],
  ]),
  ...mutations('sink', 'materialized-view', [
    ['comment', "COMMENT ON MATERIALIZED VIEW ages IS 'why'", 'materialized-view-comment public.ages'],
    [
      'comment of a column',
      "COMMENT ON COLUMN ages.age IS 'why'",
      'materialized-view-column-comments public.ages',
    ],
  ]),
  ...mutations('sink', 'function', [
    ['renamed', 'ALTER FUNCTION hand.secret() RENAME TO whisper', 'function-renamed hand.secret()'],
    [
      'a procedure renamed',
      'ALTER PROCEDURE hand.tidy(integer) RENAME TO clean',
      'function-renamed hand.tidy(integer)',
    ],
    [
      'helped by another',
      'ALTER FUNCTION hand.many() SUPPORT generate_series_int4_support',
      'function-support hand.many()',
    ],
    [
      'out of a library',
      "CREATE OR REPLACE FUNCTION hand.greet(who integer) RETURNS integer LANGUAGE c AS '$libdir/citext', 'citext_hash'",
      'function-body hand.greet(integer)',
      'function-language hand.greet(integer)',
      'function-library hand.greet(integer)',
    ],
    [
      'transforming its arguments',
      `CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
       CREATE OR REPLACE FUNCTION hand.greet(who integer) RETURNS integer LANGUAGE sql TRANSFORM FOR TYPE integer RETURN who + 1`,
      'function-transforms hand.greet(integer)',
      'transform-extra integer LANGUAGE sql',
    ],
  ]),
];
