import pg from 'pg';
import { expect, it } from 'vitest';
import type { Direction } from '../../../src/harness/history/file-name.ts';
import type { Migration } from '../../../src/harness/history/history.ts';
import { defaultLedger } from '../../../src/harness/history/ledger.ts';
import { runStep } from '../../../src/harness/history/step.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useWorkshop } from '../../support/workshop.ts';
import { migrationOf } from './support/made.ts';

const workshop = useWorkshop();

/** More connections to one scratch database, each a runner of its own. */
async function runners(database: Scratch, count: number) {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: database.url.href }));
  await Promise.all(clients.map((client) => client.connect()));
  const scratches = clients.map(
    (client): Scratch => ({
      ...database,
      run: async (sql) => [await client.query(sql)].flat().map(({ rows }) => rows),
    }),
  );
  return { scratches, end: () => Promise.all(clients.map((client) => client.end())) };
}

/** How many runners took each step when all of them go the whole way. */
const takenBy = async (scratches: readonly Scratch[], way: readonly Migration[], direction: Direction) => {
  const each = await Promise.all(
    scratches.map(async (scratch) => {
      const taken: boolean[] = [];
      for (const migration of way) taken.push(await runStep(scratch, migration, direction, defaultLedger));
      return taken;
    }),
  );
  return way.map((_, index) => each.filter((taken) => taken[index]).length);
};

it('of eight runners at once, one takes each step up and each step down, and none fails', async () => {
  const database = await workshop.create();
  const history = [1, 2, 3, 4].map((number) => migrationOf(number, number * 1000));
  const { scratches, end } = await runners(database, 8);
  try {
    for (let round = 0; round < 3; round++) {
      expect(await takenBy(scratches, history, 'up')).toEqual([1, 1, 1, 1]);
      expect(await takenBy(scratches, history.toReversed(), 'down')).toEqual([1, 1, 1, 1]);
    }
  } finally {
    await end();
  }
});
