import { describe, expect, it } from 'vitest';
import type { LockMode } from '../../../src/harness/model/cost.ts';
import { printName } from '../../../src/harness/model/identity.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { effectOn, measure } from './bench.ts';

const databases = useScratchDatabases();

/** From the Postgres manual, "Explicit Locking" and the pages of the statements: a statement, and its lock on each table. */
const locks: readonly (readonly [statement: string, locks: Readonly<Record<string, LockMode>>])[] = [
  ['DO $$ BEGIN PERFORM * FROM t; END $$', { t: 'AccessShareLock' }],
  ['DO $$ BEGIN PERFORM * FROM other FOR UPDATE; END $$', { other: 'RowShareLock' }],
  ['UPDATE other SET n = 1', { other: 'RowExclusiveLock' }],
  ["COMMENT ON TABLE t IS 'x'", { t: 'ShareUpdateExclusiveLock' }],
  ['CREATE INDEX ON t (v)', { t: 'ShareLock' }],
  ['CREATE TABLE x (t int REFERENCES t)', { t: 'ShareRowExclusiveLock' }],
  [
    'ALTER TABLE other ADD FOREIGN KEY (n) REFERENCES parent NOT VALID',
    { other: 'ShareRowExclusiveLock', parent: 'ShareRowExclusiveLock' },
  ],
  ['LOCK TABLE t IN EXCLUSIVE MODE', { t: 'ExclusiveLock' }],
  ['ALTER TABLE t ADD c int', { t: 'AccessExclusiveLock' }],
  ['DROP TABLE t', { t: 'AccessExclusiveLock', parent: 'AccessExclusiveLock' }],
];

describe('the lock that a statement takes is read while it is held', () => {
  it.each(locks)('%s', async (up, expected) => {
    const { costs } = await measure(databases, { up });
    expect(costs).toMatchObject([{ transaction: 1, observed: true }]);
    const taken = costs[0]?.effects.map(({ table, takes, held, heldSince }) => [
      printName(table),
      takes,
      held,
      heldSince,
    ]);
    const wanted = Object.entries(expected).map(([table, mode]) => [`public.${table}`, mode, mode, 1]);
    expect(taken?.sort()).toEqual(wanted.sort());
  });

  it('a lock that is held already is not taken again, and keeps its line', async () => {
    const up = 'ALTER TABLE t ADD c int;\nCREATE INDEX i ON t (v);\nCREATE INDEX j ON t (c)';
    const { costs } = await measure(databases, { up });
    const held = { held: 'AccessExclusiveLock', heldSince: 1 };
    expect(effectOn(costs, 't', 2)).toMatchObject({ takes: 'ShareLock', ...held });
    expect(effectOn(costs, 't', 3)).toMatchObject(held);
    expect(effectOn(costs, 't', 3)).not.toHaveProperty('takes');
  });
});

it('tables whose names hold dots are told apart', async () => {
  const before = `CREATE SCHEMA a; CREATE SCHEMA "a.b"; CREATE TABLE a."b.c" (n int); CREATE TABLE "a.b".c (n int);`;
  const { costs, notMeasured } = await measure(databases, {
    before,
    up: 'UPDATE "a.b".c SET n = 1;\nDELETE FROM a."b.c"',
  });
  expect(notMeasured).toEqual([]);
  expect(
    costs.map(({ effects }) => effects.map(({ table, rows }) => [table, rows.map(({ inTable }) => inTable)])),
  ).toEqual([[[{ schema: 'a.b', name: 'c' }, [100, 400]]], [[{ schema: 'a', name: 'b.c' }, [100, 400]]]]);
});

describe('what runs in no transaction is looked at from another connection', () => {
  it.each<readonly [string, LockMode]>([
    ['CREATE INDEX CONCURRENTLY i ON t (v)', 'ShareUpdateExclusiveLock'],
    ['REINDEX TABLE CONCURRENTLY t', 'ShareUpdateExclusiveLock'],
    ['VACUUM FULL t', 'AccessExclusiveLock'],
  ])('%s', async (up, held) => {
    const { costs } = await measure(databases, { up });
    expect(costs).toMatchObject([
      { transaction: null, observed: true, times: [{ rows: 100 }, { rows: 400 }] },
    ]);
    expect(effectOn(costs, 't')).toMatchObject({ held });
  });

  it('and where nothing was seen, that is said', async () => {
    const { costs, findings } = await measure(databases, { up: 'DROP DATABASE IF EXISTS nobodys' });
    expect(costs).toMatchObject([{ transaction: null, observed: false, effects: [] }]);
    expect(findings).toEqual([]);
  });

  it('the statements around it run in transactions of their own', async () => {
    const up = 'ALTER TABLE t ADD c int;\nCREATE INDEX CONCURRENTLY i ON t (v);\nUPDATE other SET n = 1';
    const { costs } = await measure(databases, { up });
    expect(costs.map(({ transaction, source }) => [source.line, transaction])).toEqual([
      [1, 1],
      [2, null],
      [3, 2],
    ]);
    expect(effectOn(costs, 't', 2)).toMatchObject({ held: 'ShareUpdateExclusiveLock', heldSince: 2 });
  });

  it('a value is used after it was added to its enum', async () => {
    const before = "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (id int PRIMARY KEY, m mood)";
    const up = "ALTER TYPE mood ADD VALUE 'ok';\nUPDATE t SET m = 'ok'";
    const { costs, findings } = await measure(databases, { before, up });
    expect(costs).toMatchObject([{ transaction: 2, source: { line: 2 } }]);
    expect(findings.map(({ rule }) => rule)).toEqual(['migration-backfills']);
  });
});

describe('rows and times', () => {
  it('are those of both sizes', async () => {
    const { costs } = await measure(databases, { up: 'UPDATE t SET n = 1 WHERE id > 0' });
    expect(costs[0]?.times.map(({ rows }) => rows)).toEqual([100, 400]);
    for (const { ms } of costs[0]?.times ?? []) expect(ms).toBeGreaterThanOrEqual(0);
    const rows = effectOn(costs, 't')?.rows;
    expect(rows?.map(({ inTable }) => inTable)).toEqual([100, 400]);
    expect(rows?.map(({ updated }) => updated > 80)).toEqual([true, true]);
    expect(rows?.[1]?.updated).toBeGreaterThan(380);
  });

  it('of partitions are those of their table', async () => {
    const before = `CREATE TABLE t (id int, n int) PARTITION BY LIST (n); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
      CREATE TABLE t2 PARTITION OF t FOR VALUES IN (2)`;
    const { costs } = await measure(databases, { before, up: 'UPDATE t SET id = 1' });
    expect(costs[0]?.effects.map(({ table }) => table)).toEqual([{ schema: 'public', name: 't' }]);
    expect(effectOn(costs, 't')?.rows).toMatchObject([
      { inTable: 100, updated: 100 },
      { inTable: 400, updated: 400 },
    ]);
  });
});

describe('only tables older than the migration count', () => {
  it('not the tables that it makes, on the way up and down', async () => {
    const up = 'CREATE TABLE x (a int); INSERT INTO x SELECT 1; CREATE INDEX ON x (a)';
    const { costs, findings } = await measure(databases, { up, down: 'DROP TABLE x' });
    expect([costs, findings]).toEqual([[], []]);
  });

  it('not the ledger', async () => {
    const before = 'CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id int PRIMARY KEY)';
    const { costs } = await measure(databases, { before, up: 'DELETE FROM drizzle.__drizzle_migrations' });
    expect(costs).toEqual([]);
  });
});

it('leaves no database behind, also when the migration fails', async () => {
  const database = await databases.create();
  const run = database.name.split('_')[1];
  const namesOfRun = async () =>
    (await database.run(`SELECT datname FROM pg_database WHERE datname LIKE 'driftproof\\_${run}\\_%'`))[0];
  const before = await namesOfRun();
  await measure(databases, { up: 'CREATE INDEX ON t (v)', down: 'SELECT oops' });
  await measure(databases, { up: 'ALTER TABLE t ADD c int NOT NULL' });
  expect(await namesOfRun()).toEqual(before);
});

it('what is seen after an up is what its down begins with', async () => {
  let seen = 0;
  const counting = (database: Scratch): Scratch => ({
    ...database,
    ask: (...questions) => {
      if (questions.some((each) => each.includes('pg_locks'))) seen += 1;
      return database.ask(...questions);
    },
    rolledBack: (use, last) => database.rolledBack((inside) => use(counting(inside)), last),
  });
  const create = async () => counting(await databases.create());
  const steps = { up: 'ALTER TABLE t ADD c int', down: 'ALTER TABLE t DROP c' };
  const { costs } = await measure({ ...databases, create }, steps);
  expect(costs.map(({ direction }) => direction)).toEqual(['up', 'down']);
  // Before and after the up, and after the down, without rows and with; and around the down alone.
  expect(seen).toBe(3 + 3 + 2);
});
