import type { RuleId } from '../../../src/harness/checks/rules/registry.ts';
import type { LockMode } from '../../../src/harness/model/cost.ts';

/** How driftproof shows what a rule of squawk is about. */
export type Shown =
  /** By running: these rules, any of which says it at the place that squawk names. */
  | { readonly runs: readonly RuleId[] }
  /** By running with rows: a finding about the whole migration. */
  | { readonly keeps: RuleId }
  /** By running: the lock is in the table of costs. It is no finding, since nothing is scanned under it. */
  | { readonly locks: LockMode }
  /** By reading too, since it cannot be run as it stands. */
  | { readonly reads: RuleId }
  /** Not at all. */
  | { readonly not: string };

const blocks: Shown = { runs: ['migration-blocks-reads', 'migration-blocks-writes'] };
const timeout =
  'a setting of whoever deploys, not a statement of the migration; the locks that it is for are in the table of costs';
const width = 'how wide a type should be is a matter of what will be kept in it';

/** All rules of squawk 2.61, and what driftproof has for each. */
export const squawkRules: Readonly<Record<string, Shown>> = {
  'require-concurrent-index-creation': blocks,
  'require-concurrent-index-deletion': { locks: 'AccessExclusiveLock' },
  'require-concurrent-reindex': { runs: ['migration-rebuilds-index'] },
  'require-concurrent-partition-detach': { locks: 'AccessExclusiveLock' },
  'constraint-missing-not-valid': blocks,
  'adding-foreign-key-constraint': blocks,
  'adding-not-nullable-field': blocks,
  'disallowed-unique-constraint': blocks,
  'ban-alter-domain-with-add-constraint': blocks,
  'adding-field-with-default': { runs: ['migration-rewrites-table'] },
  'adding-serial-primary-key-field': { runs: ['migration-rewrites-table'] },
  'changing-column-type': { runs: ['migration-rewrites-table', 'migration-breaks-running-code'] },
  'prefer-repack': { runs: ['migration-rewrites-table'] },
  'ban-truncate-cascade': { runs: ['migration-empties-table'] },
  'ban-drop-column': { runs: ['migration-breaks-running-code'] },
  'ban-drop-table': { runs: ['migration-breaks-running-code'] },
  'ban-drop-not-null': { runs: ['migration-breaks-running-code'] },
  'renaming-column': { runs: ['migration-breaks-running-code'] },
  'renaming-table': { runs: ['migration-breaks-running-code'] },
  'adding-required-field': { keeps: 'migration-fails-on-rows' },
  'ban-concurrent-index-creation-in-transaction': { reads: 'migration-needs-no-transaction' },
  'ban-drop-database': { reads: 'migration-needs-no-transaction' },
  'transaction-nesting': { reads: 'migration-transaction-control' },
  'ban-uncommitted-transaction': { reads: 'migration-transaction-control' },
  'require-lock-timeout': { not: timeout },
  'require-statement-timeout': { not: timeout },
  'require-timeout-settings': { not: timeout },
  'ban-create-domain-with-constraint': {
    not: 'a new domain costs nobody anything; what altering it costs later is measured then',
  },
  'require-enum-value-ordering': { not: 'style: the order of a type is compared with the one in the schema' },
  'identifier-too-long': { not: 'the schema is compared by the name as Postgres cuts it' },
  'prefer-robust-stmts': { not: 'style: a step runs in one transaction, and is not run twice' },
  'require-table-schema': { not: 'style: Drizzle writes no schema for tables in "public"' },
  'prefer-bigint-over-int': { not: width },
  'prefer-bigint-over-smallint': { not: width },
  'prefer-text-field': { not: width },
  'ban-char-field': { not: width },
  'prefer-identity': { not: 'style: the schema is what says serial or identity' },
  'prefer-timestamp-tz': { not: 'style: the schema is what says the type' },
  'unused-ignore': { not: "about squawk's own comments" },
};

/** For each rule that driftproof shows, a migration that squawk flags by it. */
export const flagged: Readonly<Record<string, string>> = {
  'require-concurrent-index-creation': 'CREATE INDEX i ON t (v);',
  'require-concurrent-index-deletion': 'DROP INDEX t_n;',
  'require-concurrent-reindex': 'REINDEX TABLE t;',
  'require-concurrent-partition-detach': 'ALTER TABLE parted DETACH PARTITION part;',
  'constraint-missing-not-valid': 'SELECT 1;\nALTER TABLE t ADD CONSTRAINT ck CHECK (n > 5);',
  'adding-foreign-key-constraint': 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (n) REFERENCES parent (id);',
  'adding-not-nullable-field': 'ALTER TABLE t ALTER COLUMN v SET NOT NULL;',
  'disallowed-unique-constraint': 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (v);',
  'ban-alter-domain-with-add-constraint': 'ALTER DOMAIN amount ADD CONSTRAINT ck CHECK (VALUE <> 77);',
  'adding-field-with-default': 'ALTER TABLE t ADD COLUMN c double precision DEFAULT random();',
  'adding-serial-primary-key-field': 'ALTER TABLE keyless ADD COLUMN id serial PRIMARY KEY;',
  'changing-column-type': 'ALTER TABLE t ALTER COLUMN n TYPE bigint;',
  'prefer-repack': 'VACUUM FULL t;',
  'ban-truncate-cascade': 'TRUNCATE parent CASCADE;',
  'ban-drop-column': 'ALTER TABLE t DROP COLUMN v;',
  'ban-drop-table': 'DROP TABLE t;',
  'ban-drop-not-null': 'ALTER TABLE t ALTER COLUMN n DROP NOT NULL;',
  'renaming-column': 'ALTER TABLE t RENAME COLUMN v TO w;',
  'renaming-table': 'ALTER TABLE t RENAME TO u;',
  'adding-required-field': 'ALTER TABLE t ADD COLUMN c bigint NOT NULL;',
  'ban-concurrent-index-creation-in-transaction': 'CREATE INDEX CONCURRENTLY i ON t (v);\nSELECT 1;',
  'ban-drop-database': 'DROP DATABASE IF EXISTS nobodys;',
  'transaction-nesting': 'BEGIN;\nBEGIN;\nALTER TABLE t ADD COLUMN c bigint;\nCOMMIT;',
  'ban-uncommitted-transaction': 'BEGIN;\nALTER TABLE t ADD COLUMN c bigint;',
};
