import { drifts, type RareDrift } from './drift.ts';

const subscribed = (rest = ''): string =>
  `CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=secret' PUBLICATION pub WITH (connect = false, slot_name = NONE${rest})`;

export const replication: readonly RareDrift[] = [
  ...drifts('event-trigger', [
    ['dropped', 'DROP EVENT TRIGGER hand_watch', 'missing event-trigger hand_watch'],
    [
      'added',
      'CREATE EVENT TRIGGER hand_more ON ddl_command_start EXECUTE FUNCTION hand.noticed()',
      'extra event-trigger hand_more',
    ],
    [
      'disabled',
      'ALTER EVENT TRIGGER hand_watch DISABLE',
      'changed event-trigger hand_watch enabled: origin → disabled',
    ],
    [
      'enabled',
      'ALTER EVENT TRIGGER hand_quiet ENABLE',
      'changed event-trigger hand_quiet enabled: disabled → origin',
    ],
    [
      'in replicas too',
      'ALTER EVENT TRIGGER hand_watch ENABLE ALWAYS',
      'changed event-trigger hand_watch enabled: origin → always',
    ],
    [
      'of fewer tags, with another function',
      `DROP EVENT TRIGGER hand_watch; CREATE EVENT TRIGGER hand_watch ON ddl_command_end WHEN TAG IN ('CREATE CONVERSION')
         EXECUTE FUNCTION hand.noticed_too(); COMMENT ON EVENT TRIGGER hand_watch IS 'watches'`,
      'changed event-trigger hand_watch function: hand.noticed() → hand.noticed_too()',
      'changed event-trigger hand_watch tags: [CREATE CONVERSION, DROP CONVERSION] → [CREATE CONVERSION]',
    ],
    [
      'of another event',
      `DROP EVENT TRIGGER hand_quiet; CREATE EVENT TRIGGER hand_quiet ON ddl_command_start EXECUTE FUNCTION hand.noticed();
       ALTER EVENT TRIGGER hand_quiet DISABLE`,
      'changed event-trigger hand_quiet event: sql_drop → ddl_command_start',
    ],
    [
      'without its comment',
      'COMMENT ON EVENT TRIGGER hand_watch IS NULL',
      'changed event-trigger hand_watch comment: watches → none',
    ],
  ]),
  ...drifts('publication', [
    ['dropped, with its table', 'DROP PUBLICATION hand_feed', 'missing publication hand_feed'],
    [
      'added, with a table',
      'CREATE PUBLICATION hand_more FOR TABLE hand.news',
      'extra publication hand_more',
    ],
    [
      'of more operations',
      "ALTER PUBLICATION hand_feed SET (publish = 'insert, update, truncate')",
      'changed publication hand_feed operations: [insert, truncate] → [insert, update, truncate]',
    ],
    [
      'of fewer operations',
      "ALTER PUBLICATION hand_feed SET (publish = 'insert')",
      'changed publication hand_feed operations: [insert, truncate] → [insert]',
    ],
    [
      'as the partitioned table',
      'ALTER PUBLICATION hand_feed SET (publish_via_partition_root = true)',
      'changed publication hand_feed viaRoot: false → true',
    ],
    [
      'as the partitions',
      'ALTER PUBLICATION hand_empty SET (publish_via_partition_root = false)',
      'changed publication hand_empty viaRoot: true → false',
    ],
    [
      'of all tables',
      `DROP PUBLICATION hand_empty;
       CREATE PUBLICATION hand_empty FOR ALL TABLES WITH (publish = 'insert', publish_via_partition_root = true)`,
      'changed publication hand_empty allTables: false → true',
    ],
    [
      'comment',
      "COMMENT ON PUBLICATION hand_feed IS 'for nobody'",
      'changed publication hand_feed comment: for the shop window → for nobody',
    ],
  ]),
  ...drifts(
    'publication',
    [
      [
        'of a schema',
        'ALTER PUBLICATION hand_empty ADD TABLES IN SCHEMA hand',
        'changed publication hand_empty schemas: [] → [hand]',
      ],
    ],
    15,
  ),
  ...drifts(
    'publication',
    [
      [
        'with generated columns',
        'ALTER PUBLICATION hand_feed SET (publish_generated_columns = stored)',
        'changed publication hand_feed generatedColumns: none → stored',
      ],
    ],
    18,
  ),
  ...drifts('publication-table', [
    [
      'taken out',
      'ALTER PUBLICATION hand_feed DROP TABLE hand.news',
      'missing publication-table hand.news.hand_feed',
    ],
    [
      'put in',
      'ALTER PUBLICATION hand_empty ADD TABLE hand.news',
      'extra publication-table hand.news.hand_empty',
    ],
  ]),
  ...drifts('table', [
    [
      'dropped with its place in a publication and its statistics',
      'DROP TABLE hand.news',
      'missing table hand.news',
    ],
  ]),
  ...drifts(
    'publication-table',
    [
      [
        'only some columns',
        'ALTER PUBLICATION hand_feed SET TABLE hand.news (topic, id)',
        'changed publication-table hand.news.hand_feed columns: none → [id, topic]',
      ],
      [
        'only some rows',
        'ALTER PUBLICATION hand_feed SET TABLE hand.news WHERE (size > 3)',
        'changed publication-table hand.news.hand_feed filter: none → (size > 3)',
      ],
    ],
    15,
  ),
  ...drifts('subscription', [
    ['added, and nothing of its connection', subscribed(), 'extra subscription sub'],
  ]),
];

/** What a subscription is like: none is in the sink, since a database that has one cannot be dropped. */
export const subscriptions: readonly (readonly [
  sentence: string,
  change: string,
  difference: string,
  since?: number,
])[] = [
  [
    'of another publication',
    'ALTER SUBSCRIPTION sub SET PUBLICATION other, pub WITH (refresh = false)',
    'changed subscription sub publications: [pub] → [other, pub]',
  ],
  [
    'of a slot',
    'ALTER SUBSCRIPTION sub SET (slot_name = other)',
    'changed subscription sub slot: none → other',
  ],
  [
    'enabled',
    'ALTER SUBSCRIPTION sub SET (slot_name = s); ALTER SUBSCRIPTION sub ENABLE; UPDATE pg_subscription SET subslotname = NULL',
    'changed subscription sub enabled: false → true',
  ],
  ['binary', 'ALTER SUBSCRIPTION sub SET (binary = true)', 'changed subscription sub binary: false → true'],
  [
    'streaming',
    'ALTER SUBSCRIPTION sub SET (streaming = true)',
    'changed subscription sub streaming: off → on',
  ],
  [
    'synchronous',
    "ALTER SUBSCRIPTION sub SET (synchronous_commit = 'local')",
    'changed subscription sub synchronousCommit: off → local',
  ],
  ['comment', "COMMENT ON SUBSCRIPTION sub IS 'why'", 'changed subscription sub comment: none → why'],
  [
    'disabled by an error',
    'ALTER SUBSCRIPTION sub SET (disable_on_error = true)',
    'changed subscription sub disableOnError: false → true',
    15,
  ],
  [
    'in two phases',
    `DROP SUBSCRIPTION sub; ${subscribed(', streaming = false, two_phase = true')}`,
    'changed subscription sub twoPhase: false → true',
    15,
  ],
  [
    'without a password',
    'ALTER SUBSCRIPTION sub SET (password_required = false)',
    'changed subscription sub passwordRequired: true → false',
    16,
  ],
  [
    'as its owner',
    'ALTER SUBSCRIPTION sub SET (run_as_owner = true)',
    'changed subscription sub runAsOwner: false → true',
    16,
  ],
  [
    'of no other origin',
    'ALTER SUBSCRIPTION sub SET (origin = none)',
    "changed subscription sub origin: any → 'none'",
    16,
  ],
  [
    'going over',
    `DROP SUBSCRIPTION sub; ${subscribed(', streaming = false, failover = true')}`,
    'changed subscription sub failover: false → true',
    17,
  ],
];

export const aSubscription = subscribed(', streaming = false');
