import { catalogIn } from '../../src/harness/catalog/read.ts';
import { inScope } from '../../src/harness/catalog/scope.ts';
import { defaultLedger, type Ledger, ledgerAccess, readLedger } from '../../src/harness/history/ledger.ts';
import { type Migration, readFolder, readMigrations } from '../../src/harness/history/migrations.ts';
import type { Catalog } from '../../src/harness/model/catalog.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { runStep } from '../../src/harness/runner/step.ts';
import { migrationsFolder } from './application.ts';

/** All of a database but Drizzle's ledger. */
export const wholeScope = { schemas: [], tables: [], ledger: defaultLedger };

/** The application's migrations, oldest first. */
export const applicationHistory = async (): Promise<Migration[]> =>
  readMigrations(await readFolder(migrationsFolder));

export const up = (database: Scratch, migration: Migration): Promise<boolean> =>
  runStep(database, migration, 'up', defaultLedger);

export const down = (database: Scratch, migration: Migration): Promise<boolean> =>
  runStep(database, migration, 'down', defaultLedger);

/** Applies migrations in their order. */
export async function climb(database: Scratch, migrations: readonly Migration[]): Promise<void> {
  for (const migration of migrations) await up(database, migration);
}

/** The catalog of a database without Drizzle's ledger. */
export const catalogOf = async (database: Scratch): Promise<Catalog> =>
  inScope(await catalogIn(database), wholeScope);

/** What a database's ledger says. */
export const ledgerIn = (database: Scratch): Promise<Ledger> =>
  database.read(async (snapshot) => {
    const [access = []] = await snapshot.query(ledgerAccess(defaultLedger));
    return readLedger(snapshot, defaultLedger, access[0]);
  });
