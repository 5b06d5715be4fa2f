import { types } from 'node:util';

/**
 * One SELECT with no parameters, and what its rows are like: raw rows never leave the files of this folder. What is so for
 * nearly all of many rows is best said by NULL, which costs next to nothing on the way.
 */
export interface CatalogQuery<R = unknown> {
  readonly sql: string;
  /** SQL condition: there are such rows at all. Of what most databases have none of, that is asked first, since to plan it costs less. */
  readonly ifAny?: string;
  /** Never there: it makes statements with different rows different types. */
  readonly row?: R;
}

export const catalogQuery = <R>(sql: string, ifAny?: string): CatalogQuery<R> => ({
  sql,
  ...(ifAny === undefined ? {} : { ifAny }),
});

/** The database was changed between the snapshot and the printing of a definition. */
export class ChangedWhileRead extends Error {}

/** A setting that nobody has: to ask for it is an error. */
const gone = 'driftproof.dropped_while_it_was_read';

/** Whether an error is what {@link printed} ends a reading with. */
export const isOfDropped = (error: unknown): boolean =>
  types.isNativeError(error) && error.message.includes(gone);

/**
 * SQL: a definition that Postgres prints. What prints them looks at the present and not at the snapshot, and gives
 * null for what was dropped meanwhile (or fails): null must not pass for "has none", so that it ends the reading.
 */
export const printed = (call: string): string => `coalesce(${call}, current_setting('${gone}'))`;

/** SQL: an expression that Postgres prints; null where there is none. */
export const printedExpression = (node: string, relation: string): string =>
  `CASE WHEN ${node} IS NOT NULL THEN ${printed(`pg_get_expr(${node}, ${relation})`)} END`;

/** SQL condition: the name of a schema that belongs to users, not to Postgres or to temporary objects. */
export const isUserSchema = (name: string): string => `${name} !~ '^pg_' AND ${name} <> 'information_schema'`;

/** SQL condition: the schema of a row of pg_namespace is one of users, or pg_catalog, whose rights they can change. */
export const schemaWithRights = (alias: string): string =>
  `${alias}.nspname !~ '^(pg_toast|pg_temp|information_schema$)'`;

/** SQL condition: the same of a row of pg_namespace. */
export const userSchema = (alias: string): string => isUserSchema(`${alias}.nspname`);

/** SQL condition: the same of a schema's oid. */
export const inUserSchema = (oid: string): string =>
  `${oid} IN (SELECT users.oid FROM pg_namespace users WHERE ${userSchema('users')})`;

/**
 * SQL condition: the object is not a member of an extension. Members carry deptype `e`; `pg_depend` keys
 * by catalog and oid, since oids repeat between catalogs (Postgres manual, "pg_depend").
 */
export const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass
     AND d.objid = ${oid} AND d.deptype = 'e')`;

/**
 * SQL condition: an object that came after initdb, as all of users have (Postgres manual, "System Catalog Initial Data", OID
 * Assignment). The server begins at them in the index of oids, and never comes past the thousands that it has by itself.
 */
export const afterInitdb = (oid: string): string => `${oid} >= 16384`;

/** SQL condition: an object that initdb made. */
export const ofInitdb = (oid: string): string => `${oid} < 16384`;

/**
 * SQL condition: all rows of a table are here. Whoever reads a partitioned table, or writes to it, asks the servers of the
 * foreign tables among its partitions.
 */
export const hasItsRowsHere = (oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_foreign_table f WHERE pg_partition_root(f.ftrelid) = ${oid})`;

/** SQL: a name in its parts. */
export const nameParts = (schema: string, name: string): string =>
  `json_build_object('schema', ${schema}, 'name', ${name})`;

/** SQL: a collation's name; null for none. */
export const collationName = (oid: string): string =>
  `(SELECT ${nameParts('cn.nspname', 'co.collname')}
    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${oid})`;

/**
 * SQL, for a FROM list: columns of a catalog row that older servers do not have, with what stands for them there, as
 * `newer`. A name that the inner query does not know is looked up in the outer one, so that one text serves every major.
 */
export const newer = (alias: string, columns: Readonly<Record<string, string>>): string => `
CROSS JOIN (SELECT ${Object.entries(columns)
  .map(([name, absent]) => `${absent} AS ${name}`)
  .join(', ')}) absent
CROSS JOIN LATERAL (SELECT ${Object.keys(columns).join(', ')} FROM (SELECT ${alias}.*) known) newer`;

/** SQL: when a trigger or a rule fires, as `pg_get_triggerdef` and `pg_get_ruledef` do not say. */
export const enabledState = (column: string): string =>
  `CASE ${column} WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END`;
