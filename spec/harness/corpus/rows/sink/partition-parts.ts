import { mutations } from '../row.ts';
import { stock } from './stock.ts';

/** The same of what belongs to one partition: its columns, constraints, triggers and policies. */
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
