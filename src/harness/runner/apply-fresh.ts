import type { Scope } from '../catalog/scope.ts';
import { makeLedgerSql } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { insertSql } from './ledger-gate.ts';
import { takeStep } from './take-step.ts';

/** In what is sent as one message with the beginning and the end of a transaction, these may be a statement's own. */
const mayEndIt = /\b(commit|end|rollback|abort|begin|start|prepare|savepoint|release|copy)\b/i;

/**
 * Applies migrations to a scratch database on which the others of the history that come before them, and nothing else, have
 * run: nobody else applies any, and the ledger need not be asked. Each is one message, with its row of the ledger; where that
 * is refused, it is applied as elsewhere, which tells why, or does without a transaction. Throws a StepFailure.
 */
export async function applyFresh(
  database: Scratch,
  migrations: readonly Migration[],
  { ledger }: Scope,
  history: readonly Migration[] = migrations,
): Promise<void> {
  for (const migration of migrations)
    if (!(await isAppliedAtOnce(database, migration, ledger)))
      await takeStep({ database, migration, direction: 'up', ledger, history });
}

async function isAppliedAtOnce(
  database: Scratch,
  migration: Migration,
  ledger: Scope['ledger'],
): Promise<boolean> {
  const { up, name } = migration;
  if (mayEndIt.test(up.sql)) return false;
  const texts = [
    'BEGIN ISOLATION LEVEL READ COMMITTED',
    makeLedgerSql(ledger, name !== undefined),
    ...up.parts.map(({ text }) => text),
    insertSql(migration, ledger),
    'COMMIT',
  ];
  try {
    await database.run(texts.join('\n;\n'));
    return true;
  } catch {
    await database.run('ROLLBACK').catch(() => {});
    return false;
  }
}
