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
  'rule',
  'setting',
  'migration',
  'unmodeled',
] as const;

export type Kind = (typeof kinds)[number];

/** What an object is called: its kind and the parts of its name. The name lives here and nowhere else. */
export interface Identity {
  readonly kind: Kind;
  readonly schema?: string;
  readonly table?: string;
  readonly name: string;
}

/** An unambiguous, sortable text for an identity: a JSON array, so that no character in a name can confuse it. */
export const keyOf = ({ kind, schema = '', table = '', name }: Identity): string =>
  JSON.stringify([schema, table, kind, name]);

/** Kinds whose names are made up of more than one word of SQL, such as a function's with its argument types. */
const composed: readonly Kind[] = ['function', 'setting', 'migration', 'unmodeled'];

/** For people: `column public.output_asset.is_removed`; parts that need quoting in SQL are quoted. */
export const printIdentity = ({ kind, schema, table, name }: Identity): string =>
  `${kind} ${[schema, table, name]
    .filter((part) => part !== undefined)
    .map((part) => (composed.includes(kind) ? part : quoteIfNeeded(part)))
    .join('.')}`;

const quoteIfNeeded = (part: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
