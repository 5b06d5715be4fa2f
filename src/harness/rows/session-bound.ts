import { afterInitdb, notOfExtension, userSchema } from '../catalog/catalog-query.ts';

/** What a session's settings have a say in, in a database before a step; by names. */
export interface SessionBound {
  /** Columns that hold times, dates or intervals: TimeZone, DateStyle, IntervalStyle. */
  readonly timed: readonly string[];
  /** Columns of money: lc_monetary. */
  readonly money: readonly string[];
  /** Tables that have such columns, with all their columns in their order: an INSERT may name none. */
  readonly moneyTables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** Columns of bytea and floating point: bytea_output, extra_float_digits. */
  readonly printed: readonly string[];
  /** Functions that may work with any of them, and tables with triggers that call such a function. */
  readonly callers: readonly string[];
  /** Whether there are any functions besides those of Postgres, which may set something in the session that calls them. */
  readonly hasFunctions: boolean;
  /** Settings that functions set and that an application has made up, such as `app.tenant`. */
  readonly madeUp: readonly string[];
  /** What is in several schemas under one name. */
  readonly twofold: readonly Twofold[];
}

/** Several objects of one name; functions also have the same arguments. */
export interface Twofold {
  readonly kind: 'relation' | 'type' | 'function';
  /** What `pg_class.relkind` or `pg_type.typtype` says of one of them. */
  readonly letter: string;
  readonly name: string;
  readonly schemas: readonly string[];
}

/**
 * SQL, to begin the question with: columns of tables of users, and the types that these have. Of all types, only those in use are
 * printed, each once. A domain's values are those of its base type.
 */
export const sessionBoundWith = `
used AS MATERIALIZED (SELECT a.attname::text AS name, a.atttypid AS type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND ${userSchema('n')} AND ${afterInitdb('a.attrelid')} AND a.attnum > 0 AND NOT a.attisdropped),
types AS MATERIALIZED (SELECT t.oid, t.typbasetype AS base, (CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END)::regtype::text AS printed
  FROM pg_type t WHERE t.oid = ANY (ARRAY(SELECT DISTINCT type FROM used)))`;

const columnsOf = (types: string): string => `ARRAY(
  SELECT DISTINCT name FROM used WHERE type = ANY (ARRAY(SELECT oid FROM types WHERE printed ~ '^(${types})')))`;

const moneyTablesSql = `(
  SELECT coalesce(json_agg(json_build_object('name', c.relname, 'columns', ARRAY(SELECT a.attname::text FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum))), '[]')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND ${userSchema('n')} AND ${afterInitdb('c.oid')}
    AND EXISTS (SELECT FROM types WHERE 'money'::regtype IN (oid, base))
    AND EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND 'money'::regtype IN (t.oid, t.typbasetype)))`;

const mayPrint = String.raw`'\m(date|time|timestamp|timestamptz|interval|money|to_char|to_date|to_timestamp|to_tsvector|text|format|concat)\M|\|\|'`;

const callersSql = `ARRAY(
  WITH printing AS (SELECT p.oid, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${userSchema('n')} AND ${afterInitdb('p.oid')} AND ${notOfExtension('pg_proc', 'p.oid')} AND p.prokind <> 'a'
      AND (p.prosrc ~* ${mayPrint} OR p.prosqlbody IS NOT NULL))
  SELECT proname::text FROM printing
  UNION SELECT c.relname::text FROM printing JOIN pg_trigger t ON t.tgfoid = printing.oid JOIN pg_class c ON c.oid = t.tgrelid)`;

const madeUpSql = String.raw`ARRAY(
  SELECT DISTINCT lower(found[1]) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
    regexp_matches(p.prosrc, '\mset(?:_config)?\M[\s(''"]+(?:local\s+|session\s+)?([a-z_]\w*\.[a-z_]\w*)', 'gi') AS found
  WHERE ${userSchema('n')} AND ${afterInitdb('p.oid')})`;

const twofoldOf = (kind: Twofold['kind'], letter: string, name: string, rows: string, by = name): string => `
  SELECT '${kind}' AS kind, min(${letter}::text) AS letter, ${name}::text AS name, array_agg(n.nspname::text ORDER BY n.nspname <> 'public', n.nspname) AS schemas
  ${rows} AND ${userSchema('n')} GROUP BY ${by} HAVING count(*) > 1`;

/** Within one schema no two have the same name. */
const twofoldSql = `(SELECT coalesce(json_agg(twofold), '[]') FROM (${[
  twofoldOf(
    'relation',
    'c.relkind',
    'c.relname',
    `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${afterInitdb('c.oid')} AND ${notOfExtension('pg_class', 'c.oid')}`,
  ),
  twofoldOf(
    'type',
    't.typtype',
    't.typname',
    `FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE (t.typtype IN ('e', 'd', 'r') OR (SELECT c.relkind = 'c' FROM pg_class c WHERE c.oid = t.typrelid)) AND ${afterInitdb('t.oid')} AND ${notOfExtension('pg_type', 't.oid')}`,
  ),
  twofoldOf(
    'function',
    'p.prokind',
    'p.proname',
    `FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${afterInitdb('p.oid')} AND ${notOfExtension('pg_proc', 'p.oid')}`,
    'p.proname, p.proargtypes',
  ),
].join(' UNION ALL ')}) AS twofold WHERE (SELECT count(*) > 1 FROM pg_namespace n WHERE ${userSchema('n')}))`;

/** SQL: the columns of a SELECT that reads a {@link SessionBound}. */
export const sessionBoundSql = `
  ${columnsOf('date|time|interval|ts(tz)?(multi)?range')} AS timed,
  ${columnsOf('money')} AS money, ${moneyTablesSql} AS "moneyTables",
  ${columnsOf('bytea|real|double')} AS printed,
  ${callersSql} AS callers,
  EXISTS (SELECT FROM pg_proc p WHERE ${afterInitdb('p.oid')}) AS "hasFunctions",
  ${madeUpSql} AS "madeUp",
  ${twofoldSql} AS twofold`;
