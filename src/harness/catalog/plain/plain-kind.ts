import type { Kind } from '../../model/identity.ts';
import { inAskedSchema, isAskedRelation } from '../asked-schemas.ts';
import { type AttributeFacts, type KindFacts, physical } from '../kind.ts';

/** An attribute of a plain kind: what comparing needs to know, and SQL of the row `o` whose value JSON can hold. */
export type PlainAttribute = Omit<AttributeFacts, 'literalOf' | 'partOf'> & { readonly sql: string };

/** What is said of a kind whose objects are each one row of a catalog. */
export interface PlainSource<A extends string> extends Pick<KindFacts, 'missing' | 'extra' | 'changed'> {
  readonly kind: Kind;
  readonly catalog: string;
  /** SQL of the row `o`: what the object is called. */
  readonly name: string;
  /** The column that holds its schema. */
  readonly schema?: string;
  /** The column that holds the relation that it belongs to. */
  readonly relation?: string;
  /** SQL: what tells objects of one name apart. */
  readonly arguments?: string;
  /** SQL: the identity, in JSON, of what it cannot exist without. */
  readonly owner?: string;
  /** Columns that some majors do not have, with what they would hold there. */
  readonly newer?: Readonly<Record<string, string>>;
  readonly where?: string;
  /** The first oid that is not initdb's, unless initdb makes none. */
  readonly fromOid?: number;
  /** Whether COMMENT ON knows such objects. */
  readonly commented?: false;
  readonly attributes: Readonly<Record<A, PlainAttribute>>;
}

/** A kind whose objects are each one row of a catalog, which the SQL of its attributes says all of. */
export interface PlainKind<A extends string = string> {
  readonly kind: Kind;
  readonly catalog: string;
  readonly isCommented: boolean;
  readonly facts: KindFacts<A>;
  readonly sql: string;
  /** SQL condition: users made any. */
  readonly ifAny: string;
  /** SQL: what each row is called, as an identity in JSON, by the oids of its catalog and its own. */
  readonly named: string;
}

/**
 * Writes down a kind. Oids below 16384 belong to what initdb made (Postgres source, transam.h: FirstNormalObjectId): where
 * users made nothing of a kind, asking for it reads a few pages of one catalog and prints nothing.
 */
export function plainKind<A extends string>(source: PlainSource<A>): PlainKind<A | 'comment'> {
  const { kind, catalog, commented = true, missing, extra, changed, attributes } = source;
  return {
    kind,
    catalog,
    isCommented: commented,
    facts: {
      declarable: false,
      ...(missing ? { missing } : {}),
      ...(extra ? { extra } : {}),
      ...(changed ? { changed } : {}),
      attributes: {
        ...attributes,
        ...(commented ? { comment: physical } : {}),
      } as Readonly<Record<A | 'comment', Omit<AttributeFacts, 'literalOf' | 'partOf'>>>,
    },
    sql: selectOf(source),
    ifAny: `EXISTS (SELECT FROM ${catalog} o WHERE ${ofUsers(source)})`,
    named: namedIn(source),
  };
}

const ofUsers = ({ where, fromOid = 16384 }: Pick<PlainSource<string>, 'where' | 'fromOid'>): string =>
  `o.oid >= ${fromOid}${where ? ` AND ${where}` : ''}`;

function selectOf({ kind, catalog, attributes, ...source }: PlainSource<string>): string {
  const pairs = Object.entries<PlainAttribute>(attributes).map(([name, { sql }]) => `'${name}', ${sql}`);
  return `
SELECT '${kind}' AS kind, o.oid, ${column(source.schema)} AS schema, ${column(source.relation)} AS relation,
  ${source.name} AS name, ${source.arguments ?? 'NULL::text[]'} AS arguments, ${source.owner ?? 'NULL::json'} AS owner,
  json_build_object(${pairs.join(', ')}) AS attributes
FROM ${catalog} o ${newer(catalog, source.newer)}
WHERE ${ofUsers(source)}${asked(source)}`;
}

const asked = ({ schema, relation }: Pick<PlainSource<string>, 'schema' | 'relation'>): string =>
  (schema ? ` AND ${inAskedSchema(`o.${schema}`)}` : '') +
  (relation ? ` AND ${isAskedRelation(`o.${relation}`)}` : '');

/**
 * SQL, for a FROM list: columns that older servers do not have, with what stands for them there, as `newer`. A name that
 * the inner query does not know is looked up in the outer one. The row is not asked for as a whole, since not everybody may
 * read all of it.
 */
const newer = (catalog: string, columns: Readonly<Record<string, string>> = {}): string =>
  Object.keys(columns).length === 0
    ? ''
    : `
CROSS JOIN (SELECT ${Object.entries(columns)
        .map(([name, absent]) => `${absent} AS ${name}`)
        .join(', ')}) absent
CROSS JOIN LATERAL (SELECT ${Object.keys(columns).join(', ')} FROM ${catalog} known WHERE known.oid = o.oid) newer`;

function namedIn({ kind, catalog, name, schema, relation, ...source }: PlainSource<string>): string {
  const place = schema
    ? [`'schema', (SELECT n.nspname FROM pg_namespace n WHERE n.oid = o.${schema})`]
    : relation
      ? [
          `'schema', (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = o.${relation})`,
          `'table', (SELECT c.relname FROM pg_class c WHERE c.oid = o.${relation})`,
        ]
      : [];
  const told = source.arguments ? [`'arguments', ${source.arguments}`] : [];
  const parts = [`'kind', '${kind}'`, ...place, `'name', ${name}`, ...told].join(', ');
  return `SELECT '${catalog}'::regclass::oid, o.oid, 0, jsonb_build_object(${parts})
    FROM ${catalog} o WHERE o.oid >= 16384${source.where ? ` AND ${source.where}` : ''}`;
}

const column = (name: string | undefined): string => (name ? `o.${name}` : 'NULL::oid');

/** SQL: functions by their qualified names and types; none where the catalog holds 0. */
export const functionAt = (name: string): string => `nullif(o.${name}::oid, 0)::regprocedure::text`;

/** SQL: a letter in words; a letter without any stands for itself. */
export const inWords = (letter: string, words: Readonly<Record<string, string>>): string =>
  `CASE ${letter} ${Object.entries(words)
    .map(([each, word]) => `WHEN '${each}' THEN ${word === '' ? 'NULL' : `'${word}'`}`)
    .join(' ')} ELSE ${letter}::text END`;

/** SQL: the name of the row of another catalog, in its parts. */
export const nameIn = (catalog: string, prefix: string, oid: string): string =>
  `(SELECT json_build_object('schema', n.nspname, 'name', t.${prefix}name)
    FROM ${catalog} t JOIN pg_namespace n ON n.oid = t.${prefix}namespace WHERE t.oid = ${oid})`;
