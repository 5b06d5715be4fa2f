import { expect, it } from 'vitest';
import { upsUntilFull } from '../../src/harness/checks/verify/column-slots.ts';
import { slotsIn } from '../../src/harness/cost/slots.ts';
import type { Migration } from '../../src/harness/history/migrations.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { applicationHistory, applyMigrations, down, up } from '../support/history.ts';
import { useScratchDatabases } from '../support/scratch.ts';

const databases = useScratchDatabases();

/** Uses up column slots of output_asset, as so many cycles of adding and dropping columns would. */
const burn = (database: Scratch, slots: number): Promise<unknown> => {
  const columns = Array.from({ length: slots }, (_, at) => `burnt_${at}`);
  const each = (action: string, type = ''): string =>
    columns.map((name) => `${action} COLUMN ${name} ${type}`).join(', ');
  return database.run(
    `ALTER TABLE output_asset ${each('ADD', 'int')}; ALTER TABLE output_asset ${each('DROP')}`,
  );
};

/** How often the migration can go up, found out by doing it until Postgres refuses. */
async function countUps(database: Scratch, migration: Migration): Promise<number> {
  for (let ups = 0; ; ups++) {
    const refused = await up(database, migration).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (refused) {
      expect(refused).toContain('tables can have at most 1600 columns');
      return ups;
    }
    await down(database, migration);
  }
}

it('the number of cycles that one database can take is foretold exactly', async () => {
  const history = await applicationHistory();
  const migration = history.at(-1) as Migration;
  const database = await databases.create();
  await applyMigrations(database, history.slice(0, -1));
  await burn(database, 1500);
  const clone = await databases.clone(database);
  await up(clone, migration);
  const first = await slotsIn(clone);
  await down(clone, migration);
  await up(clone, migration);
  const foretold = upsUntilFull(first, await slotsIn(clone));
  expect(foretold).toEqual({ table: 'public.output_asset', ups: 46 });
  expect(await countUps(database, migration)).toBe(46);
});

it('an untouched database takes 796', async () => {
  const history = await applicationHistory();
  const migration = history.at(-1) as Migration;
  const database = await databases.create();
  await applyMigrations(database, history);
  const first = await slotsIn(database);
  await down(database, migration);
  await up(database, migration);
  expect(upsUntilFull(first, await slotsIn(database))?.ups).toBe(796);
});
