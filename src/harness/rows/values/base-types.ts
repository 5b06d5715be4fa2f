import fc from 'fast-check';
import { bytes } from './bytes.ts';
import { numbers } from './numbers.ts';
import { places } from './places.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';
import { type KnownTypes, type Values, values } from './values.ts';

/** What we know of Postgres's own types, and of some that extensions bring, by name. */
const known: KnownTypes = { ...numbers, ...texts, ...times, ...bytes, ...places };

/** What many types read, for those that we know nothing of: what the server refuses is left out before a row is made. */
const guesses: Values = values(
  fc.constantFrom('1', 'a', '(1,2)', '1.5', '{}', 'pg_class', '2024-01-01'),
  '',
  '0',
);

/** The values of a base type. */
export const valuesOf = (name: string, typmod: number): Values =>
  (Object.hasOwn(known, name) ? known[name] : undefined)?.(typmod) ?? guesses;

/** Whether the server may refuse some of a base type's values. */
export const isGuessed = (name: string): boolean => !Object.hasOwn(known, name);
