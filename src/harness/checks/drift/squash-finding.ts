import { type LedgerName, qualified } from '../../history/ledger.ts';
import type { MigrationStatus, Squash } from '../../history/migration-status.ts';
import { counted } from '../../model/counted.ts';
import type { Finding } from '../../model/finding.ts';
import { quoteText } from '../../postgres/connection.ts';
import { insertSql } from '../../runner/ledger-gate.ts';
import { printTime } from '../folder/times.ts';
import { found } from '../rules/found.ts';
import { appliedSql } from './ledger-sql.ts';
import type { LedgerKept } from './which-ledger.ts';

/** That a history was squashed, and the SQL that says so in the ledger. */
export function squashFinding({ squash, rowOf }: MigrationStatus, which: LedgerKept): Finding[] {
  if (!squash) return [];
  const { baseline, replaced, runsNext } = squash;
  const names = replaced.map(({ name, createdAt }) => name ?? printTime(createdAt));
  const span = [...new Set([names.at(0), names.at(-1)])].join(' to ');
  const rest = runsNext ? '; the next deployment runs it, and fails on what is there' : '';
  const sql =
    which.keeps === 'versions' ? versionsSql(squash, which.name, rowOf) : rowsSql(squash, which, rowOf);
  return [
    found(
      'migration-squashed',
      baseline.tag,
      `${baseline.tag} replaces ${counted(replaced.length, 'migration')} that the database has applied (${span})${rest}`,
      {
        file: baseline.up.path,
        ...(runsNext ? { severity: 'breaking' as const } : {}),
        advice: `where drift finds nothing else, record that it is applied: BEGIN; ${sql}; COMMIT`,
      },
    ),
  ];
}

type RowOf = MigrationStatus['rowOf'];

/** Every row up to the last that is replaced goes: no later migration of the project has one among them. */
function rowsSql({ baseline, replaced }: Squash, { name, nameless }: LedgerKept, rowOf: RowOf): string {
  const rows = [...replaced, rowOf.get(baseline) ?? []].flat();
  const last = Math.max(...rows.map(({ createdAt }) => createdAt));
  return `DELETE FROM ${qualified(name)} WHERE created_at <= ${last}; ${insertSql(baseline, name, nameless)}`;
}

function versionsSql({ baseline, replaced }: Squash, name: LedgerName, rowOf: RowOf): string {
  const versions = replaced.map((row) => quoteText(String(row.name))).join(', ');
  const deleted = `DELETE FROM ${qualified(name)} WHERE version IN (${versions})`;
  return rowOf.has(baseline) ? deleted : `${deleted}; ${appliedSql(baseline, { name, keeps: 'versions' })}`;
}
