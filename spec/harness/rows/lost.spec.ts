import { expect, it } from 'vitest';
import { explainStop } from '../../../src/harness/checks/verify/rows/failing.ts';
import { openTrial } from '../../../src/harness/checks/verify/trial.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { fillTables } from '../../../src/harness/rows/fill.ts';
import { fillColumns } from '../../../src/harness/rows/fill-columns.ts';
import { madeOf, wholeScope } from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openSession } from '../../support/session.ts';

const databases = useScratchDatabases();

/** A connection to a database of two tables, which is ended just before the first message that looks like this. */
async function lostAt(database: Scratch, pattern: RegExp): Promise<Scratch> {
  await database.run(`CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; INSERT INTO a VALUES (1)`);
  const session = await openSession(database.url);
  const endedBefore =
    (send: Scratch['run']): Scratch['run'] =>
    async (sql) => {
      if (pattern.test(sql)) await database.run(`SELECT pg_terminate_backend(${session.pid}, 1000)`);
      return send(sql);
    };
  const losing = (own: Scratch): Scratch => ({
    ...own,
    run: endedBefore(own.run),
    runAtomic: endedBefore(own.runAtomic),
    atomic: (use) => own.atomic((inside) => use(losing(inside))),
  });
  return losing(session.database);
}

const oidOf = `SELECT 'a'::regclass::oid::text AS oid`;

const lost = madeOf('0001_step', 1, 'SELECT 4711', 'SELECT 1');

interface Row {
  readonly what: string;
  readonly at: RegExp;
  readonly use: (database: Scratch) => Promise<unknown>;
}

const rows: readonly Row[] = [
  {
    what: 'a table that is filled row by row',
    at: /kept/,
    use: async (database) => {
      await database.run('ALTER TABLE a ADD CHECK (id IS NULL) NOT VALID');
      await fillTables(database, { rows: 2, seed: 1, only: { tables: ['public.a'], withParents: false } });
    },
  },
  {
    what: 'rows that refer to others later',
    at: /^UPDATE/,
    use: (database) => fillTables(database, { rows: 2, seed: 1 }),
  },
  {
    what: 'columns that get values',
    at: /driftproof\$/,
    use: async (database) => {
      const [[row] = []] = await database.run(oidOf);
      await fillColumns(database, [{ oid: String(row?.oid), columns: ['b'] }], 1);
    },
  },
  {
    what: 'a migration that is tried without rows',
    at: /SELECT 4711/,
    use: async (database) => {
      const subject = {
        migration: lost,
        history: [lost],
        scope: wholeScope,
        database,
        clone: async () => database,
      };
      const trial = (await openTrial({ ...subject, database: await databases.create() })).onClones();
      await explainStop(
        trial,
        { stage: 1, refusal: { reason: '', code: '', file: '' } },
        { perTable: 1, seed: 1 },
      );
    },
  },
];

it.each(rows)('$what: a lost connection is told, and is no answer', async ({ at, use }) => {
  const database = await lostAt(await databases.create(), at);
  await expect(use(database)).rejects.toThrow(/terminat|not queryable/i);
});
