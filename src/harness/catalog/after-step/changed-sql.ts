import { afterInitdb, ofInitdb } from '../catalog-query.ts';

/** The setting in which the mark of an earlier reading is handed to {@link changedSql}; empty for none. */
export const markSetting = 'driftproof.mark';

/** SQL of a row of a system catalog: it was written after the mark. One that was frozen keeps what wrote it. */
const isFresh = (row: string): string => `age(${row}.xmin) <= (SELECT age FROM mark)`;

/** SQL condition: a dependency by which a sequence, or an index, belongs to columns of a table. */
const ofColumns = (
  alias: string,
): string => `${alias}.classid = 'pg_catalog.pg_class'::regclass AND ${alias}.objsubid = 0
  AND ${alias}.deptype IN ('a', 'i') AND ${alias}.refclassid = 'pg_catalog.pg_class'::regclass AND ${alias}.refobjsubid > 0`;

/** The row type of a relation goes with it, and with the array of those, unless somebody was given a right on it. */
const notOfRelations = `NOT (o.typacl IS NULL AND (o.typrelid <> 0
  OR EXISTS (SELECT FROM pg_type e WHERE e.oid = o.typelem AND e.typrelid <> 0 AND e.typarray = o.oid)))`;

/** What enforces a foreign key is there while the key is, and is said of it only where it was switched off. */
const notOfKeys = `NOT (o.tgisinternal AND o.tgconstraint <> 0 AND o.tgparentid = 0 AND o.tgenabled = 'O')`;

const kindsOfConstraints = `'p', 'u', 'f', 'c', 'x', 'n'`;

/**
 * Catalogs that a reading looks into besides those of tables: all rows, or those of the condition, where it looks at no others; of
 * what the server's databases share, this one's.
 */
const others: Readonly<Record<string, string>> = {
  pg_am: '',
  pg_aggregate: afterInitdb('o.aggfnoid'),
  pg_amop: afterInitdb('o.oid'),
  pg_amproc: afterInitdb('o.oid'),
  pg_cast: afterInitdb('o.oid'),
  pg_collation: '',
  pg_constraint: `o.conrelid = 0 OR o.contype NOT IN (${kindsOfConstraints})`,
  pg_conversion: afterInitdb('o.oid'),
  pg_database: 'o.datname = current_database()',
  pg_db_role_setting: 'o.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())',
  pg_default_acl: '',
  pg_depend: `o.deptype IN ('e', 'x') OR o.refclassid = 'pg_catalog.pg_publication'::regclass`,
  pg_description: afterInitdb('o.objoid'),
  pg_enum: '',
  pg_event_trigger: '',
  pg_extension: '',
  pg_foreign_data_wrapper: '',
  pg_foreign_server: '',
  pg_foreign_table: '',
  pg_inherits: '',
  pg_init_privs: '',
  pg_language: '',
  pg_namespace: '',
  pg_opclass: '',
  pg_operator: '',
  pg_opfamily: '',
  pg_partitioned_table: '',
  pg_policy: '',
  pg_proc: '',
  pg_publication: '',
  pg_publication_rel: '',
  pg_range: '',
  pg_rewrite: '',
  pg_seclabel: '',
  pg_statistic_ext: '',
  pg_tablespace: 'o.oid IN (SELECT reltablespace FROM pg_class)',
  pg_transform: '',
  pg_trigger: notOfKeys,
  pg_ts_config: '',
  pg_ts_config_map: afterInitdb('o.mapcfg'),
  pg_ts_dict: '',
  pg_ts_parser: '',
  pg_ts_template: '',
  pg_type: notOfRelations,
};

/** Comments on what initdb made: of thousands, those that a reading looks at are found by the index. */
const earlyComments = `${ofInitdb('o.objoid')}
  AND o.objoid = ANY (ARRAY(SELECT oid FROM pg_namespace UNION ALL SELECT oid FROM pg_extension))`;

/** The age of the last that was written, since the mark is then compared once and not in each catalog. */
const count = (said: string, catalog: string, where: string): string =>
  `SELECT '${said}' AS catalog, count(*)::text AS said, min(age(o.xmin)) AS youngest
     FROM ${catalog} o${where ? ` WHERE ${where}` : ''}`;

const counts = [
  ...Object.entries(others).map(([catalog, where]) => count(catalog, catalog, where)),
  count('pg_description of initdb', 'pg_description', earlyComments),
  // Not everybody may see what wrote these rows: what everybody may see of them is compared, or any is as good as fresh.
  `SELECT 'pg_user_mappings', md5(string_agg(o::text, ',' ORDER BY o.umid)), NULL FROM pg_user_mappings o`,
  `SELECT 'pg_subscription', count(*)::text, CASE WHEN count(*) > 0 THEN 0 END FROM pg_subscription`,
];

/** The catalogs of tables: whose row it is, for each. */
const ofTables: Readonly<Record<string, string>> = {
  pg_class: 'o.oid',
  pg_attribute: 'o.attrelid',
  pg_attrdef: 'o.adrelid',
  pg_index: 'o.indrelid',
  pg_constraint: 'o.conrelid',
  pg_sequence: 'o.seqrelid',
};

const freshRows = [
  ...Object.entries(ofTables).map(
    ([catalog, oid]) => `SELECT ${oid} AS oid FROM ${catalog} o WHERE ${isFresh('o')}`,
  ),
  `SELECT o.objid FROM pg_depend o WHERE ${ofColumns('o')} AND ${isFresh('o')}`,
];

/**
 * One row: what was written to the catalogs of a database since the mark (every row of one says which transaction wrote it,
 * Postgres manual, "System Columns"), and what is there. Of a table whatever belongs to it counts as touched with it. Updates in place, which
 * leave no trace, are of statistics alone (Postgres source, `heap_inplace_update`).
 */
export const changedSql = `
WITH mark (age) AS MATERIALIZED (
  SELECT age(nullif(current_setting('${markSetting}', true), '')::xid)
), others AS (
${counts.join('\n  UNION ALL ')}
), fresh (oid) AS (
${freshRows.join('\n  UNION ')}
), roots (oid) AS (
  SELECT coalesce(i.indrelid, d.refobjid, f.oid) FROM fresh f LEFT JOIN pg_index i ON i.indexrelid = f.oid
  LEFT JOIN pg_depend d ON ${ofColumns('d')} AND d.objid = f.oid
), touched (oid) AS (
  SELECT oid FROM fresh UNION SELECT oid FROM roots
  UNION SELECT i.indexrelid FROM roots r JOIN pg_index i ON i.indrelid = r.oid
  UNION SELECT d.objid FROM roots r JOIN pg_depend d ON ${ofColumns('d')} AND d.refobjid = r.oid
)
SELECT (SELECT oid FROM pg_database WHERE datname = current_database()) AS database,
  pg_snapshot_xmax(pg_current_snapshot())::xid::text AS transaction,
  NOT EXISTS (SELECT FROM pg_stat_get_activity(NULL) s JOIN pg_database d ON d.oid = s.datid AND d.datname = current_database()
      WHERE s.backend_xid IS NOT NULL AND s.pid <> pg_backend_pid())
    AND NOT EXISTS (SELECT FROM pg_prepared_xacts WHERE database = current_database()) AS "isQuiet",
  (SELECT string_agg(concat_ws(' ', catalog, said), ', ' ORDER BY catalog) FROM others) AS others,
  (SELECT bool_or(youngest <= (SELECT age FROM mark)) FROM others) AS "areOthersFresh",
  ARRAY(SELECT oid::int8 FROM touched WHERE oid <> 0)::text AS touched,
  ARRAY(SELECT oid::int8 FROM pg_class WHERE ${afterInitdb('oid')})::text AS relations,
  ARRAY(SELECT oid::int8 FROM pg_constraint WHERE contype IN (${kindsOfConstraints}))::text AS constraints`;
