import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { configOf, type Files, historyOf, runIn, type Step, useStrangers } from '../../support/projects.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { type SmallServer, startSmallServer } from '../../support/small-server.ts';

const databases = useScratchDatabases();
const write = useStrangers();

const schema = "export const t = d.pgTable('t', { a: d.integer() });";
const project = (...steps: readonly Step[]): Files => ({ ...configOf(schema), ...historyOf(...steps) });

/** A database that is as schema and migrations have it. */
async function asDeclared(): Promise<URL> {
  const database = await databases.create();
  await database.run('CREATE TABLE t (a int)');
  return database.url;
}

const raise = (code: string): string =>
  `DO $$ BEGIN RAISE EXCEPTION 'said by the server' USING ERRCODE = '${code}'; END $$;`;

/** What is no word about a migration (Postgres manual, "PostgreSQL Error Codes"). */
const failures = [
  ['08006', 'a lost connection'],
  ['53000', 'too few resources'],
  ['53100', 'a full disk'],
  ['53200', 'no memory, or no lock'],
  ['53300', 'no connection'],
  ['53400', 'a limit of the configuration'],
  ['57000', 'an operator'],
  ['57014', 'a statement that took too long'],
  ['57P01', 'a server that is shut down'],
  ['57P02', 'a server that crashed'],
  ['57P03', 'a server that starts'],
  ['58000', 'a system that fails'],
  ['58030', 'a disk that fails'],
  ['58P01', 'a file that is not there'],
  ['XX000', 'an error of the server itself'],
  ['XX001', 'data that is corrupted'],
] as const;

describe.each(failures)('%s, %s', (code) => {
  it('while the history is replayed: drift and verify cannot tell, and the schema is not compared instead', async () => {
    const folder = await write(
      project(['CREATE TABLE t (a int);', 'DROP TABLE t;'], [raise(code), 'SELECT 1;']),
    );
    for (const ran of [await runIn(folder, ['drift'], await asDeclared()), await runIn(folder, ['verify'])]) {
      expect(ran.code).toBe(1);
      expect(ran.unanswered).toHaveLength(1);
      expect(ran.unanswered[0]).toMatch(/0001_step\.sql:1: the server failed: said by the server/);
      expect(ran.questions).not.toContain('schema ↔ database');
      expect(
        ran.findings.filter(({ rule, severity }) => severity === 'breaking' && rule !== 'could-not-tell'),
      ).toEqual([]);
    }
  });

  it('while a migration is taken back: that is no fault of the down', async () => {
    const folder = await write(project(['CREATE TABLE t (a int);', raise(code)]));
    const ran = await runIn(folder, ['verify']);
    expect(ran.code).toBe(1);
    expect(ran.findings.map(({ rule }) => rule)).not.toContain('migration-step-fails');
  });
});

it('while a migration that is wrong itself lets drift compare the schema', async () => {
  const folder = await write(project(['CREATE TABLE t (a int);'], [raise('P0001')]));
  const ran = await runIn(folder, ['drift'], await asDeclared());
  expect(ran.code).toBe(1);
  expect(ran.questions).toEqual(['migrations ↔ database', 'schema ↔ database']);
});

it('a disk that is full when rows are put in is not a table that takes none', async () => {
  const folder = await write(
    project(
      [
        `CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
       CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`,
        'DROP TABLE t; DROP FUNCTION f();',
      ],
      ['SELECT 1;', 'SELECT 1;'],
    ),
  );
  const ran = await runIn(folder, ['verify']);
  expect(ran.code).toBe(1);
  expect(ran.unanswered[0] ?? ran.stderr).toContain('could not extend file');
});

describe('a role of ours that may not do what a migration does', () => {
  const name = `limited_${process.pid}`;
  const limited = (): string[] => {
    const url = new URL(inject('serverUrl'));
    url.username = name;
    url.password = 'limited';
    return ['--server', url.href];
  };
  const fdw = 'CREATE EXTENSION postgres_fdw;';

  beforeAll(async () => {
    await (await databases.create()).run(`CREATE ROLE ${name} LOGIN CREATEDB PASSWORD 'limited'`);
  });
  afterAll(async () => {
    await (await databases.create()).run(`DROP ROLE ${name}`);
  });

  it.each([
    [
      'up',
      [
        ['CREATE TABLE t (a int);', 'DROP TABLE t;'],
        [fdw, 'DROP EXTENSION postgres_fdw;'],
      ],
    ],
    ['down', [['CREATE TABLE t (a int);', `${fdw} DROP TABLE t;`]]],
  ] as const)('is no fault of its %s', async (_, steps) => {
    const folder = await write(project(...steps));
    const ran = await runIn(folder, ['verify', ...limited()]);
    expect(ran.code).toBe(1);
    expect(ran.unanswered[0]).toMatch(
      /permission denied to create extension .* use a role on the scratch server/,
    );
    expect(ran.findings.map(({ rule }) => rule)).not.toContain('migration-step-fails');
  });

  it('nor does drift compare the schema instead', async () => {
    const folder = await write(project(['CREATE TABLE t (a int);'], [fdw]));
    const ran = await runIn(folder, ['drift', ...limited()], await asDeclared());
    expect(ran).toMatchObject({ code: 1, questions: ['migrations ↔ database'] });
  });
});

it('a session that somebody ends is no broken history', async () => {
  const folder = await write(project(['CREATE TABLE t (a int);'], ['SELECT pg_sleep(20);']));
  const live = await asDeclared();
  const ran = runIn(folder, ['drift'], live);
  const admin = await databases.create();
  const end = `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
    WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()`;
  while (!(await admin.run(end))[0]?.length) await sleep(50);
  expect(await ran).toMatchObject({ code: 1, questions: ['migrations ↔ database'] });
});

const count = 3000;
const tables = Array.from({ length: count }, (_, at) => `t${at}`);
const makeAll = tables
  .map((name) => `CREATE TABLE ${name} (id serial PRIMARY KEY, name text UNIQUE);`)
  .join('\n');
const dropAll = tables.map((name) => `DROP TABLE ${name};`).join('\n');

describe(`${count} tables in one migration`, () => {
  const many = { ...configOf(schema), ...historyOf([makeAll, dropAll]) };

  it('are replayed on a server of ours, and dropped there', async () => {
    const live = await databases.create();
    await live.run(makeAll);
    const ran = await runIn(await write(many), ['drift'], live.url);
    expect(ran).toMatchObject({ code: 0, questions: ['migrations ↔ database'], unanswered: [], serious: [] });
    await live.run(dropAll);
  }, 120_000);

  describe('on a server of somebody with too few locks', () => {
    let small: SmallServer;
    beforeAll(async () => {
      small = await startSmallServer({ max_connections: '10', max_locks_per_transaction: '10' });
    });
    afterAll(() => small.stop());

    it('cannot be told of, and the setting is named', async () => {
      const folder = await write(many);
      const server = ['--server', small.url.href];
      const verified = await runIn(folder, ['verify', '--rows', '0', ...server]);
      const compared = await runIn(folder, ['drift', ...server], await asDeclared());
      for (const ran of [verified, compared]) {
        expect(ran.code).toBe(1);
        expect(ran.unanswered[0]).toMatch(/out of shared memory.*max_locks_per_transaction/);
        expect(ran.findings.length).toBeLessThan(10);
      }
    }, 120_000);
  });
});
