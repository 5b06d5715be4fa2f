/** Postgres cuts identifiers at this many bytes. */
export const longest = 63;

/** Cuts a name as Postgres does: at 63 bytes, and never within a character. */
export function cut(name: string, bytes = longest): string {
  const encoded = Buffer.from(name);
  if (encoded.length <= bytes) return name;
  let end = bytes;
  while (((encoded[end] ?? 0) & 0xc0) === 0x80) end--;
  return encoded.subarray(0, end).toString();
}

/** Postgres's own names (makeObjectName): of table and middle the longer one is shortened until the ending fits. */
export function makeObjectName(table: string, middle: string, ending: string): string {
  const room = longest - ending.length - 1 - (middle === '' ? 0 : 1);
  let [first, second] = [Buffer.byteLength(table), Buffer.byteLength(middle)];
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  return [cut(table, first), ...(middle === '' ? [] : [cut(middle, second)]), ending].join('_');
}
