import type { LedgerRow } from '../../../../src/harness/history/ledger.ts';
import type { Migration } from '../../../../src/harness/history/migrations.ts';
import { madeOf } from '../../../support/history.ts';

/** A migration that makes one table, `t<number>`. */
export function migrationOf(number: number, when: number, name?: string): Migration {
  const tag = `${String(number).padStart(4, '0')}_t${number}`;
  return madeOf(tag, when, `CREATE TABLE t${number} ();\n`, `DROP TABLE t${number};`, name);
}

/** The row that a migrator writes of a migration. */
export const rowOf = ({ hash, when, name }: Migration): LedgerRow => ({
  hash,
  createdAt: when,
  ...(name === undefined ? {} : { name }),
});

/** The tags of migrations. */
export const tagsOf = (migrations: readonly Migration[]): string[] => migrations.map(({ tag }) => tag);
