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

type Watched = (database: Scratch) => Scratch;

/** Tries made migrations with rows, each on a database of its own that `watched` may look at. */
export function useTrials(watched?: Watched) {
  const underSeeds = useSeeds(watched);
  return async (example: Example, options: Partial<RowSource> = {}): Promise<WithRows> => {
    const [only] = await underSeeds(example, [options.seed ?? 1], options);
    return only as WithRows;
  };
}

/** The same under several seeds, one after another, on one database: each trial leaves that as it was, as `verify` needs it. */
export function useSeeds(watched: Watched = (database) => database) {
  const databases = useScratchDatabases();
  return async (
    example: Example,
    seeds: readonly number[],
    options: Partial<RowSource> = {},
  ): Promise<WithRows[]> => {
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
      const tried: WithRows[] = [];
      for (const seed of seeds) {
        const source = { perTable: 20, byHand: {}, ...options, seed };
        tried.push(await inSomeWay(trial, (way) => tryWithRows(way, source)));
      }
      return tried;
    } finally {
      await database.drop();
    }
  };
}
