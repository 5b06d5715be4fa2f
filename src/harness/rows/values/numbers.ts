import fc from 'fast-check';
import { eighths, type KnownTypes, type Values, values } from './values.ts';

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

const binaryFloat = (...edges: readonly string[]): Values =>
  values(eighths, '0', '-0', 'NaN', 'Infinity', '-Infinity', ...edges);

/** Numbers, and amounts of money. */
export const numbers: KnownTypes = {
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
};
