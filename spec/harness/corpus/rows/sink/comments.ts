import { type Mutation, mutations } from '../row.ts';

/** Comments on what hangs on something else, and what the index of a partition has of its own. */
export const ofIndexes: readonly Mutation[] = [
  ...mutations('sink', 'index', [
    [
      'of a partition, part of one: a comment',
      "COMMENT ON INDEX hand.reading_2024_sensor_idx IS 'x'",
      'index-partition-indexes hand.reading.reading_sensor_idx',
    ],
    [
      'of a partition, part of one: storage parameters',
      'ALTER INDEX hand.reading_rest_sensor_idx SET (fillfactor = 50)',
      'index-partition-indexes hand.reading.reading_sensor_idx',
    ],
    [
      'of a partition, part of one: clustered',
      'ALTER TABLE hand.reading_2025 CLUSTER ON reading_2025_sensor_idx',
      'index-partition-indexes hand.reading.reading_sensor_idx',
    ],
  ]),
  ...mutations('sink', 'primary-key', [
    [
      'a comment on its index',
      "COMMENT ON INDEX warehouse.places_key IS 'x'",
      'primary-key-index-comment warehouse.places.places_key',
    ],
    [
      'of a partition, part of one: a comment on its index',
      "COMMENT ON INDEX hand.reading_2024_pkey IS 'x'",
      'primary-key-partition-indexes hand.reading.reading_pkey',
    ],
  ]),
];

export const ofConstraints: readonly Mutation[] = [
  ...mutations('sink', 'unique', [
    [
      'a comment on its index',
      "COMMENT ON INDEX people_email_key IS 'x'",
      'unique-index-comment public.people.people_email_key',
    ],
  ]),
  ...mutations('sink', 'exclusion', [
    [
      'a comment on its index',
      "COMMENT ON INDEX hand.booking_apart IS 'x'",
      'exclusion-index-comment hand.booking.booking_apart',
    ],
  ]),
];

export const ofDomains = mutations(
  'sink',
  'domain',
  [
    [
      'a comment on its NOT NULL',
      "COMMENT ON CONSTRAINT token_given ON DOMAIN hand.token IS 'x'",
      'domain-not-null-comment hand.token',
    ],
  ],
  17,
);

export const ofNotNull = mutations(
  'sink',
  'column',
  [
    [
      'a comment on its NOT NULL',
      `DO $do$ BEGIN EXECUTE (SELECT format('COMMENT ON CONSTRAINT %I ON hand.stock IS %L', conname, 'x') FROM pg_constraint
         WHERE conrelid = 'hand.stock'::regclass AND contype = 'n' AND conkey = '{1}'); END $do$`,
      'column-not-null-comment hand.stock.id',
    ],
  ],
  18,
);
