import { inSomeWay } from '../../../../src/harness/checks/verify/data-and-cost.ts';
import type { RowSource } from '../../../../src/harness/checks/verify/rows/row-source.ts';
import { tryWithRows, type WithRows } from '../../../../src/harness/checks/verify/rows/try-with-rows.ts';
import { openTrial } from '../../../../src/harness/checks/verify/trial.ts';
import { defaultLedger } from '../../../../src/harness/history/default-ledger.ts';
import type { Migration } from '../../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../../src/harness/postgres/scratch.ts';
import { madeOf } from '../../../support/history.ts';
import { useScratchDatabases } from '../../../support/scratch.ts';

/** One migration, and what is there before it. */
export interface Example {
  readonly before: string;
  readonly up: string;
  readonly down?: string;
}

export const migrationOf = ({ up, down }: Example): Migration =>
  madeOf('/made/0001_step', 1735689600000, up, down);

/** Tries made migrations with rows, each on a database of its own that `watched` may look at. */
export function useTrials(watched: (database: Scratch) => Scratch = (database) => database) {
  const databases = useScratchDatabases();
  return async (example: Example, options: Partial<RowSource> = {}): Promise<WithRows> => {
    const database = await databases.create();
    await database.run(example.before);
    const scope = { schemas: [], tables: [], ledger: defaultLedger };
    const clone = async () => watched(await databases.clone(database));
    try {
      const migration = migrationOf(example);
      const trial = await openTrial({
        migration,
        history: [migration],
        scope,
        database: watched(database),
        clone,
      });
      const source = { perTable: 20, seed: 1, byHand: {}, ...options };
      return await inSomeWay(trial, (way) => tryWithRows(way, source));
    } finally {
      await database.drop();
    }
  };
}
