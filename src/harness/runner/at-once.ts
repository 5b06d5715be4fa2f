import { createLedgerSql, type LedgerName } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Reason, StepFailure } from './failure.ts';
import { insertSql } from './ledger-gate.ts';
import { runFile } from './run-file.ts';

/**
 * Runs a whole history on an empty scratch database in one transaction, as Drizzle's migrator does with everything
 * pending (drizzle-orm, pg-core/dialect.ts). Returns why that fails; undefined when it works.
 */
export async function whyNotAtOnce(
  database: Scratch,
  migrations: readonly Migration[],
  ledger: LedgerName,
): Promise<(Reason & { readonly tag: string }) | undefined> {
  const named = migrations.some(({ name }) => name !== undefined);
  await database.run(`${createLedgerSql(ledger, named)}; BEGIN`);
  for (const migration of migrations) {
    const why = await whyNot(database, migration, ledger);
    if (why) return { tag: migration.tag, ...why };
  }
  const last = migrations.at(-1);
  const atEnd = await database.run('COMMIT').then(
    () => undefined,
    (error: Error) => error,
  );
  return (
    last && atEnd && { tag: last.tag, file: last.up.path, line: 1, reason: `at the commit: ${atEnd.message}` }
  );
}

async function whyNot(
  database: Scratch,
  migration: Migration,
  ledger: LedgerName,
): Promise<Reason | undefined> {
  try {
    await runFile(database, migration.up);
    await database.run(insertSql(migration, ledger));
    return undefined;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const { file, line, reason, code } = error;
    return { file, line, reason, code };
  }
}
