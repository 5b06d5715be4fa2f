import type { CatalogObject, Value } from '../model/catalog.ts';
import type { Identity } from '../model/identity.ts';
import type { Row } from '../postgres/connection.ts';
import type { KindFacts } from './kind.ts';

/** One family of objects: its query, and what its rows mean. Raw rows never leave the family's file. */
export interface Family {
  /** One SELECT, with no parameters. */
  readonly sql: string;
  readonly toObjects: (rows: readonly Row[]) => CatalogObject[];
}

/** An object with all attributes that are written down of its kind, and no other. */
export interface Described<A extends string, T> extends Omit<CatalogObject, 'attributes'> {
  readonly attributes: T & Readonly<Record<A, Value>> & { readonly [K in Exclude<keyof T, A>]: never };
}

/** What makes an object of a row: the compiler compares its attributes with those that are written down of the kind. */
export const described = <A extends string, R, T>(
  _kind: KindFacts<A>,
  toObject: (row: R) => Described<A, T>,
): ((row: R) => CatalogObject) => toObject;

/** Builds a family whose rows each become one object. */
export const familyOf = <R>(sql: string, toObject: (row: R) => CatalogObject): Family => ({
  sql,
  toObjects: (rows) =>
    rows.map((row) => {
      if (holds(row, gone)) throw new ChangedWhileRead();
      return toObject(row as R);
    }),
});

/** Builds a family whose rows each become one object of a kind. */
export const family = <A extends string, R, T>(
  kind: KindFacts<A>,
  sql: string,
  toObject: (row: R) => Described<A, T>,
): Family => familyOf(sql, described(kind, toObject));

/** Whether a value, or anything in it, is this text. */
const holds = (value: unknown, text: string): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some((each) => holds(each, text))
    : value === text;

/** The database was changed between the snapshot and the printing of a definition. */
export class ChangedWhileRead extends Error {}

/** Stands for the definition of what is no longer there. */
const gone = '(dropped while it was read)';

/**
 * SQL: a definition that Postgres prints. What prints them looks at the present and not at the snapshot, and gives
 * null for what was dropped meanwhile (or fails): null must not pass for "has none".
 */
export const printed = (call: string): string => `coalesce(${call}, '${gone}')`;

/** SQL: an expression that Postgres prints; null where there is none. */
export const printedExpression = (node: string, relation: string): string =>
  `CASE WHEN ${node} IS NOT NULL THEN ${printed(`pg_get_expr(${node}, ${relation})`)} END`;

/**
 * SQL condition: the object is not a member of an extension. Members carry deptype `e`; `pg_depend` keys
 * by catalog and oid, since oids repeat between catalogs (Postgres manual, "pg_depend").
 */
export const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass
     AND d.objid = ${oid} AND d.deptype = 'e')`;

/** SQL condition: a schema that belongs to users, not to Postgres or to temporary objects. */
export const userSchema = (alias: string): string =>
  `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema'`;

/**
 * SQL condition: a relation of these kinds that stands for itself. A partition folds into its parent:
 * jobs make and drop partitions every day.
 */
export const ownRelation = (alias: string, kinds: string): string =>
  `${alias}.relkind IN (${[...kinds].map((kind) => `'${kind}'`).join(', ')}) AND NOT ${alias}.relispartition
   AND ${notOfExtension('pg_class', `${alias}.oid`)}`;

/** SQL: the comment on an object, or on a column of it; null when there is none. */
export const comment = (catalog: string, oid: string, column = '0'): string =>
  `(SELECT said.description FROM pg_description said WHERE said.classoid = 'pg_catalog.${catalog}'::regclass
    AND said.objoid = ${oid} AND said.objsubid = ${column})`;

/** SQL: the names of columns by their numbers, in the order of those. */
export const columnNames = (relation: string, numbers: string): string => `
  ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY AS listed (num, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = listed.num ORDER BY listed.place)`;

/** SQL: the texts of an array whose order means nothing, sorted by bytes and not as some collation has it. */
export const sorted = (array: string): string =>
  `ARRAY(SELECT o FROM unnest(${array}) o ORDER BY o COLLATE "C")`;

/**
 * SQL: the storage parameters of a relation, in an order that does not depend on how they were set. Those of
 * its out-of-line values are kept on the toast table, and set as `toast.…`.
 */
export const storageOptions = (alias: string): string =>
  sorted(`${alias}.reloptions || ARRAY(SELECT 'toast.' || o FROM pg_class toast, unnest(toast.reloptions) o
    WHERE toast.oid = ${alias}.reltoastrelid)`);

/** SQL: the tablespace of a relation; null in the database's own, which reltablespace writes as 0. */
export const tablespace = (alias: string): string =>
  `(SELECT s.spcname FROM pg_tablespace s WHERE s.oid = ${alias}.reltablespace)`;

/** SQL: the name of something in a schema, in its parts. */
export const nameParts = (schema: string, name: string): string =>
  `json_build_object('schema', ${schema}, 'name', ${name})`;

/** SQL: a collation's name; null for none. */
export const collationName = (oid: string): string =>
  `(SELECT ${nameParts('cn.nspname', 'co.collname')}
    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${oid})`;

/** SQL: when a trigger or a rule fires, as `pg_get_triggerdef` and `pg_get_ruledef` do not say. */
export const enabledState = (column: string): string =>
  `CASE ${column} WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END`;

/** The identity of what a pg_class row of this relkind stands for. */
export function relationIdentity(relkind: string, schema: string, name: string): Identity {
  if (relkind === 'f') return { kind: 'unmodeled', schema, name: `foreign table ${name}` };
  return { kind: relkind === 'v' ? 'view' : relkind === 'm' ? 'materialized-view' : 'table', schema, name };
}
