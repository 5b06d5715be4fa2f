import { mutations } from '../row.ts';

const stock = (what: string): string => `ALTER TABLE hand.stock_north ${what}`;

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

const month = (more: string): string =>
  `CREATE TABLE hand.event_p2024_04 PARTITION OF hand.event FOR VALUES FROM ('2024-04-01') TO ('2024-05-01'); ${more}`;

/** What a job makes, and not as it made the others: `hand.event_p2024_04` besides three months with a template. */
export const series = [
  ...mutations('sink', 'table', [
    [
      'a month of a series without the options of the others',
      month('ALTER TABLE hand.event_p2024_04 ADD PRIMARY KEY (id), ALTER kind SET NOT NULL'),
      'table-options hand.event_p2024_04',
    ],
    [
      'a month of a series without what the template has',
      month(''),
      'column-not-null hand.event_p2024_04.kind',
      'primary-key-missing hand.event_p2024_04.event_p2024_04_pkey',
      'table-options hand.event_p2024_04',
    ],
    [
      'a day of a series without one of its partitions',
      `CREATE TABLE hand.visit_p20240102 PARTITION OF hand.visit FOR VALUES FROM ('2024-01-02') TO ('2024-01-03') PARTITION BY LIST (place);
       CREATE TABLE hand.visit_p20240102_home PARTITION OF hand.visit_p20240102 FOR VALUES IN ('home')`,
      'table-missing hand.visit_p20240102_rest',
    ],
    [
      'a day of a series that has no partitions of its own',
      "CREATE TABLE hand.visit_p20240102 PARTITION OF hand.visit FOR VALUES FROM ('2024-01-02') TO ('2024-01-03')",
      'table-partition-by hand.visit_p20240102',
    ],
    [
      'a month of a series that is a table again',
      'ALTER TABLE hand.event DETACH PARTITION hand.event_p2024_02',
      'table-partition-of hand.event_p2024_02',
    ],
  ]),
  ...mutations('sink', 'check', [
    [
      'of a month of a series that a job made',
      month(
        'ALTER TABLE hand.event_p2024_04 ADD PRIMARY KEY (id), SET (fillfactor = 90), ALTER kind SET NOT NULL, ADD CONSTRAINT early CHECK (id > 0)',
      ),
      'check-extra hand.event_p2024_04.early',
    ],
  ]),
];

export const columnsOfPartitions = mutations('sink', 'column', [
  [
    'a default on one partition',
    'ALTER TABLE hand.reading_2025 ALTER sensor SET DEFAULT 7',
    'column-default hand.reading_2025.sensor',
  ],
  [
    'another default on one partition',
    stock('ALTER amount SET DEFAULT 6'),
    'column-default hand.stock_north.amount',
  ],
  [
    'the default of the table on one partition',
    stock('ALTER amount SET DEFAULT 1'),
    'column-default hand.stock_north.amount',
  ],
  [
    'no default on one partition',
    'ALTER TABLE hand.stock_east ALTER amount DROP DEFAULT',
    'column-default hand.stock_east.amount',
  ],
  [
    'another default of the table only',
    'ALTER TABLE ONLY hand.stock ALTER amount SET DEFAULT 2',
    'column-default hand.stock.amount',
  ],
  [
    'NOT NULL on one partition',
    'ALTER TABLE hand.stock_east ALTER note SET NOT NULL',
    'column-not-null hand.stock_east.note',
  ],
  ['NULL on one partition', stock('ALTER note DROP NOT NULL'), 'column-not-null hand.stock_north.note'],
  [
    'NOT NULL on a partition of a partition',
    'ALTER TABLE hand.stock_south_rest ALTER note SET NOT NULL',
    'column-not-null hand.stock_south_rest.note',
  ],
  [
    'storage on one partition',
    stock('ALTER note SET STORAGE EXTERNAL'),
    'column-storage hand.stock_north.note',
  ],
  [
    'a comment on a column of one partition',
    "COMMENT ON COLUMN hand.stock_east.note IS 'x'",
    'column-comment hand.stock_east.note',
  ],
  [
    'a target on one partition',
    stock('ALTER amount SET STATISTICS 7'),
    'column-statistics hand.stock_north.amount',
  ],
  [
    'options on one partition',
    'ALTER TABLE hand.stock_east ALTER id SET (n_distinct = 5)',
    'column-options hand.stock_east.id',
  ],
]);

export const constraintsOfPartitions = [
  ...mutations('sink', 'primary-key', [
    [
      'of one partition',
      'ALTER TABLE hand.stock_east ADD PRIMARY KEY (id)',
      'primary-key-extra hand.stock_east.stock_east_pkey',
    ],
    [
      'of one partition, dropped',
      stock('DROP CONSTRAINT stock_north_pkey'),
      'primary-key-missing hand.stock_north.stock_north_pkey',
    ],
  ]),
  ...mutations('sink', 'unique', [
    [
      'of one partition',
      'ALTER TABLE hand.reading_2024 ADD CONSTRAINT once UNIQUE (id)',
      'unique-extra hand.reading_2024.once',
    ],
    [
      'of one partition, dropped',
      stock('DROP CONSTRAINT stock_north_note_key'),
      'unique-missing hand.stock_north.stock_north_note_key',
    ],
  ]),
  ...mutations('sink', 'check', [
    [
      'of one partition',
      'ALTER TABLE hand.reading_rest ADD CONSTRAINT far CHECK (sensor > 0)',
      'check-extra hand.reading_rest.far',
    ],
    [
      'of one partition, dropped',
      stock('DROP CONSTRAINT stock_north_amount_check'),
      'check-missing hand.stock_north.stock_north_amount_check',
    ],
    [
      'of one partition, another',
      stock(
        'DROP CONSTRAINT stock_north_amount_check, ADD CONSTRAINT stock_north_amount_check CHECK (amount > 0)',
      ),
      'check-expression hand.stock_north.stock_north_amount_check',
    ],
  ]),
  ...mutations('sink', 'foreign-key', [
    [
      'of one partition',
      'ALTER TABLE hand.reading_2025 ADD CONSTRAINT of_vehicle FOREIGN KEY (sensor) REFERENCES hand.vehicle',
      'foreign-key-extra hand.reading_2025.of_vehicle',
    ],
    [
      'of one partition, dropped',
      stock('DROP CONSTRAINT stock_north_vehicle_fk'),
      'foreign-key-missing hand.stock_north.stock_north_vehicle_fk',
    ],
  ]),
];

export const behaviourOfPartitions = [
  ...mutations('sink', 'index', [
    [
      'of one partition',
      'CREATE INDEX ON hand.reading_2024 (sensor, at)',
      'index-extra hand.reading_2024.reading_2024_sensor_at_idx',
    ],
    [
      'of one partition, unique',
      'CREATE UNIQUE INDEX once ON hand.stock_east (id)',
      'index-extra hand.stock_east.once',
    ],
    [
      'of one partition, dropped',
      'DROP INDEX hand.stock_north_note_idx',
      'index-missing hand.stock_north.stock_north_note_idx',
    ],
  ]),
  ...mutations('sink', 'trigger', [
    [
      'of one partition',
      'CREATE TRIGGER mine AFTER DELETE ON hand.reading_2024 FOR EACH ROW EXECUTE FUNCTION hand.stamp()',
      'trigger-extra hand.reading_2024.mine',
    ],
    [
      'of one partition, dropped',
      'DROP TRIGGER stock_north_stamp ON hand.stock_north',
      'trigger-missing hand.stock_north.stock_north_stamp',
    ],
    [
      'of one partition, disabled',
      stock('DISABLE TRIGGER stock_north_stamp'),
      'trigger-enabled hand.stock_north.stock_north_stamp',
    ],
  ]),
  ...mutations('sink', 'rule', [
    [
      'of one partition',
      'CREATE RULE mine AS ON DELETE TO hand.reading_2024 DO INSTEAD NOTHING',
      'rule-extra hand.reading_2024.mine',
    ],
    [
      'of one partition, dropped',
      'DROP RULE stock_north_keep ON hand.stock_north',
      'rule-missing hand.stock_north.stock_north_keep',
    ],
  ]),
  ...mutations('sink', 'policy', [
    [
      'of one partition',
      'CREATE POLICY mine ON hand.reading_2024 USING (sensor > 0)',
      'policy-extra hand.reading_2024.mine',
    ],
    [
      'of one partition, dropped',
      'DROP POLICY stock_north_some ON hand.stock_north',
      'policy-missing hand.stock_north.stock_north_some',
    ],
    [
      'of one partition, another',
      'ALTER POLICY stock_north_some ON hand.stock_north USING (amount > 1)',
      'policy-using hand.stock_north.stock_north_some',
    ],
  ]),
  ...mutations('sink', 'sequence', [
    ['of one partition', `CREATE SEQUENCE hand.own OWNED BY hand.stock_east.id`, 'sequence-extra hand.own'],
  ]),
];
