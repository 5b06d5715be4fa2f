import type { Identity, Kind } from '../model/identity.ts';
import { type AccessList, accessList, firstOf } from './access-lists.ts';
import { catalogQuery, inUserSchema, printedExpression } from './catalog-query.ts';

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
  /** What rows a partition holds. */
  readonly bounds: string | null;
  /** Null for the owner of the database, and of an index, which is whoever's the table is. */
  readonly owner: number | null;
  readonly access: AccessList | null;
}

const access = accessList(
  'c.relacl',
  `acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)`,
  firstOf('pg_class', 'c.oid', '0'),
);

/**
 * The relations of users, but for temporary ones, which are some session's own. A bound refers to no column: it is printed
 * without its relation.
 */
export const relationRows = catalogQuery<RelationRow>(`
SELECT c.oid, c.relname AS name, c.relnamespace AS schema, c.relkind AS kind,
  nullif(c.relispartition, false) AS "isPartition", nullif(c.relpersistence = 'u', false) AS "isUnlogged",
  nullif(c.relreplident, 'd') AS "replicaIdentity",
  nullif(c.relrowsecurity, false) AS "rowSecurity", nullif(c.relforcerowsecurity, false) AS "rowSecurityForced",
  nullif(NOT c.relispopulated, false) AS "isUnpopulated",
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
  c.reloptions AS options, toast.reloptions AS "toastOptions", c.relam AS method, nullif(c.reltablespace, 0) AS tablespace,
  ${printedExpression('c.relpartbound', '0')} AS bounds,
  CASE WHEN c.relkind NOT IN ('i', 'I') THEN nullif(c.relowner, (SELECT datdba FROM pg_database WHERE datname = current_database())) END AS owner,
  ${access} AS access
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
