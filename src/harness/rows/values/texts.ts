import fc from 'fast-check';
import { type KnownTypes, type Values, values } from './values.ts';

const words = ['apple', 'Bob', 'two words', 'Zoë', '日本', 'a-b_c', "it's", '100%', 'x'];
const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABC0123456789 _-éß'),
  minLength: 1,
  maxLength: 12,
});

/** Long texts repeat themselves, so that they fit in an index once compressed. */
const textsOf = (most = Number.POSITIVE_INFINITY): Values => {
  const cut = (text: string): string => [...text].slice(0, most).join('');
  return values(
    fc.oneof(fc.constantFrom(...words), letters).map(cut),
    ...[
      '',
      ' ',
      cut('long '.repeat(Math.ceil(Math.min(most, 2000) / 5))),
      cut('naïve 日本語 😀'),
      cut(`'"\\;--`),
      cut('NULL'),
      cut('\t\n'),
    ],
  );
};

const documents: Values = values(
  fc
    .record({
      id: fc.nat(1000),
      name: fc.constantFrom(...words),
      tags: fc.array(fc.constantFrom(...words), { maxLength: 2 }),
    })
    .map((value) => JSON.stringify(value)),
  '{}',
  '[]',
  'null',
  '""',
  '0',
  '"text"',
  '{"a": {"b": [1, null, "é😀"]}}',
  '1e20',
  'true',
);

/** Texts, and what is written as one. */
export const texts: KnownTypes = {
  text: () => textsOf(),
  citext: () => textsOf(),
  varchar: (typmod) => textsOf(typmod < 0 ? undefined : typmod - 4),
  bpchar: (typmod) => textsOf(typmod < 0 ? undefined : typmod - 4),
  name: () => textsOf(15),
  char: () => values(fc.constantFrom(...'abcXYZ09'), '', '~'),
  bool: () => values(fc.boolean(), 'true', 'false'),
  uuid: () =>
    values(fc.uuid(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  json: () => documents,
  jsonb: () => documents,
  jsonpath: () => values(fc.constantFrom('$', '$.a', '$.a[*]')),
  xml: () => values(fc.constantFrom('<a/>', '<a b="c">text</a>', '<ü>é</ü>'), '', 'text'),
  tsvector: () => values(fc.constantFrom('cat:1 fat:2', "'a':1A 'b':2B", 'word'), ''),
  tsquery: () => values(fc.constantFrom('fat & cat', '!a | b', 'word'), ''),
  hstore: () => values(fc.constantFrom('a=>1', 'a=>1, b=>NULL'), ''),
  ltree: () => values(fc.constantFrom('Top', 'Top.Science', 'a.b.c'), ''),
};
