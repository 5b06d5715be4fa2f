import { alone, mutations, type Tampering } from '../row.ts';

/** An index of the table of all indexes, made again in another way. */
const remade = (sentence: string, name: string, attribute: string, rest: string, unique = ''): Tampering => [
  `${name} ${sentence}`,
  `DROP INDEX indexed_${name}_idx; CREATE ${unique} INDEX indexed_${name}_idx ON indexed ${rest}`,
  `index-${attribute} public.indexed.indexed_${name}_idx`,
];

export const indexes = mutations('sink', 'index', [
  remade('is no longer unique', 'name', 'unique', '(name)'),
  remade('is of the plain column', 'lower', 'keys', '(name)', 'UNIQUE'),
  remade('is of another function', 'lower', 'keys', '(upper(name))', 'UNIQUE'),
  remade('is unique', 'rank', 'unique', '(rank)', 'UNIQUE'),
  remade('has its nulls elsewhere', 'order', 'keys', '(rank DESC NULLS FIRST, size NULLS FIRST)'),
  remade('has one direction turned', 'order', 'keys', '(rank NULLS LAST, size NULLS FIRST)'),
  remade('lost its predicate', 'partial', 'predicate', '(made)'),
  remade('has another bound', 'partial', 'predicate', "(made) WHERE kind IN ('a', 'b') AND rank > 4"),
  remade('lost half its predicate', 'partial', 'predicate', "(made) WHERE kind IN ('a', 'b')"),
  remade(
    'has one more in its list',
    'partial',
    'predicate',
    "(made) WHERE kind IN ('a', 'b', 'c') AND rank > 3",
  ),
  remade('is of all rows', 'partial_unique', 'predicate', '(kind)', 'UNIQUE'),
  remade('is of the other rows', 'partial_unique', 'predicate', '(kind) WHERE size IS NULL', 'UNIQUE'),
  remade('lost its operator class', 'pattern', 'keys', '(name)'),
  remade('has another operator class', 'gin', 'keys', 'USING gin (doc)'),
  remade('is of another method', 'hash', 'method', 'USING btree (name)'),
  remade('has other ranges', 'brin', 'options', 'USING brin (made) WITH (pages_per_range = 32)'),
  remade('has the usual fill', 'fill', 'options', '(size, made)'),
  remade('does not wait', 'tags', 'options', 'USING gin (tags) WITH (fastupdate = off)'),
  remade('is of another sum', 'mixed', 'keys', '(kind, (rank - size))'),
  remade('has its columns exchanged', 'mixed', 'keys', '((rank + size), kind)'),
  remade('has a collation', 'pattern', 'keys', '(name COLLATE "C" text_pattern_ops)'),
  ['gist dropped', 'DROP INDEX indexed_gist_idx', 'index-missing public.indexed.indexed_gist_idx'],
  [
    'spgist made gist',
    'DROP INDEX indexed_spgist_idx; CREATE INDEX indexed_spgist_idx ON indexed USING gist (spot)',
    'index-method public.indexed.indexed_spgist_idx',
  ],
  [
    'one that nobody named, dropped',
    'DROP INDEX indexed_size_index',
    'index-missing public.indexed.indexed_size_index',
  ],
  [
    'one column less included',
    "DROP INDEX hand.booking_name_idx; CREATE UNIQUE INDEX booking_name_idx ON hand.booking (name) INCLUDE (room); COMMENT ON INDEX hand.booking_name_idx IS 'for the desk'",
    'index-include hand.booking.booking_name_idx',
  ],
  [
    'nulls distinct again',
    'DROP INDEX hand.booking_room_name_idx; CREATE UNIQUE INDEX booking_room_name_idx ON hand.booking (room, name)',
    'index-nulls-not-distinct hand.booking.booking_room_name_idx',
  ],
  [
    'without its collation',
    'DROP INDEX hand.booking_sorted_idx; CREATE INDEX booking_sorted_idx ON hand.booking (name DESC); ALTER TABLE hand.booking CLUSTER ON booking_sorted_idx',
    'index-keys hand.booking.booking_sorted_idx',
  ],
  [
    'not clustered any more',
    'ALTER TABLE hand.booking SET WITHOUT CLUSTER',
    'index-clustered hand.booking.booking_sorted_idx',
  ],
  [
    'the usual statistics',
    'ALTER INDEX hand.booking_expression_idx ALTER COLUMN 1 SET STATISTICS -1',
    'index-statistics hand.booking.booking_expression_idx',
  ],
  [
    'comment',
    'COMMENT ON INDEX hand.booking_name_idx IS NULL',
    'index-comment hand.booking.booking_name_idx',
  ],
  [
    'of a partitioned table, dropped',
    'DROP INDEX hand.reading_sensor_idx',
    'index-missing hand.reading.reading_sensor_idx',
  ],
  [
    'of a partitioned table, missing on its partitions',
    'DROP INDEX hand.reading_sensor_idx; CREATE INDEX reading_sensor_idx ON ONLY hand.reading (sensor)',
    'index-valid hand.reading.reading_sensor_idx',
  ],
  [
    'of a materialized view, dropped',
    'DROP INDEX hand.rooms_room_idx',
    'index-missing hand.rooms.rooms_room_idx',
  ],
  [
    'invalid after rows that were not unique',
    alone('DROP INDEX indexed_partial_unique_idx', "UPDATE indexed SET kind = 'a', size = 1", {
      fails:
        'CREATE UNIQUE INDEX CONCURRENTLY indexed_partial_unique_idx ON indexed (kind) WHERE size IS NOT NULL',
    }),
    'index-valid public.indexed.indexed_partial_unique_idx',
  ],
]);
