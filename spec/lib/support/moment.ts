/** An instant as exactly as Postgres keeps it: microseconds since 1970 in UTC, the infinities being out of its range. */
export type Moment = bigint;

export const infinity: Moment = 10n ** 20n;
export const minusInfinity: Moment = -infinity;

const day = 86_400_000_000n;

/** Reads the text of a TIMESTAMP, with `T` or a space, in the proleptic Gregorian calendar. */
export function moment(text: string): Moment {
  if (text === 'infinity') return infinity;
  if (text === '-infinity') return minusInfinity;
  const match = /^(\d+)-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?( BC)?$/.exec(text);
  if (!match) throw new Error(`not a timestamp: ${text}`);
  const [year, month, date, hour, minute, second] = match.slice(1, 7).map(BigInt) as Six;
  const micros = BigInt((match[7] ?? '').padEnd(6, '0'));
  const days = daysSince1970(match[8] ? 1n - year : year, month, date);
  return days * day + ((hour * 60n + minute) * 60n + second) * 1_000_000n + micros;
}

type Six = [bigint, bigint, bigint, bigint, bigint, bigint];

/** The text of a TIMESTAMP, with all six decimals. */
export function textOf(at: Moment): string {
  if (at === infinity) return 'infinity';
  if (at === minusInfinity) return '-infinity';
  const days = floorDiv(at, day);
  const [year, month, date] = dateOf(days);
  const time = at - days * day;
  const clock = [time / 3_600_000_000n, (time / 60_000_000n) % 60n, (time / 1_000_000n) % 60n];
  const text = `${pad(year > 0n ? year : 1n - year, 4)}-${pad(month)}-${pad(date)}`;
  const fraction = pad(time % 1_000_000n, 6);
  return `${text} ${clock.map((each) => pad(each)).join(':')}.${fraction}${year > 0n ? '' : ' BC'}`;
}

/** As a Date where a Date is exact, else as text: what a caller would hand over. */
export function instantOf(at: Moment): Date | string {
  const millis = at / 1000n;
  const exact = millis * 1000n === at && millis >= -lastDate && millis <= lastDate;
  return exact ? new Date(Number(millis)) : textOf(at);
}

/** The end of what a Date can hold, in milliseconds; it begins as long before 1970. */
const lastDate = 8_640_000_000_000_000n;

const pad = (value: bigint, width = 2): string => String(value).padStart(width, '0');

const floorDiv = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);

/** Days from 0000-03-01 to 1970-01-01; a year begun in March ends with its leap day. */
const epoch = 719_468n;

function daysSince1970(year: bigint, month: bigint, date: bigint): bigint {
  const y = month > 2n ? year : year - 1n;
  const dayOfYear = (153n * ((month + 9n) % 12n) + 2n) / 5n + date - 1n;
  return 365n * y + floorDiv(y, 4n) - floorDiv(y, 100n) + floorDiv(y, 400n) + dayOfYear - epoch;
}

function dateOf(days: bigint): [bigint, bigint, bigint] {
  const shifted = days + epoch;
  const era = floorDiv(shifted, 146_097n);
  const ofEra = shifted - era * 146_097n;
  const yearOfEra = (ofEra - ofEra / 1460n + ofEra / 36_524n - ofEra / 146_096n) / 365n;
  const dayOfYear = ofEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const march = (5n * dayOfYear + 2n) / 153n;
  const month = ((march + 2n) % 12n) + 1n;
  return [yearOfEra + era * 400n + (month <= 2n ? 1n : 0n), month, dayOfYear - (153n * march + 2n) / 5n + 1n];
}

/** The first and the last moment a TIMESTAMP can hold. */
export const earliest = moment('4714-11-24 00:00:00 BC');
export const latest = moment('294276-12-31 23:59:59.999999');
