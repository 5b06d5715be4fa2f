import type { ServerError } from './errors.ts';
import { sqlState } from './sqlstates.ts';

/** Images that bring an extension which the plain ones lack, by the beginning of its name. */
const images: readonly (readonly [beginning: string, image: string])[] = [
  ['postgis', 'postgis/postgis:18-3.6-alpine'],
  ['vector', 'pgvector/pgvector:pg18'],
];

/**
 * What to do when not the SQL is wrong but the scratch server is another than it was written for: it lacks an extension
 * (or its control file). Nothing for any other error.
 */
export function adviceOnServer({ code, message }: ServerError): string | undefined {
  const extension = /extension "([^"]+)" is not available|\/([^/"]+)\.control"/.exec(message);
  if (extension && (code === sqlState.featureNotSupported || code === sqlState.undefinedFile))
    return `use a server that has it: --server container --image ${imageWith(extension[1] ?? extension[2] ?? '')}`;
  return undefined;
}

const imageWith = (extension: string): string =>
  images.find(([beginning]) => extension.startsWith(beginning))?.[1] ?? `<an image that has ${extension}>`;

/** Functions that a major brought and that schemas are likely to call (Postgres's release notes). */
const brought: Readonly<Record<number, readonly string[]>> = {
  16: [
    'any_value',
    'array_sample',
    'array_shuffle',
    'date_add',
    'date_subtract',
    'pg_input_is_valid',
    'random_normal',
  ],
  17: ['to_bin', 'to_oct', 'unicode_assigned', 'uuid_extract_timestamp', 'uuid_extract_version', 'xmltext'],
  18: ['array_reverse', 'array_sort', 'casefold', 'crc32', 'crc32c', 'gamma', 'lgamma', 'uuidv4', 'uuidv7'],
};

/** Every function that a newer major brought, with that major. */
export const functionsByMajor: readonly (readonly [name: string, major: number])[] = Object.entries(
  brought,
).flatMap(([major, names]) => names.map((name) => [name, Number(major)] as const));

/** The major that brought the function which an error misses; nothing for any other error. */
export function majorMissed({ code, message }: ServerError): number | undefined {
  const name =
    code === sqlState.undefinedFunction ? /^function (?:pg_catalog\.)?(\w+)\(/.exec(message)?.[1] : undefined;
  return functionsByMajor.find(([known]) => known === name)?.[1];
}

/** What a server says of what it does not know: syntax, a function, an object such as a type, a parameter, a feature. */
const ignorance: readonly unknown[] = [
  sqlState.syntaxError,
  sqlState.undefinedFunction,
  sqlState.undefinedObject,
  sqlState.invalidParameterValue,
  sqlState.featureNotSupported,
];

/** Whether a server of a newer major may know what an error says is not known. */
export const saysUnknown = (code: string | undefined): boolean => ignorance.includes(code);

/** To take a server of another major than the one at hand. */
export const useMajor = (own: number, needed: number, why: string): string =>
  `the scratch server is Postgres ${own} and ${why}: --server container --image postgres:${needed}-alpine`;
