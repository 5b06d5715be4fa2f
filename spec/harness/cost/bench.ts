import { type Costed, costIn } from '../../../src/harness/checks/verify/cost-findings.ts';
import { openTrial } from '../../../src/harness/checks/verify/trial.ts';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import type { Effect, StatementCost } from '../../../src/harness/model/cost.ts';
import type { ScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
import { takeStep } from '../../../src/harness/runner/take-step.ts';
import { madeOf } from '../../support/history.ts';

const sizes = [100, 400];

/** Two tables, one of which refers to the other, for migrations to work on. */
export const base = `
CREATE TABLE parent (id int PRIMARY KEY, name text);
CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES parent, n int NOT NULL, v text);
CREATE INDEX t_n ON t (n);
CREATE TABLE other (id int PRIMARY KEY, n int, b boolean);`;

const migrationOf = (up: string, down?: string): Migration => madeOf('0001_made', 1, up, down);

/** Measures a migration on what some SQL has made. */
export async function measure(
  databases: Omit<ScratchDatabases, 'close'>,
  { before = base, up, down }: { readonly before?: string; readonly up: string; readonly down?: string },
): Promise<Costed> {
  const database = await databases.create();
  try {
    await database.run(before);
    const migration = migrationOf(up, down);
    const clone = () => databases.clone(database);
    const trial = await openTrial({ migration, history: [migration], scope, database, clone });
    const afterwards = await costIn(trial, { sizes, seed: 1 });
    await takeStep({
      database,
      migration,
      history: [migration],
      direction: 'up',
      ledger: scope.ledger,
    }).catch(() => {});
    return await afterwards(database);
  } finally {
    await database.drop();
  }
}

const scope = { schemas: [], tables: [], ledger: defaultLedger };

/** What was done to one table by the statement on a line of the up. */
export const effectOn = (costs: readonly StatementCost[], table: string, line = 1): Effect | undefined =>
  costs
    .find(({ direction, source }) => direction === 'up' && source.line === line)
    ?.effects.find((effect) => effect.table.schema === 'public' && effect.table.name === table);
