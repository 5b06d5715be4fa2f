import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/**
 * A point in time: a Date, or UTC text such as `2025-03-30T01:00:00.000001`, `0044-03-15T12:00:00 BC`, `infinity`
 * or `-infinity`. Text holds the microseconds, infinities and years that a Date cannot.
 */
export type Instant = Date | string;

/** When a question is asked or a thing is done: the database's clock unless told. */
export interface At {
  readonly at?: Instant | undefined;
}

/**
 * The database's clock as a TIMESTAMP in UTC. A bare `now()` becomes the wall clock of the session's TimeZone
 * as soon as it is stored in, or compared with, a timestamp without time zone.
 * An insert into a column with `DEFAULT now()` gives this instead of the default.
 */
export const utcNow: SQL<string> = sql<string>`timezone('utc', now())`;

/** An instant as a TIMESTAMP in UTC; the database's clock when there is none. */
export const timestampOf = (instant?: Instant): SQL<string> =>
  instant === undefined ? utcNow : sql<string>`${utcText(instant)}::timestamp`;

/** A timestamp as exact text. Unlike a cast to text, JSON prints the same under every DateStyle. */
export const textOf = <Text = string | null>(column: PgColumn): SQL<Text> =>
  sql<Text>`to_jsonb(${column}) #>> '{}'`;

function utcText(instant: Instant): string {
  const text = typeof instant === 'string' ? instant : textOfDate(instant);
  if (utcPattern.test(text)) return text;
  throw new RangeError(`not an instant in UTC: ${JSON.stringify(text)}`);
}

/** Excludes offsets and zones, which a cast to TIMESTAMP drops in silence, and words such as `now` and `today`. */
const utcPattern = /^(-?infinity|\d{4,6}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?Z?( BC)?)$/;

/** ISO 8601 writes 1 BC as year 0 and signs years beyond four digits; Postgres does neither. */
function textOfDate(date: Date): string {
  const iso = date.toISOString();
  const year = date.getUTCFullYear();
  const rest = iso.slice(iso.indexOf('-', 1), -1);
  const digits = String(year > 0 ? year : 1 - year).padStart(4, '0');
  return year > 0 ? digits + rest : `${digits + rest} BC`;
}
