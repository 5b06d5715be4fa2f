import { drifts, type RareDrift } from './drift.ts';

const both = '[asciiword dictionaries (hand.words, simple), word dictionaries (hand.words, simple)]';
const reader = (without: string, instead: string): string => {
  const parts =
    'START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype';
  return `DROP TEXT SEARCH PARSER hand.reader; CREATE TEXT SEARCH PARSER hand.reader (${parts.replace(without, instead)})`;
};
const copy = (name: string, from: string, head: string): string =>
  `CREATE FUNCTION hand.${name}(${head}) RETURNS internal LANGUAGE internal STRICT AS '${from}'`;

export const textSearch: readonly RareDrift[] = [
  ...drifts('text-search-configuration', [
    [
      'dropped',
      'DROP TEXT SEARCH CONFIGURATION hand.searched',
      'missing text-search-configuration hand.searched',
    ],
    [
      'added',
      'CREATE TEXT SEARCH CONFIGURATION hand.more (COPY = simple)',
      'extra text-search-configuration hand.more',
    ],
    [
      'with fewer tokens',
      'ALTER TEXT SEARCH CONFIGURATION hand.searched DROP MAPPING FOR word',
      `changed text-search-configuration hand.searched mappings: ${both} → [asciiword dictionaries (hand.words, simple)]`,
    ],
    [
      'with one more token',
      'ALTER TEXT SEARCH CONFIGURATION hand.searched ADD MAPPING FOR email WITH simple',
      `changed text-search-configuration hand.searched mappings: ${both} → [asciiword dictionaries (hand.words, simple), email dictionaries (simple), word dictionaries (hand.words, simple)]`,
    ],
    [
      'with its dictionaries in another order',
      'ALTER TEXT SEARCH CONFIGURATION hand.searched ALTER MAPPING FOR word WITH simple, hand.words',
      `changed text-search-configuration hand.searched mappings: ${both} → [asciiword dictionaries (hand.words, simple), word dictionaries (simple, hand.words)]`,
    ],
    [
      'of another parser, whose tokens have numbers',
      `DROP TEXT SEARCH CONFIGURATION hand.searched; CREATE TEXT SEARCH CONFIGURATION hand.searched (PARSER = hand.reader);
       ALTER TEXT SEARCH CONFIGURATION hand.searched ADD MAPPING FOR asciiword, word WITH hand.words, simple`,
      `changed text-search-configuration hand.searched mappings: ${both} → [1 dictionaries (hand.words, simple), 2 dictionaries (hand.words, simple)]`,
      'changed text-search-configuration hand.searched parser: default → hand.reader',
    ],
    [
      'comment',
      "COMMENT ON TEXT SEARCH CONFIGURATION hand.searched IS 'why'",
      'changed text-search-configuration hand.searched comment: none → why',
    ],
  ]),
  ...drifts('text-search-dictionary', [
    [
      'added',
      'CREATE TEXT SEARCH DICTIONARY hand.more (TEMPLATE = simple)',
      'extra text-search-dictionary hand.more',
    ],
    [
      'dropped, and out of use',
      'DROP TEXT SEARCH CONFIGURATION hand.searched; DROP TEXT SEARCH DICTIONARY hand.words',
      'missing text-search-configuration hand.searched',
      'missing text-search-dictionary hand.words',
    ],
    [
      'another option',
      'ALTER TEXT SEARCH DICTIONARY hand.words (ACCEPT = true)',
      "changed text-search-dictionary hand.words options: accept = 'false' → accept = 'true'",
    ],
    [
      'of another template',
      `DROP TEXT SEARCH DICTIONARY hand.words CASCADE; CREATE TEXT SEARCH DICTIONARY hand.words (TEMPLATE = hand.pattern, ACCEPT = false);
       CREATE TEXT SEARCH CONFIGURATION hand.searched (PARSER = pg_catalog."default");
       ALTER TEXT SEARCH CONFIGURATION hand.searched ADD MAPPING FOR asciiword, word WITH hand.words, simple`,
      'changed text-search-dictionary hand.words template: simple → hand.pattern',
    ],
    [
      'comment',
      "COMMENT ON TEXT SEARCH DICTIONARY hand.words IS 'why'",
      'changed text-search-dictionary hand.words comment: none → why',
    ],
  ]),
  ...drifts('text-search-parser', [
    ['dropped', 'DROP TEXT SEARCH PARSER hand.reader', 'missing text-search-parser hand.reader'],
    [
      'added',
      'CREATE TEXT SEARCH PARSER hand.more (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)',
      'extra text-search-parser hand.more',
    ],
    [
      'without a headline',
      reader('HEADLINE = prsd_headline, ', ''),
      'changed text-search-parser hand.reader headline: prsd_headline(internal,internal,tsquery) → none',
    ],
    [
      'that begins in another way',
      `${copy('begin', 'prsd_start', 'internal, integer')}; ${reader('prsd_start', 'hand.begin')}`,
      'extra function hand.begin(internal, integer)',
      'changed text-search-parser hand.reader start: prsd_start(internal,integer) → hand.begin(internal,integer)',
    ],
    [
      'that goes on in another way',
      `${copy('next', 'prsd_nexttoken', 'internal, internal, internal')}; ${reader('prsd_nexttoken', 'hand.next')}`,
      'extra function hand.next(internal, internal, internal)',
      'changed text-search-parser hand.reader nextToken: prsd_nexttoken(internal,internal,internal) → hand.next(internal,internal,internal)',
    ],
    [
      'that ends in another way',
      `CREATE FUNCTION hand.finish(internal) RETURNS void LANGUAGE internal STRICT AS 'prsd_end'; ${reader('prsd_end', 'hand.finish')}`,
      'extra function hand.finish(internal)',
      'changed text-search-parser hand.reader end: prsd_end(internal) → hand.finish(internal)',
    ],
    [
      'of other tokens',
      `${copy('tokens', 'prsd_lextype', 'internal')}; ${reader('prsd_lextype', 'hand.tokens')}`,
      'extra function hand.tokens(internal)',
      'changed text-search-parser hand.reader lexTypes: prsd_lextype(internal) → hand.tokens(internal)',
    ],
    [
      'comment',
      "COMMENT ON TEXT SEARCH PARSER hand.reader IS 'why'",
      'changed text-search-parser hand.reader comment: none → why',
    ],
  ]),
  ...drifts('text-search-template', [
    ['dropped', 'DROP TEXT SEARCH TEMPLATE hand.pattern', 'missing text-search-template hand.pattern'],
    [
      'added',
      'CREATE TEXT SEARCH TEMPLATE hand.more (LEXIZE = dsimple_lexize)',
      'extra text-search-template hand.more',
    ],
    [
      'with nothing to begin with',
      'DROP TEXT SEARCH TEMPLATE hand.pattern; CREATE TEXT SEARCH TEMPLATE hand.pattern (LEXIZE = dsimple_lexize)',
      'changed text-search-template hand.pattern init: dsimple_init(internal) → none',
    ],
    [
      'of another function',
      'DROP TEXT SEARCH TEMPLATE hand.pattern; CREATE TEXT SEARCH TEMPLATE hand.pattern (INIT = dsimple_init, LEXIZE = dsynonym_lexize)',
      'changed text-search-template hand.pattern lexize: dsimple_lexize(internal,internal,internal,internal) → dsynonym_lexize(internal,internal,internal,internal)',
    ],
    [
      'comment',
      "COMMENT ON TEXT SEARCH TEMPLATE hand.pattern IS 'why'",
      'changed text-search-template hand.pattern comment: none → why',
    ],
  ]),
];
