import { expect, it } from 'vitest';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import { Problem } from '../../../src/harness/model/problem.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { takeStep } from '../../../src/harness/runner/take-step.ts';
import { catalogOf, ledgerIn, madeOf, stepOn } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openSession } from '../../support/session.ts';
import { migrationOf } from '../history/support/made.ts';

const databases = useScratchDatabases();

const migration = (...statements: readonly string[]): Migration =>
  madeOf('0001_t1', 1000, statements.join(';\n'), 'DROP INDEX CONCURRENTLY i; DROP TABLE t');

const up = (database: Scratch, step: Migration) => takeStep(stepOn(database, step, 'up'));
const down = (database: Scratch, step: Migration) => takeStep(stepOn(database, step, 'down'));

/** What a step that fails says. */
const said = (step: Promise<unknown>): Promise<string> =>
  step.then(
    () => 'nothing',
    (error) => (error instanceof Problem ? error.message : `not a Problem: ${error}`),
  );

const objectsIn = async (database: Scratch): Promise<string[]> =>
  (await catalogOf(database)).objects
    .filter(({ id }) => id.kind === 'table' || id.kind === 'index')
    .map(({ id, attributes }) => `${id.name}${attributes.valid === false ? ' INVALID' : ''}`)
    .sort();

const appliedIn = async (database: Scratch): Promise<number> => {
  const ledger = await ledgerIn(database);
  return ledger.state === 'read' ? ledger.rows.length : 0;
};

const table = 'CREATE TABLE t (a int)';
const twice = 'INSERT INTO t VALUES (1), (1)';
const unique = 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)';

it('a step that no transaction takes stops at a statement, says so, and goes on there; its INVALID index is taken away', async () => {
  const database = await databases.create();
  const step = migration(table, twice, unique);
  expect(await said(up(database, step))).toBe(
    '0001_t1.sql:3: could not create unique index "i"; the statements before it were kept: run the step again to continue here',
  );
  expect(await objectsIn(database)).toEqual(['__driftproof_step', 'i INVALID', 't']);
  expect(await appliedIn(database)).toBe(0);
  await database.run('DELETE FROM t');
  await up(database, step);
  expect(await objectsIn(database)).toEqual(['i', 't']);
  expect(await appliedIn(database)).toBe(1);
  await down(database, step);
  expect(await objectsIn(database)).toEqual([]);
});

it('what has not run may be corrected before it goes on, what has run may not', async () => {
  const database = await databases.create();
  await said(up(database, migration(table, twice, unique)));
  expect(await said(up(database, migration(table, 'SELECT 1', unique)))).toBe(
    '0001_t1.sql: its first 2 statements have run, and have been edited since; restore them, and edit only what has not run',
  );
  await up(database, migration(table, twice, 'CREATE INDEX CONCURRENTLY i ON t (a)'));
  expect(await objectsIn(database)).toEqual(['i', 't']);
});

it('until it has gone on, its down and every other step are refused', async () => {
  const database = await databases.create();
  const step = migration(table, twice, unique);
  await said(up(database, step));
  const words = 'the up of 0001_t1 stopped after 2 statements; finish that up first';
  expect(await said(down(database, step))).toBe(words);
  expect(await said(up(database, migrationOf(2, 2000)))).toBe(words);
});

it('an index that was there before is somebody else’s: it is neither dropped nor taken for ours', async () => {
  const database = await databases.create();
  const step = migration(
    table,
    'ALTER TABLE t ADD b int',
    'CREATE INDEX CONCURRENTLY i ON t (b)',
    'SELECT 1',
  );
  await database.run('CREATE TABLE other (a int); CREATE INDEX i ON other (a)');
  for (const _ of [1, 2]) expect(await said(up(database, step))).toMatch(/relation "i" already exists/);
  expect(await objectsIn(database)).toContain('i');
  await database.run('DROP TABLE other');
  await up(database, step);
  expect(await objectsIn(database)).toEqual(['i', 't']);
});

/** Takes an up whose connection is lost when a message that begins so has been answered. */
async function upLostAfter(database: Scratch, step: Migration, beginning: string): Promise<string> {
  const { database: runner, cut, close } = await openSession(database.url);
  let inTransaction = false;
  const lost: Scratch = {
    ...runner,
    run: async (sql) => {
      inTransaction = sql.startsWith('BEGIN') || (inTransaction && sql !== 'ROLLBACK');
      const rows = await runner.run(sql);
      if (!inTransaction && sql.trim().startsWith(beginning)) cut();
      return rows;
    },
  };
  const words = await said(up(lost, step));
  await close();
  return words;
}

it('a statement that has run is noted with it, so that it runs once', async () => {
  const database = await databases.create();
  const step = migration(table, 'INSERT INTO t VALUES (1)', unique);
  expect(await upLostAfter(database, step, 'INSERT INTO t')).toMatch(/^0001_t1\.sql:[23]: /);
  await up(database, step);
  expect(await database.run('SELECT a FROM t')).toEqual([[{ a: 1 }]]);
});

it('an index whose end nobody was told of is not made again', async () => {
  const database = await databases.create();
  const step = migration(table, unique, 'SELECT 1/count(*) FROM t', 'VACUUM t');
  expect(await upLostAfter(database, step, 'UPDATE "drizzle"."__driftproof_step" SET indexes')).toMatch(
    /^0001_t1\.sql:2: /,
  );
  expect(await upLostAfter(database, step, unique)).toMatch(/^0001_t1\.sql:2: /);
  const [[before] = []] = await database.run("SELECT 'i'::regclass::oid AS oid");
  expect(await said(up(database, step))).toMatch(/^0001_t1\.sql:3: division by zero/);
  const [[after] = []] = await database.run("SELECT 'i'::regclass::oid AS oid");
  expect(after).toEqual(before);
  await database.run('INSERT INTO t VALUES (1)');
  await up(database, step);
  expect(await appliedIn(database)).toBe(1);
});

it('a transaction that the migration opens is undone when it fails, and begun again', async () => {
  const database = await databases.create();
  const step = migration(table, 'BEGIN', 'ALTER TABLE t ADD b int', 'SELECT 1/count(*) FROM t', 'COMMIT');
  expect(await said(up(database, step))).toMatch(/^0001_t1\.sql:4: division by zero/);
  expect(await database.run('SELECT done FROM drizzle.__driftproof_step')).toEqual([[{ done: 1 }]]);
  await database.run('INSERT INTO t VALUES (1)');
  await up(database, step);
  expect(await appliedIn(database)).toBe(1);
});

it('what a commit is refused for is said, and nothing is kept', async () => {
  const database = await databases.create();
  const step = migration('CREATE TABLE t (a int, UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)', twice);
  expect(await said(up(database, step))).toMatch(
    /^0001_t1\.sql:1: duplicate key value .*; nothing of this step was kept$/,
  );
  expect(await objectsIn(database)).toEqual([]);
});
