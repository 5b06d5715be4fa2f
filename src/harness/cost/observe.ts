import { afterInitdb } from '../catalog/catalog-query.ts';
import type { LedgerName } from '../history/ledger.ts';
import type { LockMode, TableName } from '../model/cost.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';

/** A table, view or index as a session sees it, with what has been done to it so far. */
export interface Relation {
  readonly name: TableName;
  /** As in pg_class.relkind. */
  readonly kind: string;
  /** The table it belongs to: an index's table, a partition's root, itself. */
  readonly table: number;
  /** The table or the partition that an index is on; any other relation itself. */
  readonly owner: number;
  /** Its file node: another one after a rewrite. */
  readonly node: number | null;
  readonly isEmpty: boolean;
  /** How many rows it had when it was last analyzed. */
  readonly rows: number;
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** By their attribute numbers, which a rename keeps. */
  readonly columns: ReadonlyMap<string, Column>;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
}

/** What a session sees, and the locks it holds, at one moment; both by oid. */
export interface Observation {
  readonly relations: ReadonlyMap<number, Relation>;
  readonly locks: ReadonlyMap<number, ReadonlySet<LockMode>>;
}

/** Which relations are observed: those of some of the tables that existed at one time, and all that did not exist then. */
export interface ObservedTables {
  /** Oids; a partition belongs to its root. */
  readonly opened: Iterable<string>;
  readonly existing: readonly string[];
}

/**
 * Observes a session, within its open transaction if there is one. Counts are from the cumulative statistics, pending ones
 * included: the difference of two observations is what was done between them (Postgres manual, "The Cumulative Statistics
 * System"). ALTER TABLE, CREATE INDEX and foreign-key validation count their scans there as queries do.
 */
export async function observe(
  database: Scratch,
  ledger: LedgerName,
  around?: ObservedTables,
): Promise<Observation> {
  const [, relations = [], locks = []] = await database.ask(
    around ? askFor(around) : 'SELECT',
    relationsSql(ledger, around !== undefined),
    locksSql,
  );
  return {
    relations: new Map(relations.map((row) => [Number(row.oid), toRelation(row)])),
    locks: toLocks(locks),
  };
}

/** Without system relations, temporary ones, and the ledger with its indexes. */
const relationsSql = ({ schema, table }: LedgerName, isAround: boolean): string => `
SELECT c.oid::int8, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
  coalesce(pg_partition_root(owner.oid), owner.oid)::int8 AS table, owner.oid::int8 AS owner,
  pg_relation_filenode(c.oid)::int8 AS node,
  c.relkind IN ('r', 'm') AND pg_relation_size(c.oid) = 0 AS "isEmpty", greatest(c.reltuples, 0) AS rows,
  ${['tuples_returned', 'tuples_inserted', 'tuples_updated', 'tuples_deleted']
    .map((what) => `pg_stat_get_${what}(c.oid) + pg_stat_get_xact_${what}(c.oid) AS ${what}`)
    .join(', ')},
  CASE WHEN c.relkind NOT IN ('i', 'I') THEN (
    SELECT json_object_agg(a.attnum, json_build_object('name', a.attname, 'notNull', a.attnotnull,
      'type', format_type(a.atttypid, a.atttypmod)))
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
JOIN pg_class owner ON owner.oid = coalesce(i.indrelid, c.oid)
WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v', 'i', 'I') AND ${afterInitdb('c.oid')} AND ${afterInitdb('owner.oid')} AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT (n.nspname = ${quoteText(schema)} AND owner.relname = ${quoteText(table)})
  ${isAround ? `AND ${aroundSql}` : ''}`;

/** Settings that hold the oids, so that the question is the same each time. */
const [openedOids, existingOids] = ['driftproof.opened', 'driftproof.existing'];

/** SQL: sets them, for the transaction. */
const askFor = ({ opened, existing }: ObservedTables): string =>
  `SELECT set_config('${openedOids}', '{${[...opened].join()}}', true), set_config('${existingOids}', '{${existing.join()}}', true)`;

const listed = (setting: string): string => `ARRAY(SELECT unnest(current_setting('${setting}')::oid[]))`;

const aroundSql = `(owner.oid <> ALL (${listed(existingOids)}) OR owner.oid = ANY (${listed(openedOids)})
    OR owner.relispartition AND pg_partition_root(owner.oid) = ANY (${listed(openedOids)}))`;

const locksSql = `
SELECT l.relation::int8 AS oid, l.mode FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const toRelation = (row: Row): Relation => ({
  name: { schema: String(row.schema), name: String(row.name) },
  kind: String(row.kind),
  table: Number(row.table),
  owner: Number(row.owner),
  node: row.node === null ? null : Number(row.node),
  isEmpty: row.isEmpty === true,
  rows: Number(row.rows),
  // For an index, Postgres counts index entries.
  read: isIndex(String(row.kind)) ? 0 : Number(row.tuples_returned),
  inserted: Number(row.tuples_inserted),
  updated: Number(row.tuples_updated),
  deleted: Number(row.tuples_deleted),
  columns: new Map(Object.entries((row.columns ?? {}) as Readonly<Record<string, Column>>)),
});

export const isIndex = (kind: string): boolean => kind === 'i' || kind === 'I';

/** Locks by the oid of what is locked. */
export function toLocks(rows: readonly Row[]): Map<number, Set<LockMode>> {
  const locks = new Map<number, Set<LockMode>>();
  for (const { oid, mode } of rows)
    locks.set(Number(oid), (locks.get(Number(oid)) ?? new Set()).add(mode as LockMode));
  return locks;
}
