import { beforeAll } from 'vitest';
import { catalogIn } from '../../../src/harness/catalog/read.ts';
import { type Difference, diff } from '../../../src/harness/diff/diff.ts';
import { fold } from '../../../src/harness/diff/fold.ts';
import { type Differing, setEquivalentAside } from '../../../src/harness/equivalence/equivalent.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { canonicalize } from '../../support/canonicalize.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

/**
 * Two databases that stand, for a moment each, in the state that some SQL leads to. Reading and probing end with a
 * ROLLBACK, and their BEGIN within an open transaction only warns: nothing is ever committed.
 */
export function useBench() {
  const databases = useScratchDatabases();
  let database: Scratch;
  beforeAll(async () => {
    database = await databases.create();
  });
  const after = async <T>(sql: string, use: (stateBefore: Scratch) => Promise<T>): Promise<T> => {
    try {
      await database.run(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${sql}`);
      return await use(database);
    } finally {
      await database.run('ROLLBACK');
    }
  };
  const catalogs = new Map<string, Promise<Catalog>>();
  const catalogAfter = (sql: string): Promise<Catalog> => {
    const known = catalogs.get(sql) ?? after(sql, catalogIn);
    catalogs.set(sql, known);
    return known;
  };
  const differences = async (expected: string, actual: string): Promise<Difference[]> =>
    fold(diff((await catalogAfter(expected)).objects, (await catalogAfter(actual)).objects));
  return {
    after,
    differences,
    canonicalized: async (expected: string, actual: string): Promise<Difference[]> => {
      const found = await differences(expected, actual);
      return after(expected, (stateBefore) => canonicalize(found, stateBefore));
    },
    settled: async (expected: string, actual: string): Promise<Differing> => {
      const found = await differences(expected, actual);
      return after(expected, (stateBefore) => setEquivalentAside(found, (use) => use(stateBefore)));
    },
  };
}
