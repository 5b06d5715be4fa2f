import fc from 'fast-check';
import { type KnownTypes, values } from './values.ts';

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

/** Days, times and spans. */
export const times: KnownTypes = {
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
};
