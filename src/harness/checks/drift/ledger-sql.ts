import { type LedgerRow, qualified } from '../../history/ledger.ts';
import type { MigrationStatus } from '../../history/migration-status.ts';
import type { Migration } from '../../history/migrations.ts';
import { versionOf } from '../../history/versions.ts';
import type { MigrationState } from '../../model/report.ts';
import { quoteText } from '../../postgres/connection.ts';
import { insertSql } from '../../runner/ledger-gate.ts';
import type { LedgerKept } from './which-ledger.ts';

/** SQL: records a migration as applied; undefined where there is no ledger to record it in. */
export function appliedSql(migration: Migration, { name, keeps, nameless }: LedgerKept): string | undefined {
  if (keeps === 'nothing') return undefined;
  return keeps === 'versions'
    ? `INSERT INTO ${qualified(name)} (version) VALUES (${quoteText(versionOf(migration) ?? migration.tag)})`
    : insertSql(migration, name, nameless);
}

/** SQL condition: a row, by all that tells it from those of other migrations. */
const isRow = ({ createdAt, hash = '' }: LedgerRow): string =>
  `created_at = ${createdAt} AND hash = ${quoteText(hash)}`;

/** SQL: gives a migration's row the hash and the "when" that it has now. */
const asItIsNow: Correction = ({ hash, when }, { row, name }) =>
  row && `UPDATE ${qualified(name)} SET hash = ${quoteText(hash)}, created_at = ${when} WHERE ${isRow(row)}`;

/** SQL: leaves one row of a migration; of rows that are alike, the first. */
const onlyOnce: Correction = (_, { row, extra, name }) => {
  const ledger = qualified(name);
  const isLike = (one: LedgerRow): boolean => row !== undefined && isRow(one) === isRow(row);
  const deleted = extra.map((one) => {
    const others = isLike(one) ? ` AND id <> (SELECT min(id) FROM ${ledger} WHERE ${isRow(one)})` : '';
    return `DELETE FROM ${ledger} WHERE ${isRow(one)}${others}`;
  });
  return [...new Set(deleted)].join('; ');
};

/** What a ledger holds of a migration. */
interface Held extends LedgerKept {
  readonly row: LedgerRow | undefined;
  readonly extra: readonly LedgerRow[];
}

type Correction = (migration: Migration, held: Held) => string | undefined;

/** Where the ledger may be what is to be corrected: when that is right, and how. */
const corrections = {
  'out-of-order': ['where all that it changes is there', (migration, held) => appliedSql(migration, held)],
  'reapplied-next-deploy': ['where its new "when" is to stay', asItIsNow],
  edited: ['where the edit changes nothing that it does, as drift tells', asItIsNow],
  'line-ends-edited': ['where the file is to stay as it is', asItIsNow],
  'applied-twice': ['where its second run has changed nothing, as drift tells', onlyOnce],
} as const satisfies { readonly [S in MigrationState]?: readonly [where: string, sql: Correction] };

/** SQL that makes a ledger say what a migration's state should be, and where that is right; it is printed, and never run. */
export function correctionOf(
  state: MigrationState,
  migration: Migration,
  { rowOf, extraRowsOf }: Pick<MigrationStatus, 'rowOf' | 'extraRowsOf'>,
  kept: LedgerKept,
): string | undefined {
  if (!(state in corrections)) return undefined;
  const [where, correct] = corrections[state as keyof typeof corrections];
  const held = { ...kept, row: rowOf.get(migration), extra: extraRowsOf.get(migration) ?? [] };
  const sql = correct(migration, held);
  return sql && `${where}: ${sql}`;
}
