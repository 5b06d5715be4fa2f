import type { Identity, Kind } from '../model/identity.ts';
import { catalogQuery, inUserSchema } from './catalog-query.ts';

/** A row of pg_class: a table, an index, a view, a sequence, a composite type … */
export interface RelationRow {
  readonly oid: number;
  readonly name: string;
  readonly schema: number;
  /** As in pg_class.relkind. */
  readonly kind: string;
  readonly isPartition: true | null;
  readonly isUnlogged: true | null;
  /** Null for the default. */
  readonly replicaIdentity: string | null;
  readonly rowSecurity: true | null;
  readonly rowSecurityForced: true | null;
  readonly isUnpopulated: true | null;
  /** The type that a typed table is of. */
  readonly ofType: string | null;
  readonly options: readonly string[] | null;
  /** Those of its out-of-line values are kept on the toast table. */
  readonly toastOptions: readonly string[] | null;
  readonly method: number;
  /** Null for the database's own. */
  readonly tablespace: number | null;
}

/** The relations of users, but for temporary ones, which are some session's own. */
export const relationRows = catalogQuery<RelationRow>(`
SELECT c.oid, c.relname AS name, c.relnamespace AS schema, c.relkind AS kind,
  nullif(c.relispartition, false) AS "isPartition", nullif(c.relpersistence = 'u', false) AS "isUnlogged",
  nullif(c.relreplident, 'd') AS "replicaIdentity",
  nullif(c.relrowsecurity, false) AS "rowSecurity", nullif(c.relforcerowsecurity, false) AS "rowSecurityForced",
  nullif(NOT c.relispopulated, false) AS "isUnpopulated",
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
  c.reloptions AS options, toast.reloptions AS "toastOptions", c.relam AS method, nullif(c.reltablespace, 0) AS tablespace
FROM pg_class c LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
WHERE ${inUserSchema('c.relnamespace')} AND c.relpersistence <> 't'`);

/** A relation by its name, with all else that is known of it. */
export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** What a table, a view or a foreign table is called in a catalog; others have names of their own. */
  readonly id: Identity;
  /** Its schema, or the extension that it belongs to. */
  readonly home: Identity;
  readonly row: RelationRow;
}

const named: Readonly<Record<string, Kind>> = { v: 'view', m: 'materialized-view', f: 'foreign-table' };

/** The identity of a table, a view or a foreign table; other relations have their own. */
export function relationIdentity(kind: string, schema: string, name: string): Identity {
  return { kind: named[kind] ?? 'table', schema, name };
}
