/** Every kind of thing a finding can be about; the names are part of the JSON contract. */
export const kinds = [
  'schema',
  'table',
  'column',
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'exclusion',
  'index',
  'enum',
  'domain',
  'composite-type',
  'sequence',
  'view',
  'materialized-view',
  'policy',
  'role',
  'trigger',
  'function',
  'extension',
  'extension-member',
  'rule',
  'grant',
  'revoke',
  'setting',
  'migration',
  'event-trigger',
  'publication',
  'publication-table',
  'subscription',
  'foreign-data-wrapper',
  'foreign-server',
  'user-mapping',
  'foreign-table',
  'collation',
  'range-type',
  'base-type',
  'cast',
  'operator',
  'operator-class',
  'operator-family',
  'text-search-configuration',
  'text-search-dictionary',
  'text-search-parser',
  'text-search-template',
  'statistics',
  'language',
  'transform',
  'access-method',
  'conversion',
  'security-label',
  'unmodeled',
] as const;

export type Kind = (typeof kinds)[number];

/** The keys, checks and indexes of a table, which are called by it and by a name of their own. */
export const partsOfTables = ['primary-key', 'unique', 'foreign-key', 'check', 'exclusion', 'index'] as const;

/** Kinds whose objects have the names that somebody writes, or that Postgres makes of their table's, in a schema or a table. */
export const namedKinds: readonly Kind[] = [
  'table',
  'column',
  ...partsOfTables,
  'enum',
  'domain',
  'composite-type',
  'sequence',
  'view',
  'materialized-view',
  'policy',
  'trigger',
  'rule',
  'function',
];

/** A name in its parts: any of them may hold a dot, so that a text which glues them can mean another name as well. */
export type Name = { readonly schema?: string; readonly table?: string; readonly name: string };

/** What an object is called: its kind and the parts of its name. The name lives here and nowhere else. */
export type Identity = Name & {
  readonly kind: Kind;
  /** The types of the input arguments of a function or an operator, which tell those of one name apart. */
  readonly arguments?: readonly string[];
  /** The role that a setting or a grant is for: a setting is for all where there is none, a grant for the owner where it is empty. */
  readonly role?: string;
  /** What a grant is on, such as `table`. */
  readonly on?: string;
};

/** An unambiguous, sortable text for an identity: a JSON array, so that no character in a name can confuse it. */
export function keyOf(id: Identity & { readonly [known]?: string }): string {
  const key = id[known];
  if (key !== undefined) return key;
  const value = makeKey(id);
  Reflect.defineProperty(id, known, { value });
  return value;
}

/** A comparison asks for the key of each object a dozen times. No copy has it, nor what is made of its properties. */
const known = Symbol('key');

function makeKey({ kind, schema = '', table = '', name, arguments: list, role, on }: Identity): string {
  if (on !== undefined)
    return JSON.stringify([schema, table, `${kind} on ${on}`, name, ...(list ?? []), role]);
  const rest = [...(list ?? []), ...(role === undefined ? [] : [role])];
  return rest.length === 0
    ? textOf(schema, table, kind, name)
    : JSON.stringify([schema, table, kind, name, ...rest]);
}

/** What JSON writes as it is: keys need no care but where a name is odd. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const textOf = (schema: string, table: string, kind: string, name: string): string =>
  plain.test(schema) && plain.test(table) && plain.test(name)
    ? `["${schema}","${table}","${kind}","${name}"]`
    : JSON.stringify([schema, table, kind, name]);

/** The same for a name whose kind is known. */
export const nameKey = ({ schema = '', table = '', name }: Name): string =>
  JSON.stringify([schema, table, name]);

/** Kinds that are called by something else than an identifier. */
const composed: readonly Kind[] = [
  'setting',
  'migration',
  'extension-member',
  'user-mapping',
  'cast',
  'operator-class',
  'operator-family',
  'transform',
  'security-label',
  'unmodeled',
];

/** For people: `column public.output_asset.is_removed`; parts that need quoting in SQL are quoted. */
export function printIdentity(id: Identity): string {
  if (id.on !== undefined) return printGrant(id);
  const { kind, arguments: list, role, ...name } = id;
  const own = composed.includes(kind) ? name.name : quoteIfNeeded(name.name);
  const types = list === undefined ? '' : `(${list.join(', ')})`;
  return `${kind} ${role === undefined ? '' : `role:${role} `}${[...outer(name), own].join('.')}${types}`;
}

/** `grant on table public.orders to app`; on what is still to be made, by whom and where: `grant on future tables of app in hand to reader`. */
function printGrant({ kind, on = '', role = '', name, arguments: list, ...place }: Identity): string {
  const to = role === '' ? 'its owner' : role === 'public' ? 'PUBLIC' : quoteIfNeeded(role);
  const types = list === undefined ? '' : `(${list.join(', ')})`;
  const what = isFuture({ on })
    ? [name && `of ${quoteIfNeeded(name)}`, place.schema && `in ${quoteIfNeeded(place.schema)}`]
    : [name && `${[...(on === 'schema' ? [] : outer(place)), quoteIfNeeded(name)].join('.')}${types}`];
  return [kind, 'on', on, ...what, kind === 'grant' ? 'to' : 'from', to].filter(Boolean).join(' ');
}

/** Whether a grant is on what is still to be made: a default privilege. */
export const isFuture = ({ on }: Pick<Identity, 'on'>): boolean => on?.startsWith('future ') ?? false;

/** For people: `public."Odd.name"`. */
export const printName = (name: Name): string => [...outer(name), quoteIfNeeded(name.name)].join('.');

const outer = ({ schema, table }: Omit<Name, 'name'>): string[] =>
  [schema, table].filter((part) => part !== undefined).map(quoteIfNeeded);

/** Operators are never quoted (Postgres manual, "Lexical Structure"). */
const quoteIfNeeded = (part: string): string =>
  /^([a-z_][a-z0-9_$]*|[-+*/<>=~!@#%^&|`?]+)$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
