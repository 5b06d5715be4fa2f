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

/** A name in its parts: any of them may hold a dot, so that a text which glues them can mean another name as well. */
export type Name = { readonly schema?: string; readonly table?: string; readonly name: string };

/** What an object is called: its kind and the parts of its name. The name lives here and nowhere else. */
export type Identity = Name & {
  readonly kind: Kind;
  /** The types of the input arguments of a function or an operator, which tell those of one name apart. */
  readonly arguments?: readonly string[];
  /** The role that a setting is for; it is for all where there is none. */
  readonly role?: string;
};

/** An unambiguous, sortable text for an identity: a JSON array, so that no character in a name can confuse it. */
export function keyOf({ kind, schema = '', table = '', name, arguments: list, role }: Identity): string {
  const rest = [...(list ?? []), ...(role === undefined ? [] : [role])];
  return rest.length === 0
    ? textOf(schema, table, kind, name)
    : JSON.stringify([schema, table, kind, name, ...rest]);
}

/** What JSON writes as it is: keys are asked for several times of each object, and need no care but where a name is odd. */
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
export function printIdentity({ kind, arguments: list, role, ...name }: Identity): string {
  const own = composed.includes(kind) ? name.name : quoteIfNeeded(name.name);
  const types = list === undefined ? '' : `(${list.join(', ')})`;
  return `${kind} ${role === undefined ? '' : `role:${role} `}${[...outer(name), own].join('.')}${types}`;
}

/** For people: `public."Odd.name"`. */
export const printName = (name: Name): string => [...outer(name), quoteIfNeeded(name.name)].join('.');

const outer = ({ schema, table }: Name): string[] =>
  [schema, table].filter((part) => part !== undefined).map(quoteIfNeeded);

/** Operators are never quoted (Postgres manual, "Lexical Structure"). */
const quoteIfNeeded = (part: string): string =>
  /^([a-z_][a-z0-9_$]*|[-+*/<>=~!@#%^&|`?]+)$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
