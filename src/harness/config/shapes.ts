import { types } from 'node:util';
import * as v from 'valibot';
import { Problem } from '../model/problem.ts';
import { didYouMean } from './did-you-mean.ts';

/** The parts of which the shape of a config is put together. Each says in its own words what is not as it should be. */

/** A message of a shape: what is wrong, and what to do about it. */
const said = (what: string, advice: string): string => `${what}${separator}${advice}`;
const separator = '\0';

const given = 'must be given';

export const mustBe =
  (what: string) =>
  ({ input }: { readonly input: unknown }): string =>
    `must be ${what}, not ${describe(input)}`;

export const text = v.pipe(
  v.string(mustBe('a string')),
  v.check((given) => given.trim() !== '', 'must not be empty'),
);

export const textOrTexts = v.union([text, v.array(text)], mustBe('a string or a list of strings'));

export const listOf = <const S extends v.GenericSchema>(each: S) => v.array(each, mustBe('a list'));

/** A date that there is: `2026-02-31` is none. */
export const date = v.pipe(
  text,
  v.check(
    (given) => isDate(given),
    ({ input }) => `is not a date (YYYY-MM-DD): ${describe(input)}`,
  ),
);

const isDate = (given: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given) === true;

/** One of some words; `what` is what they are, such as "severity". */
export const oneOf = <const W extends string>(words: readonly W[], what: string) =>
  v.picklist(words, ({ input }) => notOneOf(input, words, what));

/** The one word that a value may be. */
export const exactWord = <const W extends string>(word: W, advice: string) =>
  v.literal(word, ({ input }) => said(`must be "${word}", not ${describe(input)}`, advice));

/** One of too many words to name them; they are in `page`. */
export const wordOf = (words: readonly string[], what: string, page: string, fits = equals) =>
  v.pipe(
    text,
    v.check(
      (given) => words.some((word) => fits(given, word)),
      ({ input }) =>
        said(`${describe(input)} is not a valid ${what}`, didYouMean(String(input), words, `see ${page}`)),
    ),
  );

const equals = (given: string, word: string): boolean => given === word;

const notOneOf = (input: unknown, words: readonly string[], what: string): string =>
  said(
    `${describe(input)} is not a valid ${what}`,
    didYouMean(String(input), words, `use ${words.join(', ')}`),
  );

/** An object with these keys and no others; `what` is what a key is, such as "setting". */
export const exactly = <const E extends v.ObjectEntries>(entries: E, what: string) =>
  v.pipe(
    v.unknown(),
    anObject,
    v.strictObject(entries, ({ expected, input }) =>
      expected === 'never' ? notOneOf(input, Object.keys(entries), what) : given,
    ),
  );

/** An object with these keys, and others that are none of our business. */
export const atLeast = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(v.unknown(), anObject, v.looseObject(entries, given));

export const recordOf = <const K extends v.GenericSchema<string, string>, const S extends v.GenericSchema>(
  key: K,
  value: S,
) => v.pipe(v.unknown(), anObject, v.record(key, value));

const anObject = v.check(
  (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isPromise(value),
  mustBe('an object'),
);

/** A value of a shape. Throws a Problem that names the first place in `where` that is not as it should be. */
export function checked<S extends v.GenericSchema>(
  shape: S,
  given: unknown,
  where: string,
): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(shape, given, { abortEarly: true, abortPipeEarly: true });
  if (success) return output;
  const [{ message, path = [] }] = issues;
  const [what = message, ...advice] = message.split(separator);
  throw new Problem(what, { where: `${where}${placeOf(path)}`, advice: advice.join(separator) });
}

/** As it would be written: `accept[0].until`. */
const placeOf = (path: readonly { readonly key?: unknown }[]): string =>
  path.length === 0
    ? ''
    : `, ${path
        .map(({ key }) =>
          typeof key === 'number'
            ? `[${key}]`
            : /^[a-z_$][\w$]*$/i.test(String(key))
              ? `.${key}`
              : `["${key}"]`,
        )
        .join('')
        .replace(/^\./, '')}`;

function describe(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (types.isPromise(value)) return 'a promise';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
