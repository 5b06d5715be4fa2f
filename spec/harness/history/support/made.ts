import type { LedgerRow } from '../../../../src/harness/history/ledger.ts';
import { hashOf, type Migration } from '../../../../src/harness/history/migrations.ts';

/** A migration that makes one table, `t<number>`. */
export function migrationOf(number: number, when: number, name?: string): Migration {
  const tag = `${String(number).padStart(4, '0')}_t${number}`;
  const sql = `CREATE TABLE t${number} ();\n`;
  return {
    tag,
    when,
    up: { path: `${tag}.sql`, sql },
    down: { path: `${tag}_down.sql`, sql: `DROP TABLE t${number};` },
    hash: hashOf(sql),
    ...(name === undefined ? {} : { name }),
  };
}

/** The row that a migrator writes of a migration. */
export const rowOf = ({ hash, when, name }: Migration): LedgerRow => ({
  hash,
  createdAt: when,
  ...(name === undefined ? {} : { name }),
});

/** The tags of migrations. */
export const tagsOf = (migrations: readonly Migration[]): string[] => migrations.map(({ tag }) => tag);
