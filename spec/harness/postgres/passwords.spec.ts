import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstLine } from '../../../src/harness/model/problem.ts';
import { passwordsIn, withoutSecrets } from '../../../src/harness/model/secrets.ts';
import { describeAddress, parseAddress } from '../../../src/harness/postgres/address.ts';
import { connectionProblem, endedProblem } from '../../../src/harness/postgres/errors.ts';
import { parametersOf } from '../../../src/harness/postgres/parameters.ts';
import { parameters } from '../../lib/support/settings.ts';

const runs = 10_000;

/** Characters that mean something in a URL, in libpq's keywords, in a pattern or in a replacement. */
const strikes = [...'/#?@:%&=+ \'"\\$^*().[]{}|,;<>~`!'];

/** A password of parts that can be told from all else that is printed. */
const aPassword = fc
  .array(fc.oneof(fc.constantFrom(...strikes), fc.stringMatching(/^[A-Z0-9]{5,9}$/)), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => `Q7${parts.join('')}X9`)
  // What is left of a percent-encoding that means nothing is another matter.
  .filter((password) => !/\s{2}/.test(password));

/** What is percent-encoded in them is the end of a line. */
const ofSeveralLines = ['Q7A0000%0A00000X9', 'Q7A0000%0D%0A00000X9', 'Q7\nB00000\nX9'];

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Every way to say a password in a connection string, as it should be and as it is typed. */
const forms: Readonly<Record<string, (password: string) => string>> = {
  'a URL': (password) => `postgres://me:${encodeURIComponent(password)}@db.example:5433/shop`,
  'a URL as typed': (password) => `postgres://me:${password}@db.example:5433/shop`,
  'a URL as typed, with parameters': (password) =>
    `postgres://me:${password}@db.example/shop?sslmode=disable`,
  'a parameter': (password) => `postgres://me@db.example/shop?password=${encodeURIComponent(password)}`,
  'a parameter as typed': (password) => `postgres://me@db.example/shop?password=${password}`,
  keywords: (password) => `host=db.example user=me password=${quoted(password)} dbname=shop`,
  'keywords as typed': (password) => `host=db.example user=me password=${password} dbname=shop`,
};

/** All that may be said of an address: that it cannot be used, where it leads, and what a server answers that tells what it was sent. */
function saidOf(text: string): string[] {
  try {
    const url = parseAddress(text);
    const { password: sent = '' } = parametersOf(url.href);
    const echo = new Error(`FATAL: "${sent}" is not the password, nor is "${encodeURIComponent(sent)}"`);
    return [describeAddress(url), connectionProblem(echo, url).message, endedProblem(echo, url).message];
  } catch (error) {
    return [firstLine(error)];
  }
}

/** The password, and what of it may have been taken for something else. */
const partsOf = (password: string): string[] =>
  [password, ...password.split(/[^A-Z0-9]+/)].filter((part) => part.length >= 5);

describe('nothing that is said holds a password, or a part of it, that was given as', () => {
  it.each(Object.entries(forms))('%s', (_, form) => {
    const property = fc.property(aPassword, (password) => {
      const text = form(password);
      for (const line of saidOf(text)) {
        const shown = withoutSecrets(line, passwordsIn(text));
        for (const part of partsOf(password)) expect(shown).not.toContain(part);
      }
    });
    const ofEach = parameters(Math.ceil(runs / Object.keys(forms).length));
    fc.assert(property, { ...ofEach, examples: ofSeveralLines.map((password) => [password]) });
  });
});
