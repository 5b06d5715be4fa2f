import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { configOf, historyOf, type RanIn, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();
let project: string;
let migrated: Scratch;

const tables = `
CREATE TABLE event (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE event_p2024_01 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE visit (day date NOT NULL) PARTITION BY LIST (day);
CREATE TABLE local (at timestamp NOT NULL, place int) PARTITION BY RANGE (at, place);
CREATE TABLE numbered (id int NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE numbered_1 PARTITION OF numbered FOR VALUES FROM (1) TO (100);
CREATE TABLE tenants (at timestamptz NOT NULL, tenant text) PARTITION BY LIST (tenant);
CREATE TABLE tenant_a PARTITION OF tenants FOR VALUES IN ('a') PARTITION BY RANGE (at);`;

beforeAll(async () => {
  project = await write({ ...configOf(''), ...historyOf([tables]) });
  migrated = await databases.create();
  await migrated.run(tables);
});

async function driftAfter(sql: string): Promise<RanIn> {
  const database = await databases.clone(migrated);
  try {
    await database.run(`SET TimeZone = 'UTC'; ${sql}`);
    return await runIn(project, ['drift'], database.url);
  } finally {
    await database.drop();
  }
}

/** A partition by range of some days, counted from today. */
const days = (table: string, from: number, to: number, more: readonly string[] = ['', '']): string =>
  `DO $$ BEGIN EXECUTE format('CREATE TABLE ${table}_p%s PARTITION OF ${table} FOR VALUES FROM (%L${more[0]}) TO (%L${more[1]})',
    to_char(current_date + ${from}, 'YYYYMMDD'), current_date + ${from}, current_date + ${to}); END $$;`;
const day = (offset: number): string =>
  `DO $$ BEGIN EXECUTE format('CREATE TABLE visit_p%s PARTITION OF visit FOR VALUES IN (%L)',
    to_char(current_date + ${offset}, 'YYYYMMDD'), current_date + ${offset}); END $$;`;

/** Until thirteen hours ago by UTC: clocks are taken to be up to fourteen hours away from it. */
const untilSomewhere = `DO $$ BEGIN EXECUTE format('CREATE TABLE local_p PARTITION OF local FOR VALUES FROM (%L, 1) TO (%L, 1)',
    current_date - 9, now() AT TIME ZONE 'UTC' - interval '13 hours'); END $$;`;

const later =
  "CREATE TABLE event_p2024_02 PARTITION OF event FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');";

describe('partitions that a job makes and that hold nothing of now are found', () => {
  it.each([
    ['of months that are over', later, 'event'],
    ['of which the last has ended yesterday', days('event', -9, 0) + days('event', -20, -9), 'event'],
    ['with a hole today', days('event', -9, -1) + days('event', 3, 9), 'event'],
    ['of single days', day(-3) + day(-2), 'visit'],
    ['of local times, and of two keys', days('local', -9, -2, [', 1', ', 1']), 'local'],
    ['in a partition', days('tenant_a', -9, -2), 'tenant_a'],
    ['with a partition for the rest', `${later} CREATE TABLE event_rest PARTITION OF event DEFAULT`, 'event'],
  ])('%s', async (_, sql, table) => {
    const { serious } = await driftAfter(sql);
    expect(serious.filter((each) => !each.startsWith('table-extra'))).toEqual([`partitions-behind ${table}`]);
  });
});

describe('others are not', () => {
  it.each([
    ['that a migration makes', 'SELECT 1'],
    ['of which one holds today', days('event', -9, 0) + days('event', 0, 3)],
    [
      'of which the last has no end',
      "CREATE TABLE event_p2024_02 PARTITION OF event FOR VALUES FROM ('2024-02-01') TO (MAXVALUE)",
    ],
    ['of single days with today', day(-1) + day(0)],
    ['of local times that may be now somewhere', untilSomewhere],
    ['of numbers', 'CREATE TABLE numbered_2 PARTITION OF numbered FOR VALUES FROM (100) TO (200)'],
  ])('%s', async (_, sql) => {
    const { serious } = await driftAfter(sql);
    expect(serious.filter((each) => each.startsWith('partitions'))).toEqual([]);
  });

  it('that are in a month that is over, whose days a job makes', async () => {
    const { serious } = await driftAfter(`${days('event', -9, 9)}
      ALTER TABLE event DETACH PARTITION event_p2024_01; DROP TABLE event_p2024_01;
      CREATE TABLE event_p2024_01 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY RANGE (at);
      CREATE TABLE event_p2024_01_d1 PARTITION OF event_p2024_01 FOR VALUES FROM ('2024-01-01') TO ('2024-01-02');`);
    expect(serious.filter((each) => each.startsWith('partitions'))).toEqual([]);
  });
});

it('says when the last one ends, and what becomes of new rows', async () => {
  const told = async (sql: string) =>
    (await driftAfter(sql)).findings.find(({ rule }) => rule === 'partitions-behind');
  expect(await told(later)).toMatchObject({
    severity: 'warning',
    object: { kind: 'table', schema: 'public', name: 'event' },
    message:
      "table public.event has no partition for what is written now: the last one ends at '2024-03-01 00:00:00+00', and new rows are refused",
  });
  expect((await told(`${later} CREATE TABLE event_rest PARTITION OF event DEFAULT`))?.message).toMatch(
    /, and new rows go to table public\.event_rest$/,
  );
});
