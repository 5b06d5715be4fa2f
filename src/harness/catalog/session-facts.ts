import { quoteText, type Row } from '../postgres/connection.ts';

/** What a connection to a database is like, and what its role may do. */
export interface SessionFacts {
  readonly role: string;
  /** Whether checks of rights do not hold for it. */
  readonly superuser: boolean;
  /** Such as `TLSv1.3`, as the server sees it; null without. */
  readonly tls: string | null;
  /** Whether it is a standby. */
  readonly standby: boolean;
  /** The server's clock, in milliseconds since 1970. */
  readonly clock: number;
  /** Whether the role may use a schema; null where there is none of that name. */
  readonly usesSchema: boolean | null;
}

/** SQL: one row of {@link SessionFacts}; `schema` is the ledger's. */
export const sessionSql = (schema: string): string => `
SELECT session_user AS role, r.rolsuper AS superuser, s.version AS tls, pg_is_in_recovery() AS standby,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS clock,
  (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = ${quoteText(schema)}) AS "usesSchema"
FROM pg_roles r LEFT JOIN pg_stat_ssl s ON s.pid = pg_backend_pid() AND s.ssl
WHERE r.rolname = session_user`;

export const toSessionFacts = (row: Row = {}): SessionFacts => ({
  role: String(row.role),
  superuser: row.superuser === true,
  tls: typeof row.tls === 'string' ? row.tls : null,
  standby: row.standby === true,
  clock: Number(row.clock),
  usesSchema: typeof row.usesSchema === 'boolean' ? row.usesSchema : null,
});

/** SQL: the server's version, as it says it, and the extensions that can be created there. */
export const offersSql = [
  `SELECT current_setting('server_version') AS version`,
  'SELECT name FROM pg_available_extensions ORDER BY name',
];
