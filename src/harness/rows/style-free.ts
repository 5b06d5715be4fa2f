/** Types whose texts a session reads by its DateStyle, TimeZone or lc_monetary, as SQL writes them, with the texts that it reads alike in all. */
const readByStyle: readonly (readonly [type: RegExp, alike: string])[] = [
  [/^(date|timestamp(\(\d\))? without time zone)$/, String.raw`^(\d{4,}-\d\d-\d\d.*|-?infinity)$`],
  [
    /^timestamp(\(\d\))? with time zone$/,
    String.raw`^(\d{4,}-\d\d-\d\d .*[+-]\d\d(:?\d\d)*( BC)?|-?infinity)$`,
  ],
  [/^(date|timestamp|money|time(\(\d\))? with|ts|daterange|datemultirange)/, '^$'],
];

const isText = (type: string): boolean =>
  /^(text|citext|name|character( varying)?(\(\d+\))?|bpchar)$/.test(type);

/**
 * The pattern that texts of one type must match, so that each session reads them as the same values of another; undefined where
 * any may be cast (Postgres manual, "Date/Time Input Interpretation").
 */
export const readAlike = (from: string, to: string): string | undefined =>
  isText(from) ? readByStyle.find(([type]) => type.test(to))?.[1] : undefined;
