import type { Row } from '../../postgres/connection.ts';
import { newer } from '../catalog-query.ts';

/** A collation whose version is not the one that was recorded when what is sorted by it was made. */
export interface OutdatedCollation {
  readonly schema: string;
  readonly name: string;
  /** Whether it is what the database sorts by where nothing else is said. */
  readonly isDefault: boolean;
  readonly recorded: string;
  /** Null where the library says none. */
  readonly actual: string | null;
}

/**
 * SQL: a row for each such collation that users made, that an index of theirs sorts by, or that is the database's own. Of
 * that the version is kept with the database, from 15 on; `pg_collation_actual_version` knows it by the oid 100. Others are
 * not asked for: to open a collation of the library's takes time, and there are hundreds. Grouped, what indexes sort by is
 * hashed once, and not scanned for each collation.
 */
export const collationVersionsSql = `
SELECT n.nspname AS schema, o.collname AS name, o.oid = 100 AS "isDefault", v.recorded, v.actual
FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
JOIN pg_database d ON d.datname = current_database() ${newer('d', { datcollversion: 'NULL::text' })}
CROSS JOIN LATERAL (SELECT CASE WHEN o.oid = 100 THEN newer.datcollversion ELSE o.collversion END AS recorded) r
CROSS JOIN LATERAL (SELECT r.recorded, pg_collation_actual_version(o.oid) AS actual OFFSET 0) v
WHERE r.recorded IS NOT NULL AND v.actual IS DISTINCT FROM r.recorded
  AND (o.oid = 100 OR o.oid >= 16384
    OR o.oid IN (SELECT each FROM pg_index i, unnest(i.indcollation) each WHERE i.indexrelid >= 16384 GROUP BY each))`;

/** The rows of {@link collationVersionsSql}. */
export const toOutdatedCollations = (rows: readonly Row[]): OutdatedCollation[] =>
  rows as unknown as OutdatedCollation[];
