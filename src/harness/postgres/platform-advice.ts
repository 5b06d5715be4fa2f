import { platformNames } from '../model/settings.ts';
import type { ServerError } from './errors.ts';
import { sqlState } from './sqlstates.ts';

/** What extensions that platforms bring have: types, functions and operator classes, by the extension's name. */
const extensions: readonly (readonly [extension: string, names: RegExp])[] = [
  ['vector', /^(vector|halfvec|sparsevec|(vector|halfvec|bit)_\w+_ops)$/],
  ['postgis', /^(geometry|geography|box[23]d|st_\w+)$/],
  ['citext', /^citext$/],
  ['hstore', /^hstore$/],
  ['ltree', /^l?tree$|^lquery$/],
  ['"uuid-ossp"', /^uuid_generate_v\d\w*$/],
  ['pgcrypto', /^(crypt|gen_salt|digest|hmac|gen_random_bytes|pgp_\w+)$/],
  ['pg_trgm', /^(gi[ns]t?_trgm_ops|(strict_)?(word_)?similarity|show_trgm)$/],
  ['unaccent', /^unaccent$/],
];

/** The errors that say of a name that nothing has it. */
const unknown: ReadonlySet<string | undefined> = new Set([
  sqlState.undefinedObject,
  sqlState.invalidSchemaName,
  sqlState.undefinedFunction,
]);

/**
 * Which setting helps where SQL needs what a platform brings and no migration makes: a role, a schema, or what belongs to
 * an extension. Undefined for any other error.
 */
export function adviceOnPlatform({ code, message }: ServerError): string | undefined {
  if (!unknown.has(code)) return undefined;
  const [, kind, said = ''] =
    /^(role|schema|type|operator class|function) "?(.+?)"?(?:\[\]|\(.*\))* does not exist/.exec(message) ??
    [];
  if (kind === 'role' || kind === 'schema') return inPrelude(`CREATE ${kind.toUpperCase()} ${said}`);
  const name = said.split('.').at(-1) ?? '';
  const extension = kind && extensions.find(([, names]) => names.test(name))?.[0];
  return extension && inPrelude(`CREATE EXTENSION ${extension}`);
}

const inPrelude = (sql: string): string =>
  `if your platform brings it, set "platform" (${platformNames.join(', ')}), or put ${JSON.stringify(sql)} into "prelude" of the driftproof settings`;
