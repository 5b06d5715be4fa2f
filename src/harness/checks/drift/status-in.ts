import type { LedgerRow } from '../../history/ledger.ts';
import { type MigrationStatus, migrationStatusOf } from '../../history/migration-status.ts';
import type { Migration } from '../../history/migrations.ts';
import { squashIn, withSquash } from '../../history/squash.ts';
import type { Catalog } from '../../model/catalog.ts';
import { tablesMadeBy } from './made-tables.ts';
import type { WhichLedger } from './which-ledger.ts';

/** The status of migrations in a database, by its ledger, and by its tables where the history was squashed. */
export async function statusIn(
  { ledger }: Pick<WhichLedger, 'ledger'>,
  migrations: readonly Migration[],
  catalog: Catalog,
): Promise<MigrationStatus> {
  const rows: readonly LedgerRow[] = ledger.state === 'read' ? ledger.rows : [];
  const status = migrationStatusOf(migrations, rows);
  const squash = squashIn(migrations, status);
  return squash && (await isBuilt(squash.baseline, catalog)) ? withSquash(status, squash) : status;
}

/** Whether most of the tables that a migration creates are there; somebody may have dropped one. */
async function isBuilt(migration: Migration, { objects }: Catalog): Promise<boolean> {
  const made = await tablesMadeBy([migration]);
  const there = new Set(
    objects.flatMap(({ id }) => (id.kind === 'table' && made.has(id.name) ? [id.name] : [])),
  );
  return there.size * 2 > made.size;
}
