import type { CatalogObject } from '../model/catalog.ts';
import type { Row } from '../postgres/connection.ts';

/** One family of objects: its query, and what its rows mean. Raw rows never leave the family's file. */
export interface Family {
  /** One SELECT, with no parameters. */
  readonly sql: string;
  readonly toObjects: (rows: readonly Row[]) => CatalogObject[];
}

/** Builds a family whose rows each become one object. */
export const family = <R>(sql: string, toObject: (row: R) => CatalogObject): Family => ({
  sql,
  toObjects: (rows) => rows.map((row) => toObject(row as R)),
});

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
