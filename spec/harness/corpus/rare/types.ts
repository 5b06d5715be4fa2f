import { drifts, type RareDrift } from './drift.ts';

const asBefore = 'INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4';

/** The base type made again, with all that goes with it. */
const tiny = (options: string, input = 'tiny_in', output = 'tiny_out'): string => `
  DROP TYPE hand.tiny CASCADE; CREATE TYPE hand.tiny;
  CREATE FUNCTION hand.tiny_in(cstring) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
  CREATE FUNCTION hand.tiny_out(hand.tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
  CREATE FUNCTION hand.tiny_receive(internal) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4recv';
  CREATE FUNCTION hand.tiny_send(hand.tiny) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send';
  ${input === 'tiny_in' ? '' : `CREATE FUNCTION hand.${input}(cstring) RETURNS hand.tiny LANGUAGE internal IMMUTABLE STRICT AS 'int4in';`}
  ${output === 'tiny_out' ? '' : `CREATE FUNCTION hand.${output}(hand.tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';`}
  CREATE TYPE hand.tiny (INPUT = hand.${input}, OUTPUT = hand.${output}, ${options});
  CREATE TRANSFORM FOR hand.tiny LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION hand.tiny_receive(internal))`;
const castAgain = '; CREATE CAST (integer AS hand.tiny) WITHOUT FUNCTION AS ASSIGNMENT';

const range = (name: string, definition: string): string =>
  `DROP TYPE hand.${name}; CREATE TYPE hand.${name} AS RANGE (${definition})`;

const collated = (name: string, definition: string, comment = ''): string =>
  `DROP COLLATION hand.${name}; CREATE COLLATION hand.${name} (${definition})${comment}`;
const commented = "; COMMENT ON COLLATION hand.folded IS 'any case'";

export const types: readonly RareDrift[] = [
  ...drifts('collation', [
    ['dropped', 'DROP COLLATION hand.folded', 'missing collation hand.folded'],
    ['added', "CREATE COLLATION hand.more (locale = 'C')", 'extra collation hand.more'],
    [
      'of another locale',
      collated('folded', "provider = icu, locale = 'und-u-ks-level1', deterministic = false", commented),
      'changed collation hand.folded locale: und-u-ks-level2 → und-u-ks-level1',
    ],
    [
      'deterministic',
      collated('folded', "provider = icu, locale = 'und-u-ks-level2'", commented),
      'changed collation hand.folded deterministic: false → true',
    ],
    [
      'of another provider',
      collated('plain', "provider = icu, locale = 'en'"),
      'changed collation hand.plain locale: C → en',
      'changed collation hand.plain provider: libc → icu',
    ],
    [
      'of other types of characters',
      collated('plain', "provider = libc, lc_collate = 'C', lc_ctype = 'POSIX'"),
      'changed collation hand.plain characterType: none → POSIX',
    ],
    [
      'comment',
      "COMMENT ON COLLATION hand.folded IS 'why'",
      'changed collation hand.folded comment: any case → why',
    ],
  ]),
  ...drifts(
    'collation',
    [
      [
        'with rules of its own',
        collated(
          'folded',
          "provider = icu, locale = 'und-u-ks-level2', deterministic = false, rules = '&a < g'",
          commented,
        ),
        'changed collation hand.folded rules: none → &a < g',
      ],
    ],
    16,
  ),
  ...drifts('range-type', [
    ['dropped', 'DROP TYPE hand.span', 'missing range-type hand.span'],
    ['added', 'CREATE TYPE hand.more AS RANGE (SUBTYPE = integer)', 'extra range-type hand.more'],
    [
      'of another subtype',
      range('stretch', 'SUBTYPE = numeric, SUBTYPE_DIFF = numrange_subdiff'),
      'changed range-type hand.stretch operatorClass: float8_ops → numeric_ops',
      'changed range-type hand.stretch subtype: double precision → numeric',
      'changed range-type hand.stretch subtypeDifference: float8mi(double precision,double precision) → numrange_subdiff(numeric,numeric)',
    ],
    [
      'without the difference of its bounds',
      range('stretch', 'SUBTYPE = float8'),
      'changed range-type hand.stretch subtypeDifference: float8mi(double precision,double precision) → none',
    ],
    [
      'of another collation',
      range('spell', 'SUBTYPE = text'),
      'changed range-type hand.spell collation: "C" → none',
    ],
    [
      'of another operator class',
      range('spell', 'SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops'),
      'changed range-type hand.spell operatorClass: text_ops → text_pattern_ops',
    ],
    [
      'with another multirange',
      range('stretch', 'SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = hand.stretches'),
      'changed range-type hand.stretch multirange: hand.stretch_multirange → hand.stretches',
    ],
    [
      'with a comment on its multirange',
      "COMMENT ON TYPE hand.stretch_multirange IS 'why'",
      'changed range-type hand.stretch multirangeComment: none → why',
    ],
    [
      'with a canonical form',
      `DROP TYPE hand.stretch; CREATE TYPE hand.stretch;
       CREATE FUNCTION hand.rounded(hand.stretch) RETURNS hand.stretch LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
       CREATE TYPE hand.stretch AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, CANONICAL = hand.rounded)`,
      'extra function hand.rounded(hand.stretch)',
      'changed range-type hand.stretch canonical: none → hand.rounded(hand.stretch)',
    ],
    [
      'comment',
      "COMMENT ON TYPE hand.stretch IS 'why'",
      'changed range-type hand.stretch comment: none → why',
    ],
  ]),
  ...drifts('base-type', [
    ['of which nothing is known, dropped', 'DROP TYPE hand.promised', 'missing base-type hand.promised'],
    ['of which nothing is known, added', 'CREATE TYPE hand.more', 'extra base-type hand.more'],
    [
      'defined at last',
      `CREATE FUNCTION hand.promised_in(cstring) RETURNS hand.promised LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
       CREATE FUNCTION hand.promised_out(hand.promised) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
       CREATE TYPE hand.promised (INPUT = hand.promised_in, OUTPUT = hand.promised_out, ${asBefore})`,
      'changed base-type hand.promised category: P → U',
      'changed base-type hand.promised defined: false → true',
      'changed base-type hand.promised input: shell_in(cstring) → hand.promised_in(cstring)',
      'changed base-type hand.promised output: shell_out(void) → hand.promised_out(hand.promised)',
      'extra function hand.promised_in(cstring)',
      'extra function hand.promised_out(hand.promised)',
    ],
    [
      'sent and received',
      'ALTER TYPE hand.tiny SET (RECEIVE = hand.tiny_receive, SEND = hand.tiny_send)',
      'changed base-type hand.tiny receive: none → hand.tiny_receive(internal)',
      'changed base-type hand.tiny send: none → hand.tiny_send(hand.tiny)',
    ],
    [
      'with modifiers',
      'ALTER TYPE hand.tiny SET (TYPMOD_IN = numerictypmodin, TYPMOD_OUT = numerictypmodout)',
      'changed base-type hand.tiny modifierInput: none → numerictypmodin(cstring[])',
      'changed base-type hand.tiny modifierOutput: none → numerictypmodout(integer)',
    ],
    [
      'analyzed',
      'ALTER TYPE hand.tiny SET (ANALYZE = range_typanalyze)',
      'changed base-type hand.tiny analyze: none → range_typanalyze(internal)',
    ],
    [
      'shorter',
      tiny('INTERNALLENGTH = 2, PASSEDBYVALUE, ALIGNMENT = int2'),
      'missing cast integer AS hand.tiny',
      'changed base-type hand.tiny alignment: int4 → int2',
      'changed base-type hand.tiny length: 4 → 2',
    ],
    [
      'by reference',
      tiny('INTERNALLENGTH = 4, ALIGNMENT = int4'),
      'missing cast integer AS hand.tiny',
      'changed base-type hand.tiny byValue: true → false',
    ],
    [
      'stored elsewhere',
      tiny('INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended'),
      'missing cast integer AS hand.tiny',
      'changed base-type hand.tiny byValue: true → false',
      'changed base-type hand.tiny length: 4 → -1',
      'changed base-type hand.tiny storage: plain → extended',
    ],
    [
      'preferred in a category of its own, with a default and another delimiter',
      tiny(`${asBefore}, CATEGORY = 'x', PREFERRED = true, DEFAULT = '0', DELIMITER = ';'`) + castAgain,
      'changed base-type hand.tiny category: U → x',
      'changed base-type hand.tiny default: none → 0',
      'changed base-type hand.tiny delimiter: , → ;',
      'changed base-type hand.tiny preferred: false → true',
    ],
    [
      'of elements',
      tiny(`${asBefore}, ELEMENT = "char", SUBSCRIPT = raw_array_subscript_handler`) + castAgain,
      'changed base-type hand.tiny element: none → "char"',
      'changed base-type hand.tiny subscript: none → raw_array_subscript_handler(internal)',
    ],
    [
      'with collations',
      tiny(`${asBefore}, COLLATABLE = true`) + castAgain,
      'changed base-type hand.tiny collatable: false → true',
    ],
    [
      'read and written by others',
      tiny(asBefore, 'tiny_read', 'tiny_written') + castAgain,
      'changed base-type hand.tiny input: hand.tiny_in(cstring) → hand.tiny_read(cstring)',
      'changed base-type hand.tiny output: hand.tiny_out(hand.tiny) → hand.tiny_written(hand.tiny)',
      'extra function hand.tiny_read(cstring)',
      'extra function hand.tiny_written(hand.tiny)',
    ],
    ['comment', "COMMENT ON TYPE hand.tiny IS 'why'", 'changed base-type hand.tiny comment: none → why'],
  ]),
];
