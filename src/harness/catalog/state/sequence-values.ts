import type { Name } from '../../model/identity.ts';
import { quoteName, type Row } from '../../postgres/connection.ts';
import { nameParts, userSchema } from '../catalog-query.ts';

/** A column that takes its values from a sequence, and no value twice. */
export interface NumberedColumn {
  readonly sequence: Name;
  readonly column: Name;
  readonly increment: string;
  /** The last number that the sequence can give, in its direction. */
  readonly end: string;
  /** Of a partitioned table, how many relations its rows are in; otherwise null. */
  readonly partitions: number | null;
  /** Why the rows are not to be asked. */
  readonly hidden: 'unindexed' | 'rights' | 'owner' | 'lock' | null;
}

/** How far a sequence and its column have come. */
export interface SequenceValue extends NumberedColumn {
  readonly last: string;
  /** Whether the last number has been given, so that the next one comes after it. */
  readonly isCalled: boolean;
  /** What the column holds that is farthest in the direction of the sequence; null without rows. */
  readonly reached: string | null;
}

/**
 * SQL: whether a role may do all that ours may. The owner of public, from 15 on, stands for the database's
 * (Postgres manual, "Predefined Roles").
 */
const isTrusted = (
  owner: string,
): string => `pg_has_role(CASE ${owner}::regrole::text WHEN 'pg_database_owner'
    THEN (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database()) ELSE ${owner} END, session_user, 'MEMBER')`;

/** SQL: the tables with a function or an operator of users in an index or in statistics: planning may run it. */
const withFunctions = `SELECT i.indrelid FROM pg_depend d JOIN pg_index i ON i.indexrelid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
  UNION ALL SELECT e.stxrelid FROM pg_depend d JOIN pg_statistic_ext e ON e.oid = d.objid
    WHERE d.classid = 'pg_statistic_ext'::regclass AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)`;

/** SQL: what nobody else can look at now. */
const locked = `SELECT l.relation FROM pg_locks l WHERE l.mode = 'AccessExclusiveLock' AND l.relation IS NOT NULL
  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())`;

/**
 * How many columns are asked for at most, those of the largest tables: each takes up to half a millisecond, and each
 * partition as long as a table.
 */
export const mostColumns = 500;

/** SQL: the columns that take their values from a sequence, of tables that are no partitions whose parents do so too. */
const numbered = `
SELECT q.seqrelid, q.seqincrement, q.seqmax, q.seqmin, u.relation, u.number
FROM pg_sequence q
CROSS JOIN LATERAL (
  SELECT d.refobjid AS relation, d.refobjsubid AS number FROM pg_depend d
  WHERE d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.objsubid = 0 AND d.deptype = 'i'
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
  UNION ALL
  SELECT f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
  WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = q.seqrelid AND d.classid = 'pg_attrdef'::regclass
    AND pg_get_expr(f.adbin, f.adrelid) ~ '^nextval\\(''([^'']|'''')*''::regclass\\)$'
    AND NOT EXISTS (SELECT FROM pg_depend p JOIN pg_attrdef above ON above.oid = p.objid
      JOIN pg_inherits h ON h.inhparent = above.adrelid JOIN pg_partitioned_table k ON k.partrelid = h.inhparent
      WHERE p.refclassid = d.refclassid AND p.refobjid = d.refobjid AND p.classid = d.classid
        AND h.inhrelid = f.adrelid)) u
WHERE NOT q.seqcycle`;

/** SQL: of a partitioned table all relations that make it up, itself among them. */
const divided = `
SELECT DISTINCT b.relation, b.relation FROM numbered b JOIN pg_partitioned_table k ON k.partrelid = b.relation
UNION ALL SELECT v.root, h.inhrelid FROM divided v JOIN pg_inherits h ON h.inhparent = v.relation`;

/**
 * SQL: what one has to know of a table before its rows are asked, and of a partitioned one of all its partitions. One with a
 * unique key has no partition on another server and no expression in the key that its partitions go by.
 */
const parts = `
SELECT g.root, count(*) FILTER (WHERE c.relkind <> 'p') AS leaves, sum(c.reltuples) FILTER (WHERE c.relkind <> 'p') AS tuples,
  bool_or(c.relpersistence = 'u') AS has_unlogged, bool_or(c.oid IN (${locked})) AS has_locked,
  bool_or(NOT (${['c.relowner', 'n.nspowner'].map(isTrusted).join(' AND ')}) OR c.oid IN (${withFunctions})) AS has_strange
FROM (SELECT relation AS root, relation FROM numbered UNION SELECT root, relation FROM divided) g
JOIN pg_class c ON c.oid = g.relation JOIN pg_namespace n ON n.oid = c.relnamespace
GROUP BY g.root`;

/**
 * SQL: a row for each such column of a table: its default is the sequence's next number and nothing else, or it is
 * an identity; it is the one key of a unique index, by which its end is found, or of a
 * partitioned table one of its keys, and the first of an index. One that begins again (CYCLE) is never behind.
 *
 * To plan a SELECT runs functions in expressions of indexes and statistics, and its table may be replaced before it is sent:
 * who could do that is whoever owns the table, the sequence or one of their schemas. Rows are asked only where each of those
 * may do what our role may, so that nobody gains by it, and where no function of others is there.
 */
export const numberedColumnsSql = `
WITH RECURSIVE numbered AS MATERIALIZED (${numbered}), divided (root, relation) AS (${divided}), parts AS (${parts})
SELECT ${nameParts('sn.nspname', 's.relname')} AS sequence,
  json_build_object('schema', n.nspname, 'table', t.relname, 'name', a.attname) AS column,
  q.seqincrement::text AS increment, (CASE WHEN q.seqincrement > 0 THEN q.seqmax ELSE q.seqmin END)::text AS end,
  CASE WHEN t.relkind = 'p' THEN p.leaves::int END AS partitions,
  CASE
    WHEN NOT (has_schema_privilege(sn.oid, 'USAGE') AND has_schema_privilege(n.oid, 'USAGE')
      AND has_sequence_privilege(s.oid, 'SELECT') AND has_column_privilege(t.oid, a.attnum, 'SELECT'))
      OR row_security_active(t.oid) THEN 'rights'
    WHEN NOT (${['s.relowner', 'sn.nspowner'].map(isTrusted).join(' AND ')}) OR p.has_strange THEN 'owner'
    WHEN p.has_locked OR s.oid IN (${locked}) THEN 'lock'
    WHEN NOT EXISTS (SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
      WHERE i.indrelid = t.oid AND i.indisvalid AND i.indkey[0] = a.attnum AND i.indpred IS NULL AND m.amname = 'btree')
      THEN 'unindexed'
  END AS hidden
FROM numbered q JOIN pg_class s ON s.oid = q.seqrelid JOIN pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_class t ON t.oid = q.relation AND t.relkind IN ('r', 'p') JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN parts p ON p.root = t.oid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = q.number
  AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
WHERE ${userSchema('sn')} AND 't' NOT IN (s.relpersistence, t.relpersistence)
  AND NOT (pg_is_in_recovery() AND (s.relpersistence = 'u' OR p.has_unlogged))
  AND EXISTS (SELECT FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
    WHERE i.indrelid = t.oid AND i.indisunique AND i.indisvalid
      AND (i.indnkeyatts = 1 AND i.indkey[0] = a.attnum OR t.relkind = 'p' AND a.attnum = ANY (i.indkey))
      AND i.indpred IS NULL AND m.amname = 'btree')
ORDER BY p.tuples DESC NULLS LAST, n.nspname, t.relname, a.attnum`;

/** The rows of {@link numberedColumnsSql}. */
export const toNumberedColumns = (rows: readonly Row[]): NumberedColumn[] =>
  rows as unknown as NumberedColumn[];

const savepoint = 'driftproof_value';

/**
 * SQL: how far each column and its sequence have come. The end of a column is found by its index whatever else the settings
 * of the role say, the locks of one question are gone before the next, and none takes long.
 */
export const sequenceValuesSql = (columns: readonly NumberedColumn[]): string[] =>
  columns.length === 0
    ? []
    : [
        ...['seqscan', 'bitmapscan'].map((how) => `SET LOCAL enable_${how} = off`),
        ...['indexscan', 'indexonlyscan'].map((how) => `SET LOCAL enable_${how} = on`),
        'SET LOCAL constraint_exclusion = off',
        `SELECT set_config('statement_timeout', least(5000, setting::int)::text, true) FROM pg_settings WHERE name = 'statement_timeout'`,
        `SAVEPOINT ${savepoint}`,
        ...columns.flatMap((each) => [valueSql(each), `ROLLBACK TO SAVEPOINT ${savepoint}`]),
      ];

const valueSql = ({
  sequence,
  column: { schema = '', table = '', name },
  increment,
  partitions,
}: NumberedColumn): string =>
  `SELECT last_value::text AS last, is_called AS "isCalled", (SELECT ${increment.startsWith('-') ? 'min' : 'max'}(${quoteName(name)})::text
  FROM ${partitions === null ? 'ONLY ' : ''}${quoteName(schema)}.${quoteName(table)}) AS reached FROM ${quoteName(sequence.schema ?? '')}.${quoteName(sequence.name)}`;

/** What {@link sequenceValuesSql} was answered. */
export function toSequenceValues(
  columns: readonly NumberedColumn[],
  answers: readonly (readonly Row[])[],
): SequenceValue[] {
  const values = answers.slice(answers.length - 2 * columns.length);
  return columns.flatMap((column, at) =>
    (values[2 * at] ?? []).map((row) => ({ ...column, ...row }) as unknown as SequenceValue),
  );
}
