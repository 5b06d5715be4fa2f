import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import { readFolder } from '../../../src/harness/history/folder.ts';
import { createLedgerSql } from '../../../src/harness/history/ledger.ts';
import { migrationStatusOf } from '../../../src/harness/history/migration-status.ts';
import { type Migration, readMigrations } from '../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { sqlState } from '../../../src/harness/postgres/sqlstates.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { applicationHistory, applyMigrations, catalogOf, ledgerIn, up } from '../../support/history.ts';
import { historyOf, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { withSession } from '../../support/session.ts';
import { rowOf, tagsOf } from '../history/support/made.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const appliedIn = async (database: Scratch) => {
  const ledger = await ledgerIn(database);
  return ledger.state === 'read' ? ledger.rows : [];
};

/** Our runner applies migrations on a connection of its own, a moment after somebody else began. */
const applyBeside = ({ url }: Scratch, history: readonly Migration[], after: number): Promise<void> =>
  withSession(url, async ({ database }) => {
    await sleep(after);
    await applyMigrations(database, history);
  });

/**
 * What Postgres says of something that is there already: the second is what a concurrent transaction just made. Where each
 * waits for the other, it ends one of the two.
 */
const mayBeSaid = [
  sqlState.duplicateTable,
  sqlState.duplicateSchema,
  sqlState.duplicateColumn,
  sqlState.duplicateObject,
  sqlState.uniqueViolation,
  sqlState.deadlockDetected,
];

it('Drizzle’s migrator and ours at once: ours never fails, Drizzle’s may and rolls back, and each migration is there once', async () => {
  const history = await applicationHistory();
  const alone = await databases.create();
  await applyMigrations(alone, history);
  for (let round = 0; round < 18; round++) {
    const database = await databases.create();
    await applyMigrations(database, history.slice(0, round % history.length));
    const [ours, drizzle] = await Promise.allSettled([
      applyBeside(database, history, 40 * Math.random()),
      migrateByDrizzle(database.url),
    ]);
    expect(ours).toEqual({ status: 'fulfilled', value: undefined });
    if (drizzle.status === 'rejected') expect(mayBeSaid).toContain(drizzle.reason.cause?.code);
    expect(await appliedIn(database)).toEqual(history.map(rowOf));
    expect((await catalogOf(database)).objects).toEqual((await catalogOf(alone)).objects);
    await database.drop();
  }
}, 180_000);

it('a step that the server ends to resolve a deadlock is run again', async () => {
  const history = await applicationHistory();
  const database = await databases.create();
  await applyMigrations(database, history.slice(0, 5));
  await withSession(database.url, async ({ database: other }) => {
    // As Drizzle's one transaction does: what our step makes is there, and the table is then needed for itself alone.
    const [first] = history[5]?.up.sql.split('--> statement-breakpoint') ?? [];
    await other.run(`BEGIN; SET LOCAL deadlock_timeout = '1min'; ${first}`);
    const applying = applyBeside(database, [history[5] as Migration], 0);
    await waitersFor(database, 1);
    await other.run('LOCK TABLE output_asset IN ACCESS EXCLUSIVE MODE; ROLLBACK');
    await applying;
  });
  expect(await appliedIn(database)).toEqual(history.slice(0, 6).map(rowOf));
});

it('a ledger that somebody is making just now is no obstacle', async () => {
  const [first] = (await applicationHistory()) as [Migration];
  const database = await databases.create();
  await withSession(database.url, async ({ database: other }) => {
    await other.run(`BEGIN; ${createLedgerSql(defaultLedger, false)}`);
    const applying = applyBeside(database, [first], 0);
    await waitersFor(database, 1);
    await other.run('COMMIT');
    await applying;
  });
  expect(await appliedIn(database)).toEqual([rowOf(first)]);
});

it('what Drizzle does right after we have asked the ledger is in the way, and is found there', async () => {
  const history = await applicationHistory();
  const database = await databases.create();
  await applyMigrations(database, history.slice(0, 3));
  let asked = false;
  const run = async (sql: string) => {
    const rows = await database.run(sql);
    const isQuestion = !asked && /^SELECT\b.*FROM "drizzle"."__drizzle_migrations"/s.test(sql);
    asked ||= isQuestion;
    if (isQuestion) await migrateByDrizzle(database.url);
    return rows;
  };
  expect(await up({ ...database, run }, history[3] as Migration)).toBe(false);
  expect(asked).toBe(true);
  expect(await appliedIn(database)).toEqual(history.map(rowOf));
});

it('a migration that makes nothing is run by both, and the ledger has it twice: status says so', async () => {
  const folder = await write(
    historyOf(['CREATE TABLE t (a int); INSERT INTO t VALUES (1);'], ['UPDATE t SET a = a + 1;']),
  );
  const history = await readMigrations(await readFolder(`${folder}/drizzle`));
  const database = await databases.create();
  await applyMigrations(database, history.slice(0, 1));
  await withSession(database.url, async ({ database: other }) => {
    await other.run('BEGIN; LOCK TABLE t');
    const both = [
      withSession(database.url, (ours) => up(ours.database, history[1] as Migration)),
      migrateByDrizzle(database.url, `${folder}/drizzle`),
    ];
    await waitersFor(database, 2);
    await other.run('COMMIT');
    await Promise.all(both);
  });
  expect(await database.run('SELECT a FROM t')).toEqual([[{ a: 3 }]]);
  expect(tagsOf(migrationStatusOf(history, await appliedIn(database))['applied-twice'])).toEqual([
    '0001_step',
  ]);
});

/** Resolves when so many sessions wait for a lock in a database. */
async function waitersFor(database: Scratch, count: number): Promise<void> {
  const sql =
    'SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = $$Lock$$';
  while (((await database.run(sql))[0]?.length ?? 0) < count) await sleep(10);
}
