import { mutations } from '../row.ts';

const reader = 'driftproof_sink_reader';
const writer = 'driftproof_sink_writer';

export const owners = [
  ...mutations('sink', 'table', [
    ['another owner', `ALTER TABLE people OWNER TO ${writer}`, 'table-owner public.people'],
    [
      'another owner, of a partitioned one',
      `ALTER TABLE hand.reading OWNER TO ${writer}`,
      'table-owner hand.reading',
    ],
    ['another owner, with a serial', `ALTER TABLE kinds OWNER TO ${reader}`, 'table-owner public.kinds'],
  ]),
  ...mutations('sink', 'range-type', [
    ['another owner', `ALTER TYPE hand.span OWNER TO ${writer}`, 'range-type-owner hand.span'],
  ]),
  ...mutations('sink', 'collation', [
    [
      'another owner',
      `ALTER COLLATION hand.numeric_order OWNER TO ${writer}`,
      'collation-owner hand.numeric_order',
    ],
  ]),
  ...mutations('sink', 'statistics', [
    [
      'another owner',
      `ALTER STATISTICS hand.booking_linked OWNER TO ${writer}`,
      'statistics-owner hand.booking_linked',
    ],
  ]),
  ...mutations('sink', 'schema', [
    ['another owner', `ALTER SCHEMA hand OWNER TO ${writer}`, 'schema-owner hand'],
  ]),
  ...mutations('sink', 'enum', [
    ['another owner', `ALTER TYPE mood OWNER TO ${writer}`, 'enum-owner public.mood'],
  ]),
  ...mutations('sink', 'domain', [
    ['another owner', `ALTER DOMAIN hand.code OWNER TO ${writer}`, 'domain-owner hand.code'],
  ]),
  ...mutations('sink', 'composite-type', [
    [
      'another owner',
      `DROP TABLE hand.homes; ALTER TYPE hand.address OWNER TO ${writer}`,
      'composite-type-owner hand.address',
      'table-missing hand.homes',
    ],
  ]),
  ...mutations('sink', 'sequence', [
    ['another owner', `ALTER SEQUENCE hand.ticket OWNER TO ${writer}`, 'sequence-owner hand.ticket'],
  ]),
  ...mutations('sink', 'view', [
    ['another owner', `ALTER VIEW adults OWNER TO ${writer}`, 'view-owner public.adults'],
  ]),
  ...mutations('sink', 'materialized-view', [
    [
      'another owner',
      `ALTER MATERIALIZED VIEW hand.rooms OWNER TO ${writer}`,
      'materialized-view-owner hand.rooms',
    ],
  ]),
  ...mutations('sink', 'function', [
    ['another owner', `ALTER FUNCTION hand.many() OWNER TO ${writer}`, 'function-owner hand.many()'],
    [
      'another owner, whose rights it has',
      `ALTER FUNCTION hand.guarded() OWNER TO ${writer}`,
      'function-owner hand.guarded()',
    ],
    [
      'another owner, of a procedure',
      `ALTER PROCEDURE hand.tidy(integer) OWNER TO ${writer}`,
      'function-owner hand.tidy(integer)',
    ],
    [
      'another owner, of an aggregate',
      `ALTER AGGREGATE hand.total(integer) OWNER TO ${writer}`,
      'function-owner hand.total(integer)',
    ],
  ]),
  ...mutations('sink', 'publication', [
    ['another owner', `ALTER PUBLICATION hand_feed OWNER TO ${writer}`, 'publication-owner hand_feed'],
  ]),
  ...mutations('sink', 'foreign-server', [
    ['another owner', `ALTER SERVER hand_server OWNER TO ${writer}`, 'foreign-server-owner hand_server'],
  ]),
  ...mutations('sink', 'operator', [
    [
      'another owner',
      `ALTER OPERATOR hand.=== (integer, integer) OWNER TO ${writer}`,
      'operator-owner hand.===(integer, integer)',
    ],
  ]),
  ...mutations('sink', 'conversion', [
    ['another owner', `ALTER CONVERSION hand.latin OWNER TO ${writer}`, 'conversion-owner hand.latin'],
  ]),
  ...mutations('sink', 'text-search-dictionary', [
    [
      'another owner',
      `ALTER TEXT SEARCH DICTIONARY hand.words OWNER TO ${writer}`,
      'text-search-dictionary-owner hand.words',
    ],
  ]),
  ...mutations('sink', 'text-search-configuration', [
    [
      'another owner',
      `ALTER TEXT SEARCH CONFIGURATION hand.searched OWNER TO ${writer}`,
      'text-search-configuration-owner hand.searched',
    ],
  ]),
  ...mutations('sink', 'extension-member', [
    [
      'another owner',
      `ALTER FUNCTION digest(text, text) OWNER TO ${writer}`,
      'extension-member-owner public.function digest(text, text)',
    ],
  ]),
];

export const roles = mutations('sink', 'role', [
  ['one that row security does not bind', `ALTER ROLE ${reader} BYPASSRLS`, `role-bypass-rls ${reader}`],
  ['a superuser', `ALTER ROLE ${writer} SUPERUSER`, `role-superuser ${writer}`],
  ['one that has the rights of another', `GRANT ${writer} TO ${reader}`, `role-member-of ${reader}`],
  [
    'one that may give another’s rights',
    `GRANT ${writer} TO ${reader} WITH ADMIN OPTION`,
    `role-member-of ${reader}`,
  ],
  [
    'one that has the rights of whoever bypasses row security',
    `CREATE ROLE driftproof_sink_above BYPASSRLS; GRANT driftproof_sink_above TO ${reader}`,
    `role-member-of ${reader}`,
  ],
]);

export const inherited = mutations(
  'sink',
  'role',
  [
    [
      'one that may only become another',
      `GRANT ${writer} TO ${reader} WITH INHERIT FALSE`,
      `role-member-of ${reader}`,
    ],
    [
      'one that has a right and cannot become who gives it',
      `GRANT ${writer} TO ${reader} WITH SET FALSE`,
      `role-member-of ${reader}`,
    ],
  ],
  16,
);
