import { inSomeWay } from '../../../../src/harness/checks/verify/data-and-cost.ts';
import type { RowSource } from '../../../../src/harness/checks/verify/rows/row-source.ts';
import { tryWithRows, type WithRows } from '../../../../src/harness/checks/verify/rows/try-with-rows.ts';
import { openTrial, type Subject } from '../../../../src/harness/checks/verify/trial.ts';
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
export function useTrials(watched: Watched = (database) => database) {
  const databases = useScratchDatabases();
  return async (example: Example, options: Partial<RowSource> = {}): Promise<WithRows> => {
    const database = await madeBefore(databases, example);
    const clone = async () => watched(await databases.clone(database));
    const [only] = await triedOn(
      { database: watched(database), clone },
      example,
      [options.seed ?? 1],
      options,
    ).finally(() => database.drop());
    return only as WithRows;
  };
}

/**
 * The same under several seeds, one after another, on one database: each trial leaves that as it was, as `verify` needs it.
 * So it serves the next example as well, where what is there before is the same.
 */
export function useSeeds() {
  const databases = useScratchDatabases();
  let last: { readonly before: string; readonly database: Scratch } | undefined;
  const leave = async (): Promise<void> => {
    const left = last;
    last = undefined;
    await left?.database.drop();
  };
  return async (example: Example, seeds: readonly number[]): Promise<WithRows[]> => {
    if (last?.before !== example.before) {
      await leave();
      last = { before: example.before, database: await madeBefore(databases, example) };
    }
    const { database } = last;
    const tried = triedOn({ database, clone: () => databases.clone(database) }, example, seeds);
    return tried.catch(async (error) => {
      await leave();
      throw error;
    });
  };
}

type Databases = ReturnType<typeof useScratchDatabases>;

async function madeBefore(databases: Databases, { before }: Example): Promise<Scratch> {
  const database = await databases.create();
  await database.run(before);
  return database;
}

async function triedOn(
  place: Pick<Subject, 'database' | 'clone'>,
  example: Example,
  seeds: readonly number[],
  options: Partial<RowSource> = {},
): Promise<WithRows[]> {
  const scope = { schemas: [], tables: [], ledger: defaultLedger };
  const migration = migrationOf(example);
  const trial = await openTrial({ migration, history: [migration], scope, ...place });
  const tried: WithRows[] = [];
  for (const seed of seeds) {
    const source = { perTable: 20, byHand: {}, ...options, seed };
    tried.push(await inSomeWay(trial, (way) => tryWithRows(way, source)));
  }
  return tried;
}
