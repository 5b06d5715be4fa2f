import { drifts, type RareDrift } from './drift.ts';

const linked = (definition: string): string =>
  `DROP STATISTICS hand.news_linked; CREATE STATISTICS hand.news_linked ${definition}; ALTER STATISTICS hand.news_linked SET STATISTICS 300`;
const transformed = (...functions: readonly string[]): string =>
  `DROP TRANSFORM FOR hand.tiny LANGUAGE sql; CREATE TRANSFORM FOR hand.tiny LANGUAGE sql (${functions.join(', ')})`;
const latin = (definition: string): string =>
  `DROP CONVERSION hand.latin; CREATE ${definition.startsWith('DEFAULT') ? 'DEFAULT ' : ''}CONVERSION hand.latin ${definition.replace('DEFAULT ', '')}`;
const converts = '(integer,integer,cstring,internal,integer,boolean)';
const handlers = 'HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator';
const spoken = (definition: string, word = ''): string =>
  `DROP LANGUAGE hand_language; CREATE ${word} LANGUAGE hand_language ${definition}`;
const label = (provider: string): string =>
  `INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label)
   VALUES ('hand.news'::regclass, 'pg_class'::regclass, 2, '${provider}', 'MASKED')`;

export const others: readonly RareDrift[] = [
  ...drifts('statistics', [
    ['dropped', 'DROP STATISTICS hand.news_linked', 'missing statistics hand.news_linked'],
    ['added', 'CREATE STATISTICS hand.more ON id, at FROM hand.news', 'extra statistics hand.more'],
    [
      'of more kinds',
      linked('(ndistinct, dependencies, mcv) ON topic, size FROM hand.news'),
      'changed statistics hand.news_linked kinds: [ndistinct, mcv] → [ndistinct, dependencies, mcv]',
    ],
    [
      'of fewer kinds',
      linked('(mcv) ON topic, size FROM hand.news'),
      'changed statistics hand.news_linked kinds: [ndistinct, mcv] → [mcv]',
    ],
    [
      'of other columns',
      linked('(ndistinct, mcv) ON topic, id FROM hand.news'),
      'changed statistics hand.news_linked columns: [size, topic] → [id, topic]',
    ],
    [
      'of another expression',
      'DROP STATISTICS hand.news_sized; CREATE STATISTICS hand.news_sized ON (size % 100) FROM hand.news',
      'changed statistics hand.news_sized expressions: [expression (size % 10)] → [expression (size % 100)]',
    ],
    [
      'of another table',
      `CREATE TABLE hand.olds (topic varchar(20), size integer); ${linked('(ndistinct, mcv) ON topic, size FROM hand.olds')}`,
      'changed statistics hand.news_linked table: hand.news → hand.olds',
      'extra table hand.olds',
    ],
    [
      'of another target',
      'ALTER STATISTICS hand.news_linked SET STATISTICS -1',
      'changed statistics hand.news_linked target: 300 → none',
    ],
    [
      'of a target of its own',
      'ALTER STATISTICS hand.news_sized SET STATISTICS 10',
      'changed statistics hand.news_sized target: none → 10',
    ],
    [
      'comment',
      "COMMENT ON STATISTICS hand.news_linked IS 'why'",
      'changed statistics hand.news_linked comment: none → why',
    ],
  ]),
  ...drifts('language', [
    ['dropped', 'DROP LANGUAGE hand_language', 'missing language hand_language'],
    ['added', 'CREATE LANGUAGE hand_more HANDLER plpgsql_call_handler', 'extra language hand_more'],
    ['trusted', spoken(handlers, 'TRUSTED'), 'changed language hand_language trusted: false → true'],
    [
      'without blocks that are not kept',
      spoken(handlers.replace('INLINE plpgsql_inline_handler', '')),
      'changed language hand_language inline: plpgsql_inline_handler(internal) → none',
    ],
    [
      'without a validator',
      spoken(handlers.replace('VALIDATOR plpgsql_validator', '')),
      'changed language hand_language validator: plpgsql_validator(oid) → none',
    ],
    [
      'of another handler',
      `CREATE FUNCTION hand.handled() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
       ${spoken(handlers.replace('plpgsql_call_handler', 'hand.handled'))}`,
      'changed language hand_language handler: plpgsql_call_handler() → hand.handled()',
      'extra function hand.handled()',
    ],
    [
      'comment',
      "COMMENT ON LANGUAGE hand_language IS 'why'",
      'changed language hand_language comment: none → why',
    ],
  ]),
  ...drifts('transform', [
    ['dropped', 'DROP TRANSFORM FOR hand.tiny LANGUAGE sql', 'missing transform hand.tiny LANGUAGE sql'],
    [
      'added',
      'CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
      'extra transform integer LANGUAGE sql',
    ],
    [
      'one way only',
      transformed('FROM SQL WITH FUNCTION prsd_lextype(internal)'),
      'changed transform hand.tiny LANGUAGE sql toSql: hand.tiny_receive(internal) → none',
    ],
    [
      'the other way only',
      transformed('TO SQL WITH FUNCTION hand.tiny_receive(internal)'),
      'changed transform hand.tiny LANGUAGE sql fromSql: prsd_lextype(internal) → none',
    ],
    [
      'comment',
      "COMMENT ON TRANSFORM FOR hand.tiny LANGUAGE sql IS 'why'",
      'changed transform hand.tiny LANGUAGE sql comment: none → why',
    ],
  ]),
  ...drifts('access-method', [
    ['dropped', 'DROP ACCESS METHOD hand_heap', 'missing access-method hand_heap'],
    ['added', 'CREATE ACCESS METHOD hand_more TYPE INDEX HANDLER bthandler', 'extra access-method hand_more'],
    [
      'of another type',
      'DROP ACCESS METHOD hand_heap; CREATE ACCESS METHOD hand_heap TYPE INDEX HANDLER bthandler',
      'changed access-method hand_heap handler: heap_tableam_handler(internal) → bthandler(internal)',
      'changed access-method hand_heap type: table → index',
    ],
    [
      'comment',
      "COMMENT ON ACCESS METHOD hand_heap IS 'why'",
      'changed access-method hand_heap comment: none → why',
    ],
  ]),
  ...drifts('conversion', [
    ['dropped', 'DROP CONVERSION hand.latin', 'missing conversion hand.latin'],
    [
      'added',
      "CREATE CONVERSION hand.more FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
      'extra conversion hand.more',
    ],
    [
      'the default',
      latin("DEFAULT FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"),
      'changed conversion hand.latin default: false → true',
    ],
    [
      'the other way',
      latin("FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1"),
      'changed conversion hand.latin from: LATIN1 → UTF8',
      `changed conversion hand.latin function: iso8859_1_to_utf8${converts} → utf8_to_iso8859_1${converts}`,
      'changed conversion hand.latin to: UTF8 → LATIN1',
    ],
    [
      'comment',
      "COMMENT ON CONVERSION hand.latin IS 'why'",
      'changed conversion hand.latin comment: none → why',
    ],
  ]),
  ...drifts(
    'column',
    [
      [
        'whose NOT NULL was renamed',
        'ALTER TABLE hand.news RENAME CONSTRAINT news_topic_given TO other',
        'changed column hand.news.topic notNullName: news_topic_given → other',
      ],
    ],
    18,
  ),
  // No label provider is among the contrib modules: the row is written as SECURITY LABEL would write it.
  ...drifts('security-label', [
    [
      'added to a column',
      label('provider'),
      'extra security-label of provider on table column hand.news.topic',
    ],
  ]),
];
