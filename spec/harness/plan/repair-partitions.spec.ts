import { beforeAll, describe, expect, it } from 'vitest';
import { quoteText } from '../../../src/harness/postgres/connection.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { onSuiteServer } from '../../support/cli.ts';
import { printedBy, runPrinted } from '../../support/printed.ts';
import { configOf, historyOf, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();
const write = useStrangers();
let project: string;
let migrated: Scratch;

const odd = `"Odd."."It's ""one"""`;

const tables = `
CREATE SCHEMA "Odd.";
CREATE TABLE event (at timestamptz NOT NULL, what text) PARTITION BY RANGE (at);
CREATE INDEX ON event (what);
CREATE TABLE visit (at date NOT NULL) PARTITION BY LIST (at);
CREATE TABLE place (at timestamp NOT NULL, place int DEFAULT 1) PARTITION BY RANGE (at, place);
CREATE TABLE ${odd} (at date NOT NULL) PARTITION BY RANGE (at);`;

beforeAll(async () => {
  project = await write({ ...configOf(''), ...historyOf([tables]) });
  migrated = await databases.create();
  await migrated.run(tables);
});

/** SQL: a partition from one time to another, called by a format of the first. */
const part = (table: string, name: string, from: string, to: string, more = '', schema = ''): string =>
  `DO $$ BEGIN EXECUTE format('CREATE TABLE ${schema}%I PARTITION OF ${table.replaceAll("'", "''")} FOR VALUES FROM (%L${more}) TO (%L${more})',
    to_char((${from})::timestamp, '${name}'), ${from}, ${to}); END $$;`;

const month = (back: number): string => `(date_trunc('month', now()) - interval '${back} months')`;
const monthly = (name: string, ...back: readonly number[]): string =>
  back.map((at) => part('event', name, month(at), month(at - 1))).join('');
const day = (back: number): string => `(current_date - ${back})::timestamptz`;
const daily = (name: string, ...back: readonly number[]): string =>
  back.map((at) => part('event', name, day(at), day(at - 1))).join('');
const listed = (...back: readonly number[]): string =>
  back
    .map(
      (at) => `DO $$ BEGIN EXECUTE format('CREATE TABLE visit_%s PARTITION OF visit FOR VALUES IN (%L)',
    to_char(current_date - ${at}, 'YYYYMMDD'), current_date - ${at}); END $$;`,
    )
    .join('');
const counted = (...back: readonly number[]): string =>
  back
    .map((at, n) =>
      part('place', `"place_"${n + 1}`, `current_date - ${at}`, `current_date - ${at - 3}`, ', 1'),
    )
    .join('');
const weekly = (...back: readonly number[]): string =>
  back
    .map((at) =>
      part(
        odd,
        `"It''s \\"one\\".p"YYYY"-"MM"-"DD`,
        `current_date - ${at}`,
        `current_date - ${at - 7}`,
        '',
        '"Odd.".',
      ),
    )
    .join('');

async function driftedBy(sql: string): Promise<Scratch> {
  const live = await databases.clone(migrated);
  await live.run(`SET TimeZone = 'UTC'; ${sql}`);
  return live;
}

const repaired = async (live: Scratch): Promise<string> =>
  (await printedBy(['repair', ...onSuiteServer()], live.url, project)).stdout;

const behind = async (live: Scratch): Promise<readonly string[]> =>
  (await runIn(project, ['drift'], live.url)).serious.filter((each) => !each.startsWith('table-extra'));

/** What partitions are called, and when they begin, in their order. */
async function partitionsOf(live: Scratch, table: string): Promise<{ name: string; from: string }[]> {
  const [, rows = []] = await live.run(
    `SET TimeZone = 'UTC'; SELECT name, begins AS "from" FROM (SELECT c.relname AS name, substring(pg_get_expr(c.relpartbound, c.oid) from '[(]''([^'']*)''') AS begins
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = ${quoteText(table)}::regclass) p WHERE begins <> '' ORDER BY begins`,
  );
  return rows.map(({ name, from }) => ({ name: String(name), from: String(from) }));
}

const plain = (text: string): string => text.replace(/\D/g, '');

describe('repair continues partitions that have stopped, to now and one further', () => {
  it.each([
    [
      'by months',
      monthly('"event_p"YYYY"_"MM', 5, 4, 3),
      'public.event',
      7,
      (at: string) => `event_p${at.slice(0, 4)}_${at.slice(5, 7)}`,
    ],
    [
      'by days',
      daily('"event_"YYYYMMDD', 4, 3),
      'public.event',
      6,
      (at: string) => `event_${plain(at.slice(0, 10))}`,
    ],
    [
      'by one day, where there is just one',
      daily('YYYY"-"MM"-"DD" event"', 2),
      'public.event',
      4,
      (at: string) => `${at.slice(0, 10)} event`,
    ],
    ['by weeks, under a name that needs quotes', weekly(30, 23), odd, 6, (at: string) => `It's "one".p${at}`],
    [
      'with a hole',
      daily('"event_"YYYYMMDD', 4, 3, -2),
      'public.event',
      7,
      (at: string) => `event_${plain(at.slice(0, 10))}`,
    ],
  ])('%s', async (_, sql, table, count, named) => {
    const live = await driftedBy(sql);
    expect(await behind(live)).toHaveLength(1);
    const stdout = await repaired(live);
    expect(stdout).not.toMatch(/NOT PLANNED|NOT PROVED|destroys|fails on/);
    await runPrinted(live, stdout);
    expect(await behind(live)).toEqual([]);
    const partitions = await partitionsOf(live, table);
    expect(partitions.map(({ name }) => name)).toEqual(partitions.map(({ from }) => named(from)));
    expect(partitions).toHaveLength(count);
    await live.run(`INSERT INTO ${table} (at) VALUES (now()), (now() + interval '1 day')`);
    await live.drop();
  });

  it.each([
    ['of single days', listed(3, 2), 'public.visit', /^visit_\d{8}$/],
    ['of two keys, by numbers', counted(12, 9), 'public.place', /^place_\d+$/],
  ])('%s, of times without a zone, to what is now anywhere', async (_, sql, table, named) => {
    const live = await driftedBy(sql);
    await runPrinted(live, await repaired(live));
    expect(await behind(live)).toEqual([]);
    for (const { name } of await partitionsOf(live, table)) expect(name).toMatch(named);
    await live.run(
      `INSERT INTO ${table} (at) VALUES (now() AT TIME ZONE 'UTC' + interval '14 hours'), (now() AT TIME ZONE 'UTC' - interval '12 hours')`,
    );
    await live.drop();
  });

  it('with what its last one has of its own', async () => {
    const live = await driftedBy(`${monthly('"event_"YYYYMM', 3, 2)}
      DO $$ DECLARE name text; BEGIN FOR name IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'public.event'::regclass LOOP
        EXECUTE format('CREATE INDEX %I ON %s (at)', name || '_at', name);
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 70)', name);
      END LOOP; END $$`);
    await runPrinted(live, await repaired(live));
    expect(await behind(live)).toEqual([]);
    const [[held] = []] = await live.run(
      `SELECT count(*)::int AS tables, count(DISTINCT tablename) FILTER (WHERE indexname = tablename || '_at')::int AS own,
         (SELECT count(*)::int FROM pg_class WHERE relkind = 'r' AND reloptions = '{fillfactor=70}') AS filled
       FROM pg_indexes WHERE tablename LIKE 'event\\_%' AND indexdef LIKE '%(at)'`,
    );
    expect(held).toEqual({ tables: 5, own: 5, filled: 5 });
    await live.drop();
  });

  it('and says what a default partition may hold', async () => {
    const live = await driftedBy(
      `${monthly('"event_"YYYYMM', 3, 2)} CREATE TABLE others PARTITION OF event DEFAULT; INSERT INTO event VALUES (now())`,
    );
    const stdout = await repaired(live);
    expect(stdout).toContain(
      '-- fails on rows that may be there: rows that belong there, as far as table public.others holds them, have to be moved out of it before\nCREATE TABLE',
    );
    await expect(runPrinted(live, stdout)).rejects.toThrow(
      /updated partition constraint for default partition "others" would be violated by some row/,
    );
    await live.drop();
  });
});

describe('what partitions do not say is not planned, and the plan says how it is written', () => {
  const byHand = String.raw`: CREATE TABLE … PARTITION OF "public"\."event" FOR VALUES FROM \('[^']*'\) TO \(…\)`;
  it.each([
    [
      'where each is as long as it likes',
      daily('"event_"YYYYMMDD', 9) + part('event', '"event_"YYYYMMDD', day(8), day(3)),
      `its partitions do not say where the next one ends${byHand}`,
    ],
    [
      'where days are those of a zone',
      part('event', '"event_"YYYYMMDD', `${day(9)} + interval '5 hours'`, `${day(8)} + interval '5 hours'`),
      `its partitions do not say where the next one ends${byHand}`,
    ],
    [
      'where names follow no pattern',
      `${daily('"event_"YYYYMMDD', 9)} ${part('event', '"happy_1"', day(8), day(7))}`,
      `its partitions do not say what the next one is called${byHand}`,
    ],
    [
      'where a year names a month',
      monthly('"event_"YYYY', 2),
      `its partitions do not say what the next one is called${byHand}`,
    ],
    [
      'where something else has the name',
      `${monthly('"event_"YYYYMM', 2)} DO $$ BEGIN EXECUTE to_char(${month(0)}, '"CREATE VIEW event_"YYYYMM" AS SELECT 1"'); END $$;`,
      `the names that the next ones would have are taken, or too long${byHand}`,
    ],
    [
      'where a hole is no whole one',
      monthly('"event_"YYYYMM', 2) + daily('"event_"YYYYMMDD', -1),
      `what is missing is no whole partition${byHand}`,
    ],
    [
      'where too many are missing',
      part('event', '"event_"YYYYMMDD', "timestamptz '2024-01-01'", "timestamptz '2024-01-02'"),
      `more than 400 partitions are missing${byHand}`,
    ],
    [
      'where they have partitions',
      `DO $$ DECLARE name text := to_char(${month(2)}, '"event_"YYYYMM'); BEGIN
        EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L) PARTITION BY LIST (what)', name, ${month(2)}, ${month(1)});
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES IN (''a'')', name || '_a', name); END $$;`,
      `its partitions have partitions of their own${byHand}`,
    ],
  ])('%s', async (_, sql, reason) => {
    const live = await driftedBy(sql);
    const stdout = await repaired(live);
    await live.drop();
    expect(stdout).toMatch(new RegExp(`^-- NOT PLANNED: table public\\.event: ${reason}$`, 'm'));
    expect(stdout).not.toContain('CREATE TABLE "');
  });
});
