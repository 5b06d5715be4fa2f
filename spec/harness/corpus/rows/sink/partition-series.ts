import { mutations } from '../row.ts';

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
