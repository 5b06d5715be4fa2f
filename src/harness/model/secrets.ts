/** Passwords that this process was given. What it prints goes through {@link hideSecrets}. */
const secrets = new Set<string>();

/** Remembers passwords, so that they are never printed. */
export function keepSecrets(passwords: Iterable<string | undefined>): void {
  for (const password of passwords) if (password && isTelling(password)) secrets.add(password);
}

/** Remembers all that may be a password in texts which may lead to a database. */
export const keepSecretsIn = (texts: Iterable<string | undefined>): void => {
  for (const text of texts) if (text) keepSecrets(passwordsIn(text));
};

/** A text without the passwords that are remembered. */
export const hideSecrets = (text: string): string => withoutSecrets(text, secrets);

/** A text without some passwords, however they are written in it: as they are, or percent-encoded. */
export function withoutSecrets(text: string, passwords: Iterable<string>): string {
  let hidden = text;
  for (const password of passwords)
    for (const written of [password, coded(encodeURIComponent, password), coded(encodeURI, password)])
      hidden = hidden.replaceAll(written, '***');
  return hidden;
}

/**
 * A short word such as `postgres` is also what things are called: hidden, it would make a report false, and shown it says
 * nothing.
 */
const isTelling = (password: string): boolean => password.length >= 4 && !/^[a-z_]{1,12}$/.test(password);

/**
 * All that may be a password in a text that leads to a database, such as a URL in which it is not encoded as it should be:
 * what stands between the first `:` after `://` and any `@`, and what `password=` is followed by.
 */
export function passwordsIn(text: string): string[] {
  const [, authority = ''] = /:\/\/[^:@]*:(.*)$/s.exec(text) ?? [];
  const ends = [...authority.matchAll(/@/g)].map(({ index }) => authority.slice(0, index));
  const named = [...text.matchAll(/\b(?:ssl)?password\s*=\s*('(?:[^'\\]|\\.)*'|[^&\s]+)/gs)].map(
    ([, value = '']) => unquoted(value),
  );
  return [...ends, ...named].flatMap((password) => [password, coded(decodeURIComponent, password)]);
}

/** libpq's quoting of a value (its manual, "Keyword/Value Connection Strings"). */
const unquoted = (value: string): string =>
  value.startsWith("'") ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;

/** What cannot be coded stays as it is. */
function coded(code: (text: string) => string, text: string): string {
  try {
    return code(text);
  } catch {
    return text;
  }
}
