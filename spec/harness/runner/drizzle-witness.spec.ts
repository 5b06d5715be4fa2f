import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import { readFolder } from '../../../src/harness/history/folder.ts';
import { createLedgerSql, type LedgerRow } from '../../../src/harness/history/ledger.ts';
import { migrationStatusOf } from '../../../src/harness/history/migration-status.ts';
import { type Migration, readMigrations } from '../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { replay } from '../../../src/harness/runner/replay.ts';
import { takeStep } from '../../../src/harness/runner/take-step.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { down, ledgerIn, stepOn, up, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { entries, good, journalText, noon, useFolders } from '../history/support/folder.ts';
import { migrationOf, rowOf, tagsOf } from '../history/support/made.ts';

const databases = useScratchDatabases();
const write = useFolders();

const ledgerOf = async (database: Scratch): Promise<readonly LedgerRow[]> => {
  const ledger = await ledgerIn(database);
  return ledger.state === 'read' ? ledger.rows : [];
};

const folderOf = (migrations: readonly Migration[]): Promise<string> =>
  write({
    'meta/_journal.json': journalText(migrations.map(({ tag, when }, idx) => ({ idx, tag, when }))),
    ...Object.fromEntries(migrations.map(({ up }) => [up.path, up.sql])),
  });

const insertSql = ({ hash, createdAt }: LedgerRow): string =>
  `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${hash}', ${createdAt});`;

const tablesIn = async (database: Scratch): Promise<unknown[]> => {
  const [rows = []] = await database.run(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  );
  return rows.map(({ relname }) => relname);
};

it("a migration that is dated before the newest applied one is never run, with Drizzle's blessing", async () => {
  const database = await databases.create();
  const files = good.journal();
  await migrateByDrizzle(database.url, await write(files));
  files['meta/_journal.json'] = journalText([...entries(), { idx: 3, when: noon(2), tag: '0003_late' }]);
  files['0003_late.sql'] = 'CREATE TABLE late ();';
  const folder = await write(files);
  await migrateByDrizzle(database.url, folder);
  expect(await tablesIn(database)).toEqual(['users']);
  const status = migrationStatusOf(await readMigrations(await readFolder(folder)), await ledgerOf(database));
  expect(tagsOf(status['out-of-order'])).toEqual(['0003_late']);
});

/** A few times, so that they fall together and out of order often. */
const time = fc.integer({ min: 1, max: 6 }).map((nat) => nat * 1000);

/** Migrations of any times, and a ledger with rows of some: right, dated otherwise, or of others. */
const world = fc
  .array(fc.record({ when: time, row: fc.option(fc.record({ otherTime: fc.option(time) })) }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((made) => {
    const migrations = made.map(({ when }, index) => migrationOf(index, when));
    const rows = migrations.flatMap((migration, index) => {
      const row = made[index]?.row;
      return row ? [{ ...rowOf(migration), createdAt: row.otherTime ?? migration.when }] : [];
    });
    return fc
      .array(
        time.map((createdAt) => ({ hash: 'stranger', createdAt })),
        { maxLength: 1 },
      )
      .map((strangers) => ({ migrations, rows: [...rows, ...strangers] }));
  });

it('what Drizzle runs next is what is pending or will run again', async () => {
  const database = await databases.create();
  await fc.assert(
    fc.asyncProperty(world, async ({ migrations, rows }) => {
      await database.run(
        `DROP SCHEMA IF EXISTS drizzle CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public;
         ${createLedgerSql(defaultLedger, false)}; ${rows.map(insertSql).join('')}`,
      );
      const { pending, 'reapplied-next-deploy': again } = migrationStatusOf(
        migrations,
        await ledgerOf(database),
      );
      await migrateByDrizzle(database.url, await folderOf(migrations));
      const next = migrations.filter((migration) => pending.includes(migration) || again.includes(migration));
      expect(await tablesIn(database)).toEqual(next.map(({ tag }) => tag.slice(5)).sort());
    }),
    { numRuns: 60 },
  );
});

it('after our up Drizzle finds nothing to do; after our down it applies the migration again', async () => {
  const database = await databases.create();
  const folder = await write(good.journal());
  const migrations = await readMigrations(await readFolder(folder));
  for (const migration of migrations) {
    expect(await up(database, migration)).toBe(true);
    expect(await up(database, migration)).toBe(false);
  }
  const ledger = await ledgerOf(database);
  await migrateByDrizzle(database.url, folder);
  expect(await ledgerOf(database)).toEqual(ledger);
  for (const migration of migrations.toReversed()) {
    expect(await down(database, migration)).toBe(true);
    expect(await down(database, migration)).toBe(false);
  }
  expect(await tablesIn(database)).toEqual([]);
  await migrateByDrizzle(database.url, folder);
  expect(await ledgerOf(database)).toEqual(ledger);
  expect(await tablesIn(database)).toEqual(['users']);
});

/** A ledger's rows in the order in which they were written. */
const writtenIn = async (database: Scratch): Promise<unknown> =>
  (await database.run('SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY id'))[0];

it('on an empty database the replay runs what Drizzle runs, in the order of the journal, whatever the times say', async () => {
  const times = fc.array(time, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(times, async (whens) => {
      const migrations = whens.map((when, index) => migrationOf(index, when));
      const [byDrizzle, ours] = [await databases.create(), await databases.create()];
      await migrateByDrizzle(byDrizzle.url, await folderOf(migrations));
      const { stopped } = await replay(ours, migrations, wholeScope);
      expect(stopped).toBeUndefined();
      expect(await tablesIn(ours)).toEqual(await tablesIn(byDrizzle));
      expect(await writtenIn(ours)).toEqual(await writtenIn(byDrizzle));
      for (const [at, migration] of [...migrations.entries()].toReversed()) {
        await takeStep({ ...stepOn(ours, migration, 'down'), history: migrations });
        expect(await tablesIn(ours)).toEqual(tagsOf(migrations.slice(0, at)).map((tag) => tag.slice(5)));
        await takeStep({ ...stepOn(ours, migration, 'up'), history: migrations });
        await takeStep({ ...stepOn(ours, migration, 'down'), history: migrations });
      }
      expect(await writtenIn(ours)).toEqual([]);
      await Promise.all([byDrizzle.drop(), ours.drop()]);
    }),
    { numRuns: 15 },
  );
}, 120_000);

it('a migration is not taken back before the later ones, and not slipped in below them', async () => {
  const database = await databases.create();
  const [first, second] = [migrationOf(1, 1000), migrationOf(2, 2000)];
  await up(database, second);
  await expect(up(database, first)).rejects.toThrow(/later migration than 0001_t1/);
  const [third] = [migrationOf(3, 3000)];
  await up(database, third);
  await expect(down(database, second)).rejects.toThrow(/take that one back first/);
});

it('of a history that is known, none is taken back before those that follow it, however they are dated', async () => {
  const database = await databases.create();
  const history = [migrationOf(1, 3000), migrationOf(2, 1000), migrationOf(3, 3000)];
  await replay(database, history, wholeScope);
  for (const migration of history.slice(0, 2))
    await expect(takeStep({ ...stepOn(database, migration, 'down'), history })).rejects.toThrow(
      /take that one back first/,
    );
  expect(await tablesIn(database)).toEqual(['t1', 't2', 't3']);
});
