import { Migration } from '@pgkit/migra';
import { apply } from '@supabase/pg-delta/apply';
import { extract } from '@supabase/pg-delta/extract';
import { plan } from '@supabase/pg-delta/plan';
import { inScope } from '../../../src/harness/catalog/scope.ts';
import { applyStatements } from '../../../src/harness/plan/apply.ts';
import type { PlannedStatement, Unplanned } from '../../../src/harness/plan/planned-statement.ts';
import { readSide } from '../../../src/harness/plan/read-side.ts';
import { planWithRenames } from '../../../src/harness/plan/renames/plan-with-renames.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { wholeScope } from '../../support/history.ts';
import { extractByDelta, inspectByMigra, withPool } from '../inspect.ts';

/** What a tool says that it cannot do. */
export type Said = Pick<Unplanned, 'about' | 'reason'>;

/** A tool that plans from any database to one that it has read, and runs its plan there. Throws where it gives up. */
export interface Planner {
  readonly name: string;
  bringBack(live: Scratch): Promise<readonly Said[]>;
}

const read = (database: Scratch) => readSide(database, (catalog) => inScope(catalog, wholeScope));

export async function driftproof(untouched: Scratch): Promise<Planner> {
  const expected = await read(untouched);
  return {
    name: 'driftproof',
    bringBack: async (live) => {
      // Renames run where they are planned, as in a copy for repair.
      const place = { run: (sql: string) => live.run(sql), read: () => read(live) };
      const { rest } = await planWithRenames(await read(live), expected, async () => place);
      const { refused } = await applyStatements(place.run, rest.statements);
      // What the server refuses when it is tried is printed as not proved, with what it said.
      return [...rest.unplanned, ...refused.map(({ statement: { about }, reason }) => ({ about, reason }))];
    },
  };
}

/** Its statements run one by one, and what is refused is tried again after the others, as ours are. */
export async function migra(untouched: Scratch): Promise<Planner> {
  const expected = await inspectByMigra(untouched.url.href);
  return {
    name: '@pgkit/migra',
    bringBack: async (live) => {
      const migration = await Migration.create(await inspectByMigra(live.url.href), expected, {});
      migration.set_safety(false);
      migration.add_all_changes();
      const statements = [...migration.statements].map(
        (sql, at): PlannedStatement => ({ sql, does: 'alter', about: { kind: 'setting', name: String(at) } }),
      );
      await applyStatements((sql) => live.run(sql), statements);
      return [];
    },
  };
}

/** Plans and runs by itself, in its own transactions. */
export async function pgDelta(untouched: Scratch): Promise<Planner> {
  const expected = await extractByDelta(untouched.url.href);
  return {
    name: '@supabase/pg-delta',
    bringBack: (live) =>
      withPool(live.url.href, async (pool) => {
        const now = await extract(pool);
        const report = await apply(plan(now.factBase, expected.factBase), pool, { fingerprintGate: false });
        if (report.status === 'failed') throw new Error(report.error?.message);
        return [];
      }),
  };
}
