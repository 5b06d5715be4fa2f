import { qualified } from '../../history/ledger.ts';
import type { Migration } from '../../history/migrations.ts';
import { versionOf } from '../../history/versions.ts';
import { quoteText } from '../../postgres/connection.ts';
import { insertSql } from '../../runner/ledger-gate.ts';
import type { LedgerKept } from './which-ledger.ts';

/** SQL: records a migration as applied; undefined where there is no ledger to record it in. */
export function appliedSql(migration: Migration, { name, keeps }: LedgerKept): string | undefined {
  if (keeps === 'nothing') return undefined;
  return keeps === 'versions'
    ? `INSERT INTO ${qualified(name)} (version) VALUES (${quoteText(versionOf(migration) ?? migration.tag)})`
    : insertSql(migration, name);
}
