/** Passwords that this process was given, in every form in which they are written. What it prints goes through {@link hideSecrets}. */
const secrets = new Set<string>();

/** Remembers passwords, so that they are never printed. */
export function keepSecrets(passwords: Iterable<string | undefined>): void {
  for (const password of passwords)
    if (password && isTelling(password)) for (const form of formsOf(password)) secrets.add(form);
}

/** Remembers all that may be a password in texts which may lead to a database. */
export const keepSecretsIn = (texts: Iterable<string | undefined>): void => {
  for (const text of texts) if (text) keepSecrets(passwordsIn(text));
};

/** A text without the passwords that are remembered. */
export const hideSecrets = (text: string): string => without(text, secrets);

/** A text without some passwords, however they are written in it: as they are, or percent-encoded. */
export const withoutSecrets = (text: string, passwords: Iterable<string>): string =>
  without(text, [...passwords].flatMap(formsOf));

function without(text: string, forms: Iterable<string>): string {
  let hidden = text;
  // One may be the beginning of another.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) hidden = hidden.replaceAll(form, '***');
  return hidden;
}

const formsOf = (password: string): string[] => [
  password,
  coded(encodeURIComponent, password),
  coded(encodeURI, password),
  ...linesOf(password),
];

/** Of a message only the first line may be shown, which then holds a line of a password that has several. */
const linesOf = (password: string): string[] =>
  /[\r\n]/.test(password) ? password.split(/[\r\n]+/).filter(isTelling) : [];

/**
 * A short word such as `postgres` is also what things are called: hidden, it would make a report false, and shown it says
 * nothing.
 */
const isTelling = (password: string): boolean => password.length >= 4 && !/^[a-z_]{1,12}$/.test(password);

/**
 * All that may be a password in a text that leads to a database, such as a URL in which it is not encoded as it should be:
 * what is between the first `:` after `://` and any `@`, and what follows `password=` as far as to its end, to any `&`
 * or to any blank.
 */
export function passwordsIn(text: string): string[] {
  const [, authority = ''] = /:\/\/[^:@]*:(.*)$/s.exec(text) ?? [];
  const named = text.split(/\b(?:ssl)?password\s*=\s*/).slice(1);
  const found = [...upTo(/@/g, authority), ...named.flatMap((rest) => [rest, ...upTo(/[&\s]/g, rest)])];
  return found.flatMap((password) => [password, unquoted(password), coded(decodeURIComponent, password)]);
}

/** The text up to each place that fits a pattern. */
const upTo = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(({ index }) => text.slice(0, index));

/** libpq's quoting of a value (its manual, "Keyword/Value Connection Strings"). */
const unquoted = (value: string): string => value.replace(/^'(.*)'$/s, '$1').replace(/\\(.)/gs, '$1');

/** What cannot be coded stays as it is. */
function coded(code: (text: string) => string, text: string): string {
  try {
    return code(text);
  } catch {
    return text;
  }
}
