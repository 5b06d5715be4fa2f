import fc from 'fast-check';

/** Texts that the server reads as values of a type: ordinary ones, and those at its edges. */
export interface Values {
  readonly ordinary: fc.Arbitrary<string>;
  readonly edges: readonly string[];
}

const values = (ordinary: fc.Arbitrary<unknown>, ...edges: readonly string[]): Values => ({
  ordinary: ordinary.map(String),
  edges,
});

/** Whole numbers: small ones mostly, since those are what backfills reckon with. */
const whole = (min: string, max: string): Values =>
  values(
    fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: -30000, max: 30000 })),
    max,
    min,
    '0',
    '-1',
  );

/** Precision and scale are packed in the type modifier (Postgres source, numeric.c); the scale may be negative. */
function numeric(typmod: number): Values {
  if (typmod < 0)
    return values(
      fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => cents / 100),
      '0',
      'NaN',
      'Infinity',
      '-Infinity',
      '1e-20',
      '-12345678901234567890.123456789',
    );
  const precision = ((typmod - 4) >> 16) & 0xffff;
  const scale = (((typmod - 4) & 0x7ff) ^ 1024) - 1024;
  const biggest = 10n ** BigInt(precision) - 1n;
  const shifted = (digits: bigint): string => `${digits}e${-scale}`;
  return values(
    fc.bigInt({ min: -biggest, max: biggest }).map(shifted),
    '0',
    shifted(biggest),
    shifted(-biggest),
    shifted(1n),
    'NaN',
  );
}

const words = ['apple', 'Bob', 'two words', 'Zoë', '日本', 'a-b_c', "it's", '100%', 'x'];
const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABC0123456789 _-éß'),
  minLength: 1,
  maxLength: 12,
});

/** Long texts repeat themselves, so that they fit in an index once compressed. */
const texts = (most = Number.POSITIVE_INFINITY): Values => {
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

const pad = (part: number, width = 2): string => String(part).padStart(width, '0');
const day = fc
  .record({
    y: fc.integer({ min: 1990, max: 2035 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ y, m, d }) => `${y}-${pad(m)}-${pad(d)}`);
const clock = fc
  .record({ h: fc.nat(23), m: fc.nat(59), s: fc.nat(59), f: fc.nat(999_999) })
  .map(({ h, m, s, f }) => `${pad(h)}:${pad(m)}:${pad(s)}.${pad(f, 6)}`);
const instant = fc.tuple(day, clock).map(([date, time]) => `${date} ${time}`);
const zone = fc.constantFrom('+00', '+02', '-08', '+05:30');

/** Far from the ends of what timestamps can hold, so that a backfill can add a hundred years. */
const days = [
  'infinity',
  '-infinity',
  '4000-02-28 BC',
  '0001-01-01',
  '290000-12-31',
  '1970-01-01',
  '2024-02-29',
];
const instants = [
  'infinity',
  '-infinity',
  '4000-02-28 23:59:59.999999 BC',
  '290000-12-31 23:59:59.999999',
  '1970-01-01 00:00:00',
  '2024-02-29 12:00:00',
];

const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8);
const spot = fc.tuple(number, number).map(([x, y]) => `(${x},${y})`);
const spots = (least: number) => fc.array(spot, { minLength: least, maxLength: 4 });
const address = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => parts.join('.'));
const hexes = (count: number) =>
  fc
    .array(fc.nat(255), { minLength: count, maxLength: count })
    .map((all) => all.map((byte) => byte.toString(16).padStart(2, '0')));
const bits = (min: number, max: number) =>
  fc.array(fc.constantFrom('0', '1'), { minLength: min, maxLength: max }).map((all) => all.join(''));

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

const binaryFloat = (...edges: readonly string[]): Values =>
  values(number, '0', '-0', 'NaN', 'Infinity', '-Infinity', ...edges);

/** What we know of Postgres's own types, and of some that extensions bring, by name. */
const known: Readonly<Record<string, (typmod: number) => Values>> = {
  int2: () => whole('-32768', '32767'),
  int4: () => whole('-2147483648', '2147483647'),
  int8: () => whole('-9223372036854775808', '9223372036854775807'),
  oid: () => values(fc.nat(), '0', '4294967295'),
  numeric,
  float4: () => binaryFloat('3.4028235e38', '1e-45'),
  float8: () => binaryFloat('1.7976931348623157e308', '5e-324'),
  money: () =>
    values(
      fc.integer({ min: -99999, max: 99999 }).map((cents) => (cents / 100).toFixed(2)),
      '0',
      '92233720368547758.07',
      '-92233720368547758.08',
    ),
  text: () => texts(),
  citext: () => texts(),
  varchar: (typmod) => texts(typmod < 0 ? undefined : typmod - 4),
  bpchar: (typmod) => texts(typmod < 0 ? undefined : typmod - 4),
  name: () => texts(15),
  char: () => values(fc.constantFrom(...'abcXYZ09'), '', '~'),
  bool: () => values(fc.boolean(), 'true', 'false'),
  date: () => values(day, ...days),
  time: () => values(clock, '00:00:00', '24:00:00', '23:59:59.999999'),
  timetz: () =>
    values(
      fc.tuple(clock, zone).map((parts) => parts.join('')),
      '00:00:00+15:59',
      '24:00:00-15:59',
      '12:00:00+00',
    ),
  timestamp: () => values(instant, ...instants),
  timestamptz: () =>
    values(
      fc.tuple(instant, zone).map((parts) => parts.join('')),
      ...instants,
    ),
  interval: () =>
    values(
      fc.tuple(fc.nat(400), fc.nat(86_400)).map(([d, s]) => `${d} days ${s} seconds`),
      '0',
      '-1 year 2 mons -3 days 04:05:06.789',
      '1000 years',
      '-00:00:00.000001',
      '1 mon',
    ),
  uuid: () =>
    values(fc.uuid(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  json: () => documents,
  jsonb: () => documents,
  jsonpath: () => values(fc.constantFrom('$', '$.a', '$.a[*]')),
  bytea: () =>
    values(
      fc
        .integer({ min: 1, max: 8 })
        .chain(hexes)
        .map((all) => `\\x${all.join('')}`),
      '\\x',
      '\\x00',
      `\\x${'ff00'.repeat(500)}`,
    ),
  inet: () => values(address, '0.0.0.0', '255.255.255.255/32', '10.1.2.3/8', '::1', '2001:db8::/32'),
  cidr: () => values(address, '0.0.0.0/0', '10.0.0.0/8', '::/0', '2001:db8::/32'),
  macaddr: () =>
    values(
      hexes(6).map((all) => all.join(':')),
      '00:00:00:00:00:00',
      'ff:ff:ff:ff:ff:ff',
    ),
  macaddr8: () =>
    values(
      hexes(8).map((all) => all.join(':')),
      '00:00:00:00:00:00:00:00',
      'ff:ff:ff:ff:ff:ff:ff:ff',
    ),
  bit: (typmod) =>
    values(
      bits(Math.max(typmod, 1), Math.max(typmod, 1)),
      '0'.repeat(Math.max(typmod, 1)),
      '1'.repeat(Math.max(typmod, 1)),
    ),
  varbit: (typmod) => values(bits(1, typmod < 0 ? 16 : typmod), '', '1'.repeat(typmod < 0 ? 64 : typmod)),
  point: () => values(spot, '(0,0)', '(-0,1e300)', '(Infinity,-Infinity)'),
  line: () =>
    values(
      fc.integer({ min: 1, max: 50 }).map((n) => `{${n},-1,2}`),
      '{1,0,0}',
      '{0,1,0}',
    ),
  lseg: () =>
    values(
      spots(2).map((all) => `[${all.slice(0, 2)}]`),
      '[(0,0),(0,0)]',
    ),
  box: () =>
    values(
      spots(2).map((all) => `${all.slice(0, 2)}`),
      '(0,0),(0,0)',
      '(1e300,1),(-1e300,0)',
    ),
  path: () =>
    values(
      spots(2).map((all) => `[${all}]`),
      '((0,0),(1,1))',
      '[(0,0)]',
    ),
  polygon: () =>
    values(
      spots(3).map((all) => `(${all})`),
      '((0,0))',
    ),
  circle: () =>
    values(
      fc.tuple(spot, fc.integer({ min: 1, max: 90 })).map(([at, r]) => `<${at},${r}>`),
      '<(0,0),0>',
    ),
  tsvector: () => values(fc.constantFrom('cat:1 fat:2', "'a':1A 'b':2B", 'word'), ''),
  tsquery: () => values(fc.constantFrom('fat & cat', '!a | b', 'word'), ''),
  xml: () => values(fc.constantFrom('<a/>', '<a b="c">text</a>', '<ü>é</ü>'), '', 'text'),
  pg_snapshot: () => values(fc.constant('10:20:10,14')),
  txid_snapshot: () => values(fc.constant('10:20:10,14')),
  pg_lsn: () =>
    values(
      fc.nat(0xffffff).map((n) => `0/${n.toString(16)}`),
      '0/0',
      'FFFFFFFF/FFFFFFFF',
    ),
  hstore: () => values(fc.constantFrom('a=>1', 'a=>1, b=>NULL'), ''),
  ltree: () => values(fc.constantFrom('Top', 'Top.Science', 'a.b.c'), ''),
  cube: () => values(fc.constantFrom('(1,2,3)', '(0,0),(1,1)'), '(0)'),
  vector: (typmod) =>
    values(
      fc
        .array(number, { minLength: Math.max(typmod, 3), maxLength: Math.max(typmod, 3) })
        .map((all) => `[${all}]`),
      `[${Array(Math.max(typmod, 3)).fill(1)}]`,
    ),
  halfvec: (typmod) => values(fc.constant(`[${Array(Math.max(typmod, 3)).fill(1)}]`)),
  geometry: () =>
    values(
      spot.map((at) => `POINT${at.replace(',', ' ')}`),
      'POINT EMPTY',
    ),
  geography: () => values(fc.constantFrom('POINT(1 2)', 'POINT(-8 53)'), 'POINT(0 0)'),
};

/** What many types read, for those that we know nothing of: what the server refuses is left out before a row is made. */
const guesses: Values = values(
  fc.constantFrom('1', 'a', '(1,2)', '1.5', '{}', 'pg_class', '2024-01-01'),
  '',
  '0',
);

/** The values of a base type. */
export const valuesOf = (name: string, typmod: number): Values =>
  (Object.hasOwn(known, name) ? known[name] : undefined)?.(typmod) ?? guesses;

/** Whether the server may refuse some of a base type's values. */
export const isGuessed = (name: string): boolean => !Object.hasOwn(known, name);
