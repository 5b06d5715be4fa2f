import { beforeAll, describe, expect, it } from 'vitest';
import { ChangedWhileRead } from '../../../src/harness/catalog/catalog-query.ts';
import { ledgerTablesSql, toLedgerTables } from '../../../src/harness/catalog/ledger-tables.ts';
import { defaultLedger } from '../../../src/harness/history/default-ledger.ts';
import { readLedgers } from '../../../src/harness/history/read-ledger.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { useProjects } from '../../support/cli.ts';
import { runIn } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { type HostileLedger, hostileLedgers } from './hostile-ledgers.ts';
import { type Guarded, useMallory } from './mallory.ts';

const databases = useScratchDatabases();
const newProject = useProjects();
const mallory = useMallory(databases);
let migrated: Scratch;
let project: string;
let major: number;

beforeAll(async () => {
  migrated = await databases.create();
  await migrateByDrizzle(migrated.url);
  project = await newProject();
  const [[row] = []] = await migrated.run(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  major = Number(row?.major);
});

/** A migrated database of hers, in which she has done something. */
async function hers({ prepared = '', sql }: Pick<HostileLedger, 'prepared' | 'sql'>): Promise<Guarded> {
  const guarded = await mallory.guard(await databases.clone(migrated));
  await guarded.database.run(prepared);
  await guarded.asMallory(sql);
  return guarded;
}

describe('what she makes of the ledger runs nothing of hers, and is named', () => {
  it.each(hostileLedgers.map((each) => [each.sentence, each] as const))(
    '%s',
    async (_, { majors, said, ...made }) => {
      if (majors && !majors(major)) return;
      const { database, hasRun, clear } = await hers(made);
      await clear();
      const status = await runIn(project, ['status'], database.url);
      const drift = await runIn(project, ['drift'], database.url);
      expect(await hasRun()).toBe(false);
      const unfit = (findings: typeof status.findings) =>
        findings.filter(({ rule }) => rule === 'ledger-unfit');
      if (said === 'read') {
        expect(status).toMatchObject({ code: 0, findings: [] });
        expect(unfit(drift.findings)).toEqual([]);
        return;
      }
      for (const ran of [status, drift]) {
        expect(unfit(ran.findings)).toMatchObject([
          { severity: 'breaking', object: { kind: 'table', name: '__drizzle_migrations' } },
        ]);
        expect(unfit(ran.findings)[0]?.message).toMatch(said);
        expect(ran.code).toBe(2);
      }
    },
  );

  it('while the mark of her function is left by whoever does read it', async () => {
    const { database, hasRun, clear } = await hers(hostileLedgers[0] as HostileLedger);
    await clear();
    await database.run('BEGIN READ ONLY; SELECT * FROM drizzle.__drizzle_migrations; ROLLBACK');
    expect(await hasRun()).toBe(true);
  });
});

it('she swaps the ledger for a view and back all the time: nothing runs, and no answer is wrong', async () => {
  const { database, hasRun, clear, openSession } = await hers({
    sql: 'CREATE VIEW drizzle.fake AS SELECT id, evil(hash) AS hash, created_at FROM drizzle.__drizzle_migrations',
  });
  await clear();
  const session = await openSession();
  let swapping = true;
  const swap = (async () => {
    while (swapping)
      await session.query(`BEGIN; ALTER TABLE drizzle.__drizzle_migrations RENAME TO real;
        ALTER VIEW drizzle.fake RENAME TO __drizzle_migrations; COMMIT; BEGIN;
        ALTER VIEW drizzle.__drizzle_migrations RENAME TO fake; ALTER TABLE drizzle.real RENAME TO __drizzle_migrations; COMMIT`);
  })();
  const codes = new Map<number, number>();
  for (let round = 0; round < 10; round++) {
    const { code, findings, stderr } = await runIn(project, ['status'], database.url);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (code === 2) expect(findings[0]?.rule).toMatch(/^ledger-(unfit|elsewhere)$/);
    if (code === 1) expect(stderr).toMatch(/changed faster than it can be read|is locked by process/);
  }
  swapping = false;
  await swap;
  expect(await hasRun()).toBe(false);
  expect([...codes.values()].reduce((a, b) => a + b)).toBe(10);
});

describe('what happens to the ledger between look and read is seen, and no answer is made of it', () => {
  const ledger = 'drizzle.__drizzle_migrations';
  it.each([
    ['emptied', `TRUNCATE ${ledger}`],
    ['emptied and filled', `TRUNCATE ${ledger}; INSERT INTO ${ledger} SELECT * FROM drizzle.kept`],
    ['dropped', `DROP TABLE ${ledger}`],
    ['another table', `DROP TABLE ${ledger}; CREATE TABLE ${ledger} AS TABLE drizzle.kept`],
    [
      'a view',
      `DROP TABLE ${ledger}; CREATE VIEW ${ledger} AS SELECT id, evil(hash) AS hash, created_at FROM drizzle.kept`,
    ],
    ['a table of other columns', `ALTER TABLE ${ledger} RENAME hash TO sum`],
    ['a column of another type', `ALTER TABLE ${ledger} ALTER hash TYPE varchar(64) USING evil(hash)`],
  ])('%s', async (_, sql) => {
    const { database, asMallory, hasRun, clear } = await hers({
      sql: `CREATE TABLE drizzle.kept AS TABLE ${ledger}`,
    });
    const read = database.read(async (snapshot) => {
      const [tables = []] = await snapshot.query(ledgerTablesSql(defaultLedger));
      await asMallory(sql);
      await clear();
      return readLedgers(snapshot, toLedgerTables(tables));
    });
    await expect(read).rejects.toThrow(ChangedWhileRead);
    expect(await hasRun()).toBe(false);
  });
});

it('the server refuses a view of hers in whatever we send to it', async () => {
  const { database } = await hers({ sql: "CREATE VIEW public.v AS SELECT evil('x')" });
  const selected = withLive(database.url.href, (live) =>
    live.read((snapshot) => snapshot.query('SELECT * FROM public.v')),
  );
  await expect(selected).rejects.toThrow(/access to non-system view "v" is restricted/);
});

describe('a checker that is no superuser', () => {
  it('is told that a policy hides rows of the ledger from it, and the policy is not run', async () => {
    const { database, hasRun, clear, asChecker } = await hers({
      sql: `CREATE POLICY p ON drizzle.__drizzle_migrations USING (evil(hash) = '');
        ALTER TABLE drizzle.__drizzle_migrations ENABLE ROW LEVEL SECURITY;
        GRANT USAGE ON SCHEMA drizzle TO PUBLIC; GRANT SELECT ON drizzle.__drizzle_migrations TO PUBLIC`,
    });
    await database.run('GRANT pg_write_server_files, pg_read_all_settings TO PUBLIC').catch(() => {});
    await clear();
    const ran = await runIn(project, ['status'], asChecker);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/row security hides rows of "drizzle"\."__drizzle_migrations" from role/);
    expect(await hasRun()).toBe(false);
  });

  it('needs no more than the three columns that are read', async () => {
    const { asChecker } = await hers({
      sql: `GRANT USAGE ON SCHEMA drizzle TO PUBLIC; GRANT SELECT (hash, created_at) ON drizzle.__drizzle_migrations TO PUBLIC`,
    });
    expect(await runIn(project, ['status'], asChecker)).toMatchObject({ code: 0, findings: [] });
  });
});
