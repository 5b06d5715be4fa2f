import { printedExpression } from '../catalog-query.ts';
import { functionAt, plainKind } from './plain-kind.ts';

/** Names of options whose values may be secret, and values that hold a password, whatever they are called. */
const secretName = '(pass|secret|key|token|cred|auth|conn|dsn|private|sign)';
const secretValue = '(://[^/]*@|password|secret)';

/** SQL: options, those that may be secret without their values. */
export const optionsIn = (column: string): string => `ARRAY(SELECT CASE
    WHEN t.option_name ~* '${secretName}' OR t.option_value ~* '${secretValue}' THEN t.option_name || '=***'
    ELSE t.option_name || '=' || t.option_value END
  FROM pg_options_to_table(${column}) t ORDER BY t.option_name)`;

/** Postgres manual, "pg_foreign_data_wrapper". */
export const foreignDataWrapper = plainKind({
  kind: 'foreign-data-wrapper',
  catalog: 'pg_foreign_data_wrapper',
  name: 'o.fdwname',
  attributes: {
    handler: { sql: functionAt('fdwhandler') },
    validator: { sql: functionAt('fdwvalidator') },
    options: { sql: optionsIn('o.fdwoptions'), severity: 'warning' },
  },
});

const wrapper = '(SELECT w.fdwname FROM pg_foreign_data_wrapper w WHERE w.oid = o.srvfdw)';

/** Postgres manual, "pg_foreign_server". */
export const foreignServer = plainKind({
  kind: 'foreign-server',
  catalog: 'pg_foreign_server',
  name: 'o.srvname',
  owner: `json_build_object('kind', 'foreign-data-wrapper', 'name', ${wrapper})`,
  attributes: {
    wrapper: { sql: wrapper },
    type: { sql: 'o.srvtype', severity: 'warning' },
    version: { sql: 'o.srvversion', severity: 'warning' },
    options: { sql: optionsIn('o.srvoptions'), severity: 'warning' },
  },
});

/**
 * pg_user_mapping is for superusers; the view hides the options from all others. They are passwords, and differ between
 * environments: only who is mapped is read.
 */
export const userMapping = plainKind({
  kind: 'user-mapping',
  catalog: '(SELECT m.umid AS oid, m.usename, m.srvname FROM pg_user_mappings m)',
  name: `CASE o.usename WHEN 'public' THEN 'public' ELSE quote_ident(o.usename) END || ' SERVER ' || quote_ident(o.srvname)`,
  owner: `json_build_object('kind', 'foreign-server', 'name', o.srvname)`,
  commented: false,
  attributes: {},
});

/** SQL: the table that a foreign table is a partition of, by its identity or by its name alone; null for any other. */
const partitioned = (
  kind?: 'kind',
): string => `(SELECT json_build_object(${kind ? "'kind', 'table', " : ''}'schema', n.nspname, 'name', p.relname)
  FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
  WHERE o.relispartition AND i.inhrelid = o.oid)`;

/** SQL: the tables that a foreign table inherits from, in the order that matters for its columns. */
const parents = `(SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', p.relname) ORDER BY i.inhseqno), '[]')
  FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
  WHERE NOT o.relispartition AND i.inhrelid = o.oid)`;

/**
 * Its columns, checks and triggers are read as a table's; as a partition it has those of its table. Postgres manual, "pg_foreign_table".
 */
export const foreignTable = plainKind({
  kind: 'foreign-table',
  catalog: 'pg_class',
  name: 'o.relname',
  schema: 'relnamespace',
  where: `o.relkind = 'f' AND o.relpersistence <> 't'`,
  owner: partitioned('kind'),
  attributes: {
    partitionOf: { sql: partitioned() },
    partitionBounds: { sql: printedExpression('o.relpartbound', '0') },
    inherits: { sql: parents, severity: 'warning' },
    server: {
      sql: `(SELECT s.srvname FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver WHERE t.ftrelid = o.oid)`,
    },
    options: {
      sql: `(SELECT ${optionsIn('t.ftoptions')} FROM pg_foreign_table t WHERE t.ftrelid = o.oid)`,
      severity: 'warning',
    },
    columnOptions: {
      sql: `(SELECT coalesce(json_agg(json_build_object('column', a.attname, 'options', ${optionsIn('a.attfdwoptions')})
        ORDER BY a.attnum), '[]') FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attfdwoptions IS NOT NULL)`,
    },
    columnOrder: {
      sql: `CASE WHEN NOT o.relispartition THEN json_build_object('order', ARRAY(SELECT a.attname FROM pg_attribute a
        WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)) END`,
      severity: 'info',
    },
  },
});
