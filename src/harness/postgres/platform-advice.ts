import type { ServerError } from './errors.ts';
import { sqlState } from './sqlstates.ts';

/** Types of extensions that platforms bring, by the extension's name. */
const extensions: readonly (readonly [extension: string, types: RegExp])[] = [
  ['vector', /^(vector|halfvec|sparsevec)$/],
  ['postgis', /^(geometry|geography|box[23]d)$/],
  ['citext', /^citext$/],
  ['hstore', /^hstore$/],
  ['ltree', /^l?tree$|^lquery$/],
];

/**
 * Which setting helps where SQL needs what a platform brings and no migration makes: a role, a schema, or the type of an
 * extension. Undefined for any other error.
 */
export function adviceOnPlatform({ code, message }: ServerError): string | undefined {
  if (code !== sqlState.undefinedObject && code !== sqlState.invalidSchemaName) return undefined;
  const [, kind, name = ''] = /^(role|schema|type) "?(.+?)"?(?:\[\])* does not exist/.exec(message) ?? [];
  if (kind === 'role' || kind === 'schema') return inPrelude(`CREATE ${kind.toUpperCase()} ${name}`);
  const type = name.split('.').at(-1) ?? '';
  const extension = kind === 'type' ? extensions.find(([, types]) => types.test(type))?.[0] : undefined;
  return extension && inPrelude(`CREATE EXTENSION ${extension}`);
}

const inPrelude = (sql: string): string =>
  `if your platform brings it, set "platform", or put "${sql}" into "prelude" of the driftproof settings`;
