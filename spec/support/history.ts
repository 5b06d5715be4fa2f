import { ledgerTablesSql, toLedgerTables } from '../../src/harness/catalog/ledger-tables.ts';
import { catalogIn } from '../../src/harness/catalog/read.ts';
import { inScope } from '../../src/harness/catalog/scope.ts';
import { defaultLedger } from '../../src/harness/history/default-ledger.ts';
import type { Direction } from '../../src/harness/history/file-name.ts';
import { readFolder } from '../../src/harness/history/folder.ts';
import type { Ledger } from '../../src/harness/history/ledger.ts';
import { type Migration, migrationOf, readMigrations } from '../../src/harness/history/migrations.ts';
import { readLedgers } from '../../src/harness/history/read-ledger.ts';
import type { Catalog } from '../../src/harness/model/catalog.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { runStep } from '../../src/harness/runner/run-step.ts';
import type { Step } from '../../src/harness/runner/step.ts';
import { sqlFile } from '../../src/harness/sql/sql-file.ts';
import { migrationsFolder } from './application.ts';

/** All of a database but Drizzle's ledger. */
export const wholeScope = { schemas: [], tables: [], ledger: defaultLedger };

/** A migration of these texts. */
export const madeOf = (tag: string, when: number, up: string, down?: string, name?: string): Migration =>
  migrationOf(
    { tag, when, ...(name === undefined ? {} : { name }) },
    sqlFile(`${tag}.sql`, up),
    down === undefined ? undefined : sqlFile(`${tag}_down.sql`, down),
  );

/** The application's migrations, oldest first. */
export const applicationHistory = async (): Promise<Migration[]> =>
  readMigrations(await readFolder(migrationsFolder));

/** A step that Drizzle's own ledger tells of. */
export const stepOn = (database: Scratch, migration: Migration, direction: Direction): Step => ({
  database,
  migration,
  direction,
  ledger: defaultLedger,
  history: [migration],
});

export const up = (database: Scratch, migration: Migration): Promise<boolean> =>
  runStep(stepOn(database, migration, 'up'));

export const down = (database: Scratch, migration: Migration): Promise<boolean> =>
  runStep(stepOn(database, migration, 'down'));

/** Applies migrations in their order. */
export async function applyMigrations(database: Scratch, migrations: readonly Migration[]): Promise<void> {
  for (const migration of migrations) await up(database, migration);
}

/** The catalog of a database without Drizzle's ledger. */
export const catalogOf = async (database: Scratch): Promise<Catalog> =>
  inScope(await catalogIn(database), wholeScope);

/** What a database's ledger says. */
export const ledgerIn = (database: Scratch): Promise<Ledger> =>
  database.read(async (snapshot) => {
    const [tables = []] = await snapshot.query(ledgerTablesSql(defaultLedger));
    return (await readLedgers(snapshot, toLedgerTables(tables))).ledgers.named;
  });
