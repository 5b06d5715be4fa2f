import { type Costed, costFindings } from '../../../src/harness/checks/verify/cost-findings.ts';
import { costOf } from '../../../src/harness/cost/measure-migration.ts';
import { defaultLedger } from '../../../src/harness/history/ledger.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import type { Effect, StatementCost } from '../../../src/harness/model/cost.ts';
import type { ScratchDatabases } from '../../../src/harness/postgres/scratch.ts';
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
  const ground = await databases.create();
  try {
    await ground.run(before);
    const cost = await costOf({
      migration: migrationOf(up, down),
      reversible: down !== undefined,
      stand: () => databases.clone(ground),
      ledger: defaultLedger,
      options: { sizes, seed: 1 },
    });
    return { ...cost, findings: costFindings('0001_made', cost.costs) };
  } finally {
    await ground.drop();
  }
}

/** What was done to one table by the statement on a line of the up. */
export const effectOn = (costs: readonly StatementCost[], table: string, line = 1): Effect | undefined =>
  costs
    .find(({ direction, source }) => direction === 'up' && source.line === line)
    ?.effects.find((effect) => effect.table.schema === 'public' && effect.table.name === table);
