import { quoteText, type Row } from '../postgres/connection.ts';
import { userSchema } from './catalog-query.ts';

/** A table's name: a pair, since a dot may be part of either. */
interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** What has a ledger's name, or looks like a ledger elsewhere. */
export interface LedgerTable extends TableName {
  /** Whether it is the one that was asked for. */
  readonly named: boolean;
  readonly kind: string;
  /** The file its rows lie in, which whatever takes them away or puts others in their place changes. */
  readonly file: string;
  readonly role: string;
  /** Whether our role may read what is read of a ledger. */
  readonly readable: boolean;
  /** Whether policies decide which rows our role sees. */
  readonly filtered: boolean;
  readonly columns: readonly LedgerColumn[];
  readonly hasRules: boolean;
  readonly hasChildren: boolean;
  readonly bytes: number;
  readonly longValues: boolean;
  /** Whether a column `version` alone is the key of a unique index of all rows. */
  readonly versionIsKey: boolean;
}

export interface LedgerColumn {
  readonly name: string;
  readonly type: string;
  /** Whether the type is one that Postgres brings. */
  readonly plain: boolean;
  readonly generated: boolean;
}

const hasColumn = (name: string, type: string): string =>
  `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = '${name}'
     AND a.atttypid = 'pg_catalog.${type}'::regtype AND NOT a.attisdropped)`;

/** The columns that are read, where they are there: the names of Drizzle 1.x, which are beside hashes. */
const isRead = `(a.attname IN ('hash', 'created_at', 'version') OR a.attname = 'name'
      AND EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname = 'hash'))`;

/** How many tables that look like a ledger are read at most: each is locked for as long as the reading lasts. */
export const mostLedgers = 100;

/**
 * SQL: a row for what is called as the ledger, whatever it is, and one for each ordinary table elsewhere that has the
 * columns of a ledger. By oid, since a name in a schema that the role may not use cannot even be looked up.
 */
export const ledgerTablesSql = ({ schema, table }: TableName): string => `
SELECT n.nspname AS schema, c.relname AS "table", named, c.relkind::text AS kind, c.relfilenode::text AS file,
  current_user::text AS role,
  has_schema_privilege(n.oid, 'USAGE') AND coalesce((SELECT bool_and(has_column_privilege(c.oid, a.attnum, 'SELECT'))
    FROM pg_attribute a WHERE a.attrelid = c.oid AND ${isRead}), false) AS readable,
  row_security_active(c.oid) AS filtered,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
      'plain', t.typnamespace = 'pg_catalog'::regnamespace, 'generated', a.attgenerated <> '')), '[]')
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) AS "hasRules",
  EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AS "hasChildren",
  pg_relation_size(c.oid)::float8 AS bytes, coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)) > 0, false) AS "longValues",
  EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indnkeyatts = 1
      AND a.attname = 'version') AS "versionIsKey"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT n.nspname = ${quoteText(schema)} AND c.relname = ${quoteText(table)}) o (named)
WHERE c.relkind NOT IN ('i', 'I', 't') AND (named OR c.relkind = 'r' AND c.relpersistence <> 't' AND ${userSchema('n')}
  AND ${hasColumn('id', 'int4')} AND ${hasColumn('hash', 'text')} AND ${hasColumn('created_at', 'int8')})
ORDER BY named DESC, c.relname = ${quoteText(table)} DESC, n.nspname, c.relname LIMIT ${mostLedgers}`;

/** The rows of {@link ledgerTablesSql}. */
export const toLedgerTables = (rows: readonly Row[]): LedgerTable[] => rows as unknown as LedgerTable[];
