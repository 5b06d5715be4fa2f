import { expect, it } from 'vitest';
import { align } from '../../../src/harness/plan/align.ts';
import { planBetween } from '../../../src/harness/plan/plan-between.ts';
import { readSide, sideFrom } from '../../../src/harness/plan/read-side.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

const month = (number: number): string =>
  `CREATE TABLE event_0${number} PARTITION OF event FOR VALUES FROM ('2024-0${number}-01') TO ('2024-0${number + 1}-01');
   ALTER TABLE event_0${number} ADD PRIMARY KEY (id);`;

async function databaseWith(sql: string): Promise<Scratch> {
  const database = await databases.create();
  await database.run(`CREATE TABLE event (id int NOT NULL, at date) PARTITION BY RANGE (at); ${sql}`);
  return database;
}

const side = (database: Scratch) => readSide(database, (catalog) => catalog);

it('drops no partition that a job has made, makes none that one has dropped, and says what is not planned in them', async () => {
  const target = await databaseWith(month(1) + month(2));
  const live =
    await databaseWith(`${month(2)}${month(3)}${month(4)} ALTER TABLE event_04 DROP CONSTRAINT event_04_pkey;
    ALTER TABLE event_02 ALTER at SET DEFAULT '2024-02-02'`);
  const expected = await side(target);
  const from = await align(await side(live), expected, (use) => use(target));
  expect(from.ofJobs.map(({ type, object }) => `${type} ${object.id.kind} ${object.id.name}`)).toEqual([
    'missing primary-key event_04_pkey',
  ]);
  const plan = planBetween(sideFrom(from), sideFrom(expected));
  expect(plan.statements.map(({ sql }) => sql)).toEqual([
    'ALTER TABLE ONLY "public"."event_02" ALTER COLUMN "at" DROP DEFAULT',
  ]);
  expect(plan.unplanned).toEqual([]);
});
