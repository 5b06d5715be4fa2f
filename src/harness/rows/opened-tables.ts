import { afterInitdb, notOfExtension, userSchema } from '../catalog/catalog-query.ts';
import { readSettled } from '../catalog/read-settled.ts';
import type { LedgerName } from '../history/ledger.ts';
import { quoteText, type Row } from '../postgres/connection.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type FunctionBody, functionBodiesSql } from './function-bodies.ts';
import { type SessionBound, sessionBoundSql, sessionBoundWith } from './session-bound.ts';

/** What is in a database before a step: tables, and what leads to them. */
export interface StateBefore {
  /** Oids of all tables and partitions. */
  readonly tables: readonly string[];
  readonly tableNames: ReadonlySet<string>;
  /** The tables that each belongs to: itself, a partition's root, the owner of a sequence, those whose defaults ask it. */
  readonly tablesOf: ReadonlyMap<string, readonly string[]>;
  /** Whether any constraint or trigger waits for the end of its transaction. */
  readonly hasDeferrable: boolean;
  /** Whether any table has row security, or any function the rights of its owner. */
  readonly hasRights: boolean;
  /** Whether triggers or rules do more than a statement says. */
  readonly hasTriggers: boolean;
  /** Whether a foreign key sets columns to NULL, or to their defaults, when what it leads to is deleted. */
  readonly setsOnDelete: boolean;
  /** What users have written. */
  readonly functions: readonly FunctionBody[];
  readonly sessionBound: SessionBound;
}

const rootOf = (oid: string): string => `coalesce(pg_partition_root(${oid}), ${oid})::oid`;

const standingSql = ({ schema, table }: LedgerName): string => `
SELECT c.oid::text, c.relname::text AS name, ${rootOf('c.oid')}::text AS root, true AS "isTable" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${afterInitdb('c.oid')} AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')}
  AND (n.nspname, c.relname) <> (${quoteText(schema)}, ${quoteText(table)})
UNION ALL
SELECT s.oid::text, s.relname::text, ${rootOf('d.refobjid')}::text, false FROM pg_class s JOIN pg_depend d
  ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
WHERE s.relkind = 'S' AND ${afterInitdb('s.oid')}
UNION ALL
SELECT s.oid::text, s.relname::text, ${rootOf('a.adrelid')}::text, false FROM pg_class s
  JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid
  JOIN pg_attrdef a ON a.oid = d.objid
WHERE s.relkind = 'S' AND ${afterInitdb('s.oid')}`;

const hasDeferrableSql =
  'EXISTS (SELECT FROM pg_trigger WHERE tgdeferrable) OR EXISTS (SELECT FROM pg_constraint WHERE condeferrable)';

const hasSql = `
WITH ${sessionBoundWith}
SELECT ${hasDeferrableSql} AS deferrable,
  EXISTS (SELECT FROM pg_class WHERE relrowsecurity) OR EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND ${userSchema('n')} AND ${afterInitdb('p.oid')} AND ${notOfExtension('pg_proc', 'p.oid')}) AS rights,
  EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)
    OR EXISTS (SELECT FROM pg_class WHERE ${afterInitdb('oid')} AND relkind IN ('r', 'p') AND relhasrules) AS triggers,
  EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confdeltype IN ('n', 'd')) AS sets,
  ${functionBodiesSql} AS functions,${sessionBoundSql}`;

/** Reads what is in a database, the migrator's own table left out. */
export async function readStateBefore(database: Scratch, ledger: LedgerName): Promise<StateBefore> {
  const [rows = [], [has] = []] = await readSettled(database, (snapshot) =>
    snapshot.last(standingSql(ledger), hasSql),
  );
  const tables = rows.filter(({ isTable }) => isTable);
  return {
    tables: tables.map(({ oid }) => String(oid)),
    tableNames: new Set(tables.map(({ name }) => String(name))),
    tablesOf: tablesOf(rows),
    hasDeferrable: has?.deferrable === true,
    hasRights: has?.rights === true,
    hasTriggers: has?.triggers === true,
    setsOnDelete: has?.sets === true,
    functions: has?.functions as readonly FunctionBody[],
    sessionBound: has as unknown as SessionBound,
  };
}

/** Whether any constraint or trigger of a database waits for the end of its transaction. */
export async function hasDeferrable(database: Scratch): Promise<boolean> {
  const [[row] = []] = await database.run(`SELECT ${hasDeferrableSql} AS deferrable`);
  return row?.deferrable === true;
}

function tablesOf(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { oid, root } of rows) found.set(String(oid), [...(found.get(String(oid)) ?? []), String(root)]);
  return found;
}

/**
 * The tables that existed before and that the open transaction has opened. Whatever a statement reads, changes or looks up
 * is locked until the end of its transaction (Postgres manual, "Table-Level Locks"), so what is in no other table can
 * make a difference to it.
 */
export async function openedTables(
  database: Scratch,
  { tablesOf }: StateBefore,
): Promise<ReadonlySet<string>> {
  const [rows = []] = await database.runOurs(`
SELECT l.relation::text AS oid FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  return new Set(rows.flatMap(({ oid }) => tablesOf.get(String(oid)) ?? []));
}
