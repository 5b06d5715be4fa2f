/** What COPY writes for characters that would end a value or a line (Postgres manual, "COPY", Text Format). */
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The values of a line of COPY's text format; null for NULL. */
export const valuesOf = (line: string): (string | null)[] =>
  line.split('\t').map((value) => (value === '\\N' ? null : withoutEscapes(value)));

const withoutEscapes = (value: string): string =>
  value.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
