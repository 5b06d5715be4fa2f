import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { configOf, historyOf, type RanIn, runIn, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from '../catalog/server.ts';

const major = await serverMajor();
const databases = useScratchDatabases();
const write = useStrangers();
let project: string;
let migrated: Scratch;

const built = `
CREATE COLLATION sorted (provider = icu, locale = 'en');
CREATE COLLATION unused (provider = icu, locale = 'de');
CREATE TABLE t (id integer PRIMARY KEY, name text COLLATE sorted, note text COLLATE "en-x-icu", other text COLLATE "de-x-icu");
CREATE INDEX t_name_idx ON t (name);
CREATE INDEX t_note_idx ON t (note);
CREATE MATERIALIZED VIEW filled AS SELECT id FROM t;
CREATE MATERIALIZED VIEW empty AS SELECT id FROM t WITH NO DATA;`;

beforeAll(async () => {
  project = await write({ ...configOf(''), ...historyOf([built]) });
  migrated = await databases.create();
  await migrated.run(`${built} REFRESH MATERIALIZED VIEW empty`);
});

const drift = (database: Scratch, argv: readonly string[] = ['drift']): Promise<RanIn> =>
  runIn(project, argv, database.url);

async function driftAfter(sql: string): Promise<RanIn> {
  const database = await databases.clone(migrated);
  try {
    await database.run(sql);
    return await drift(database);
  } finally {
    await database.drop();
  }
}

describe('a collation', () => {
  const outdated = (name: string) =>
    `UPDATE pg_collation SET collversion = '1' WHERE collname = '${name}' AND collprovider = 'i'`;

  it.each([
    ['that a migration made', 'sorted'],
    ['that a migration made, though no index sorts by it', 'unused'],
    ["of the library, where somebody's index sorts by it", 'en-x-icu'],
  ])('of another version, %s, is a warning', async (_, name) => {
    const { serious, findings } = await driftAfter(outdated(name));
    expect(serious).toEqual([`collation-outdated ${name}`]);
    const message = findings.find(({ rule }) => rule === 'collation-outdated')?.message;
    expect(message).toMatch(/ was recorded with version 1, and sorts by version \d\S* now$/);
  });

  it('of the library that no index sorts by is not asked', async () => {
    expect((await driftAfter(outdated('de-x-icu'))).serious).toEqual([]);
  });

  it.runIf(major >= 15)("of another version that is the database's own is a warning", async () => {
    const { serious, findings } = await driftAfter(
      "UPDATE pg_database SET datcollversion = '1' WHERE datname = current_database()",
    );
    expect(serious).toEqual(['collation-outdated default']);
    expect(findings.find(({ rule }) => rule === 'collation-outdated')?.message).toMatch(
      /^collation pg_catalog\.default, the database's own, was recorded with version 1, and sorts by /,
    );
  });
});

describe('a materialized view', () => {
  it('that a migration leaves empty may have been filled since', async () => {
    expect(await driftAfter('SELECT 1')).toMatchObject({ code: 0, serious: [] });
  });

  it('that was never filled is found, though the migrations leave it so', async () => {
    expect((await driftAfter('REFRESH MATERIALIZED VIEW empty WITH NO DATA')).serious).toEqual([
      'materialized-view-unpopulated empty',
    ]);
  });

  it('that the migrations fill is found once', async () => {
    expect((await driftAfter('REFRESH MATERIALIZED VIEW filled WITH NO DATA')).serious).toEqual([
      'materialized-view-populated filled',
    ]);
  });

  it('that nobody has declared is found once', async () => {
    expect((await driftAfter('CREATE MATERIALIZED VIEW more AS SELECT 1 WITH NO DATA')).serious).toEqual([
      'materialized-view-extra more',
    ]);
  });
});

describe('an index that is not valid', () => {
  /** What `use` sees while a statement waits for another transaction, once that shows by `shown`. */
  async function during(
    before: string,
    sql: string,
    use: (database: Scratch) => Promise<void>,
  ): Promise<void> {
    const database = await databases.clone(migrated);
    await database.run(before);
    const [holder, builder] = [0, 1].map(() => new pg.Client({ connectionString: database.url.href }));
    if (!holder || !builder) throw new Error('no client');
    await Promise.all([holder.connect(), builder.connect()]);
    await holder.query('BEGIN; INSERT INTO t (id) VALUES (1)');
    const building = builder.query(sql).catch(() => {});
    const isBuilding = async () =>
      (
        await database.run(
          "SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase LIKE 'waiting%'",
        )
      )[0]?.length === 1;
    while (!(await isBuilding())) await sleep(20);
    try {
      await use(database);
    } finally {
      await holder.query('ROLLBACK');
      await building;
      await holder.end();
      await builder.end();
      await database.drop();
    }
  }

  it('because it is being rebuilt is no drift, and neither is what REINDEX makes meanwhile', async () => {
    await during('', 'REINDEX INDEX CONCURRENTLY t_name_idx', async (database) => {
      const { code, findings } = await drift(database);
      expect(code).toBe(0);
      expect(findings.filter(({ rule }) => rule.startsWith('index'))).toMatchObject([
        { rule: 'index-being-built', severity: 'info', object: { name: 't_name_idx_ccnew' } },
      ]);
    });
  });

  const again = ['DROP INDEX t_name_idx', 'CREATE INDEX CONCURRENTLY t_name_idx ON t (name)'] as const;

  it('because it is being built is no broken one, whoever looks, and no plan rebuilds it', async () => {
    const reader = `builds_${process.pid}`;
    await during(...again, async (database) => {
      await database.run(`CREATE ROLE ${reader} LOGIN PASSWORD 'secret'`);
      const url = new URL(database.url);
      url.username = reader;
      url.password = 'secret';
      const told = (by: RanIn) => by.findings.filter(({ object }) => object.name === 't_name_idx');
      const [asOwner, asReader] = [await drift(database), await runIn(project, ['drift'], url)];
      expect(told(asOwner)).toMatchObject([
        { rule: 'index-being-built', severity: 'info', advice: 'nothing to do: run again when it is built' },
      ]);
      expect(told(asOwner)[0]?.message).toMatch(
        /^index public\.t\.t_name_idx is being built right now \(process \d+: waiting for writers before build\)$/,
      );
      expect(told(asReader)[0]?.message).toMatch(
        /^index public\.t\.t_name_idx is being built right now \(process \d+\)$/,
      );
      expect([asOwner.serious, asReader.serious]).toEqual([[], []]);
      expect(await drift(database, ['repair'])).toMatchObject({ code: 0, serious: [] });
      await database.run(`DROP ROLE ${reader}`);
    });
  });

  it('and is built by nobody is a broken one', async () => {
    const { serious } = await driftAfter(
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_name_idx'::regclass",
    );
    expect(serious).toEqual(['index-valid t_name_idx']);
  });
});
