import type { TypeFacts, Types } from './type-facts.ts';

const numbers = ['0', '1', '2', '3', '-1'];
const days = ['2000-01-01', '2000-01-02', '1970-01-01', '0001-01-01', '9999-12-31'];
const moments = ['2000-01-01 00:00:00', '2000-01-02 00:00:00', '1970-01-01 00:00:00'];

const byName: Readonly<Record<string, readonly string[]>> = {
  bool: ['false', 'true'],
  date: days,
  timestamp: moments,
  timestamptz: moments.map((each) => `${each}+00`),
  time: ['00:00:00', '01:00:00'],
  timetz: ['00:00:00+00'],
  interval: ['00:00:00', '1 day'],
  uuid: [0, 1, 2].map((last) => `00000000-0000-0000-0000-00000000000${last}`),
  json: ['{}', '[]', 'null'],
  jsonb: ['{}', '[]', 'null'],
  bytea: ['\\x', '\\x00'],
  inet: ['0.0.0.0', '0.0.0.1'],
  cidr: ['0.0.0.0/32', '0.0.0.1/32'],
};

const texts: readonly string[] = ['text', 'varchar', 'bpchar', 'citext', 'name'];
const whole: readonly string[] = ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money', 'oid'];

/** Values of a type that say as little as can be, the plainest first. */
export function plainValues(types: Types, oid: string): readonly string[] {
  const type = types.get(oid);
  if (!type) return [];
  if (type.kind === 'd') return plainValues(types, type.of ?? '');
  if (type.kind === 'e') return type.labels;
  if (type.kind === 'r') return ['empty'];
  if (type.kind === 'm' || type.isArray) return ['{}'];
  return plainOf(type);
}

const plainOf = ({ name }: TypeFacts): readonly string[] =>
  texts.includes(name) ? ['', 'a', 'b'] : whole.includes(name) ? numbers : (byName[name] ?? ['', '0', '{}']);

/** What of a value may be enough: a text's beginning, a rounder number. */
export function shorterThan(text: string): ((value: string) => string)[] {
  if (/^-?\d+$/.test(text)) {
    const sign = text.startsWith('-') ? '-' : '';
    const digits = text.replace('-', '').length;
    return Array.from({ length: digits - 1 }, (_, zeros) => () => `${sign}1${'0'.repeat(zeros + 1)}`);
  }
  const lengths = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024];
  const most = [...text].length;
  return lengths
    .filter((length) => length < most)
    .map((length) => (value) => [...value].slice(0, length).join(''));
}
