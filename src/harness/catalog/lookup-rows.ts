import { isOnAsked } from './asked-schemas.ts';
import { catalogQuery, isUserSchema } from './catalog-query.ts';

/** All schemas: what users made may lie in, and refer to, any of them. */
export const schemaRows = catalogQuery<{
  readonly oid: number;
  readonly name: string;
  readonly isUsers: boolean;
}>(`SELECT oid, nspname AS name, ${isUserSchema('nspname')} AS "isUsers" FROM pg_namespace`);

/**
 * Comments on what users have made, and on the schemas and extensions that initdb brought. Oids below 16384 are initdb's
 * (Postgres source, transam.h: FirstNormalObjectId).
 */
export const commentRows = catalogQuery<{
  readonly catalog: string;
  readonly oid: number;
  readonly part: number;
  readonly text: string;
}>(`
SELECT classoid::regclass::text AS catalog, objoid AS oid, objsubid AS part, description AS text FROM pg_description
WHERE (objoid >= 16384 OR classoid IN ('pg_catalog.pg_namespace'::regclass, 'pg_catalog.pg_extension'::regclass))
  AND ${isOnAsked('classoid', 'objoid')}`);

/**
 * The members of extensions: they carry deptype `e`. An oid alone names nothing, since oids repeat between catalogs
 * (Postgres manual, "pg_depend").
 */
export const memberRows = catalogQuery<{
  readonly catalog: string;
  readonly oid: number;
  readonly extension: string;
}>(`
SELECT d.classid::regclass::text AS catalog, d.objid AS oid, e.extname AS extension
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e'`);

export const methodRows = catalogQuery<{
  readonly oid: number;
  readonly name: string;
  /** Whether the keys of an index have an order; null for what is no method of indexes. */
  readonly isOrdered: boolean | null;
}>(`SELECT oid, amname AS name, pg_indexam_has_property(oid, 'can_order') AS "isOrdered" FROM pg_am`);

export const tablespaceRows = catalogQuery<{ readonly oid: number; readonly name: string }>(
  'SELECT oid, spcname AS name FROM pg_tablespace',
);
