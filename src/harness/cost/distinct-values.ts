import type { TypeFacts, Types } from '../rows/type-facts.ts';

/** SQL: a distinct value for each number `i`, by the name of the type; most types can read the digits of a number. */
const ofNumber: Readonly<Record<string, (i: string) => string>> = {
  int2: (i) => `(${i} % 32767)`,
  uuid: (i) => `md5(${i}::text)`,
  date: (i) => `DATE '2000-01-01' + (${i} % 1000000)::int`,
  timestamp: (i) => `TIMESTAMP '2000-01-01' + ${i} * INTERVAL '1 second'`,
  timestamptz: (i) => `TIMESTAMPTZ '2000-01-01 00:00Z' + ${i} * INTERVAL '1 second'`,
  time: (i) => `TIME '00:00' + ${i} * INTERVAL '1 millisecond'`,
  timetz: (i) => `TIMETZ '00:00Z' + ${i} * INTERVAL '1 millisecond'`,
  interval: (i) => `${i} * INTERVAL '1 second'`,
  bytea: (i) => `decode(lpad(to_hex(${i}), 8, '0'), 'hex')`,
  inet: (i) => `INET '10.0.0.0' + ${i} % 16777216`,
  cidr: (i) => `INET '10.0.0.0' + ${i} % 16777216`,
  macaddr: (i) => `'02' || lpad(to_hex(${i}), 10, '0')`,
  macaddr8: (i) => `'02' || lpad(to_hex(${i}), 14, '0')`,
  bit: (i) => `${i}::int`,
  varbit: (i) => `${i}::int::bit(32)`,
  pg_lsn: (i) => `'0/0'::pg_lsn + ${i}`,
  jsonb: (i) => `to_jsonb(${i})`,
  int4range: (i) => `int4range(${i}::int, ${i}::int + 1)`,
  int8range: (i) => `int8range(${i}, ${i} + 1)`,
  numrange: (i) => `numrange(${i}, ${i} + 1)`,
  daterange: (i) =>
    `daterange(DATE '2000-01-01' + (${i} % 1000000)::int, DATE '2000-01-02' + (${i} % 1000000)::int)`,
  tsrange: (i) =>
    `tsrange(TIMESTAMP '2000-01-01' + ${i} * INTERVAL '1 h', TIMESTAMP '2000-01-01 01:00' + ${i} * INTERVAL '1 h')`,
  tstzrange: (i) =>
    `tstzrange(TIMESTAMPTZ '2000-01-01 00:00Z' + ${i} * INTERVAL '1 h', TIMESTAMPTZ '2000-01-01 01:00Z' + ${i} * INTERVAL '1 h')`,
};

const texts = ['text', 'varchar', 'bpchar', 'name', 'citext'];
const few = ['bool', 'json', 'xml', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'];

/** How a text contains the number: appended to the present value, which keeps its beginning, or alone. */
export type TextStyle = 'appended' | 'alone';

/** SQL: a distinct value of a type for each number; undefined when the type has too few values. */
export function distinctValueOf(
  types: Types,
  { type, typmod }: { readonly type: string; readonly typmod: number },
  { i, now, style }: { readonly i: string; readonly now: string; readonly style: TextStyle },
): string | undefined {
  const facts = types.get(type);
  if (!facts || facts.kind === 'e' || facts.kind === 'c' || few.includes(facts.name)) return undefined;
  if (facts.kind === 'd')
    return distinctValueOf(types, { type: facts.of ?? '', typmod: facts.typmod }, { i, now, style });
  if (facts.isArray) {
    const element = distinctValueOf(
      types,
      { type: facts.of ?? '', typmod },
      { i, now: `(${now})[1]`, style: 'alone' },
    );
    return element && `ARRAY[${element}]`;
  }
  if (texts.includes(facts.name)) return textOf(facts, typmod, { i, now, style });
  return ofNumber[facts.name]?.(i) ?? `${i}::text`;
}

/** The type modifier is the length plus four (Postgres source, varchar.c). */
function textOf(
  { name }: TypeFacts,
  typmod: number,
  { i, now, style }: { readonly i: string; readonly now: string; readonly style: TextStyle },
): string {
  if (style === 'alone') return `${i}::text`;
  const room = name === 'name' ? 63 : typmod < 0 ? 1000 : typmod - 4;
  return `left(coalesce(${now}::text, ''), greatest(${room} - length(${i}::text), 0)) || ${i}`;
}
