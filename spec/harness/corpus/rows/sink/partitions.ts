import { mutations } from '../row.ts';
import { stock } from './stock.ts';

/** What one partition is like that others are not: on both sides, or on one only. */
export const partitions = mutations('sink', 'table', [
  ['a partition by name dropped', 'DROP TABLE hand.stock_north', 'table-missing hand.stock_north'],
  [
    'a partition with its own partitions dropped',
    'DROP TABLE hand.stock_south',
    'table-missing hand.stock_south',
  ],
  [
    'a partition of a partition dropped',
    'DROP TABLE hand.stock_south_rest',
    'table-missing hand.stock_south_rest',
  ],
  ['a default partition dropped', 'DROP TABLE hand.reading_rest', 'table-missing hand.reading_rest'],
  [
    'a partition by name added',
    "CREATE TABLE hand.stock_west PARTITION OF hand.stock FOR VALUES IN ('west')",
    'table-extra hand.stock_west',
  ],
  [
    'a default partition added',
    'CREATE TABLE hand.stock_rest PARTITION OF hand.stock DEFAULT; CREATE INDEX ON hand.stock_rest (note)',
    'table-extra hand.stock_rest',
  ],
  [
    'a partition added to a partition',
    'CREATE TABLE hand.stock_south_one PARTITION OF hand.stock_south FOR VALUES IN (1)',
    'table-extra hand.stock_south_one',
  ],
  [
    'a partition of a series dropped, and no other made',
    'DROP TABLE hand.reading_2025',
    'table-missing hand.reading_2025',
  ],
  [
    'a partition of a series that became a table',
    'ALTER TABLE hand.reading DETACH PARTITION hand.reading_2024',
    'table-partition-of hand.reading_2024',
  ],
  [
    'a partition with much of its own that became a table',
    'ALTER TABLE hand.stock DETACH PARTITION hand.stock_north',
    'table-partition-of hand.stock_north',
  ],
  [
    'a table that became a partition',
    `CREATE TABLE hand.own (LIKE hand.stock); ALTER TABLE hand.stock_south DETACH PARTITION hand.stock_south_rest;
     ALTER TABLE hand.stock ATTACH PARTITION hand.stock_south_rest DEFAULT; DROP TABLE hand.own`,
    'table-partition-of hand.stock_south_rest',
  ],
  [
    'other bounds: more values',
    `ALTER TABLE hand.stock DETACH PARTITION hand.stock_east; ALTER TABLE hand.stock ATTACH PARTITION hand.stock_east FOR VALUES IN ('east', 'far east')`,
    'table-partition-bounds hand.stock_east',
  ],
  [
    'other bounds: a shorter time',
    `ALTER TABLE hand.reading DETACH PARTITION hand.reading_2025;
     ALTER TABLE hand.reading ATTACH PARTITION hand.reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-07-01')`,
    'table-partition-bounds hand.reading_2025',
  ],
  [
    'partitioned itself',
    `DROP TABLE hand.stock_east; CREATE TABLE hand.stock_east PARTITION OF hand.stock FOR VALUES IN ('east') PARTITION BY HASH (id)`,
    'table-partition-by hand.stock_east',
    'table-persistence hand.stock_east',
  ],
  [
    'no longer partitioned itself',
    `DROP TABLE hand.stock_south; CREATE TABLE hand.stock_south PARTITION OF hand.stock FOR VALUES IN ('south')`,
    'table-partition-by hand.stock_south',
  ],
  [
    'an unlogged partition',
    'ALTER TABLE hand.reading_2024 SET UNLOGGED',
    'table-persistence hand.reading_2024',
  ],
  ['a logged partition', 'ALTER TABLE hand.stock_east SET LOGGED', 'table-persistence hand.stock_east'],
  [
    'row security on one partition',
    'ALTER TABLE hand.reading_rest ENABLE ROW LEVEL SECURITY',
    'table-row-security hand.reading_rest',
  ],
  [
    'row security off on one partition',
    stock('DISABLE ROW LEVEL SECURITY'),
    'table-row-security hand.stock_north',
  ],
  [
    'row security forced on one partition',
    'ALTER TABLE hand.reading_rest FORCE ROW LEVEL SECURITY',
    'table-row-security-forced hand.reading_rest',
  ],
  [
    'row security no longer forced on one partition',
    stock('NO FORCE ROW LEVEL SECURITY'),
    'table-row-security-forced hand.stock_north',
  ],
  [
    'options of one partition',
    'ALTER TABLE hand.reading_2024 SET (fillfactor = 70)',
    'table-options hand.reading_2024',
  ],
  ['no options of one partition', stock('RESET (fillfactor)'), 'table-options hand.stock_north'],
  [
    'the replica identity of one partition',
    'ALTER TABLE hand.reading_2024 REPLICA IDENTITY NOTHING',
    'table-replica-identity hand.reading_2024',
  ],
  [
    'the usual replica identity of one partition',
    stock('REPLICA IDENTITY DEFAULT'),
    'table-replica-identity hand.stock_north',
  ],
  [
    'a replica identity that comes from the partitioned table',
    'ALTER TABLE hand.reading_2024 REPLICA IDENTITY USING INDEX reading_2024_pkey',
    'table-replica-identity hand.reading_2024',
    'primary-key-partition-indexes hand.reading.reading_pkey',
  ],
  [
    'a comment on one partition',
    "COMMENT ON TABLE hand.reading_2024 IS 'x'",
    'table-comment hand.reading_2024',
  ],
  [
    'no comment on one partition',
    'COMMENT ON TABLE hand.stock_north IS NULL',
    'table-comment hand.stock_north',
  ],
  [
    'a partition that a job makes, and not like its siblings',
    `CREATE UNLOGGED TABLE hand.reading_2026 PARTITION OF hand.reading (sensor DEFAULT 5) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
     ALTER TABLE hand.reading_2026 ENABLE ROW LEVEL SECURITY; CREATE INDEX ON hand.reading_2026 (sensor, at)`,
    'column-default hand.reading_2026.sensor',
    'index-extra hand.reading_2026.reading_2026_sensor_at_idx',
    'table-persistence hand.reading_2026',
    'table-row-security hand.reading_2026',
  ],
]);
