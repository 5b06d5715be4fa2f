import pg from 'pg';
import { expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { atomic, rolledBack } from '../../../src/harness/postgres/scratch-session.ts';
import { withWaiting } from '../../../src/harness/postgres/waiting.ts';
import { useScratchDatabases } from '../../support/scratch.ts';

const databases = useScratchDatabases();

type Use = (inside: Scratch) => Promise<unknown>;

/** What is sent, message by message, for what is done in a transaction of a database with an empty table. */
async function sentFor(use: Use, run: typeof rolledBack = rolledBack): Promise<readonly string[]> {
  const { url, name } = await databases.create();
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('CREATE TABLE t (a integer UNIQUE)');
  const sent: string[] = [];
  const send = async (sql: string) => {
    sent.push(sql.replace(/\s+/g, ' '));
    return [await client.query(sql)].flat().map(({ rows }) => rows);
  };
  const sendOne = async (sql: string) => (await send(sql)).flat();
  const connection = withWaiting({ url, timeoutMs: 60_000, send, sendOne, close: () => client.end() });
  await run(connection, { url, name }, use).finally(() => client.end());
  return sent;
}

const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';
const [open, release] = ['SAVEPOINT driftproof_1', 'RELEASE SAVEPOINT driftproof_1'];
const undo = `ROLLBACK TO SAVEPOINT driftproof_1; ${release}`;

it('what opens and ends a savepoint travels with SQL of ours', async () => {
  const sent = await sentFor(async (inside) => {
    await inside.atomic((deeper) => deeper.runOurs('INSERT INTO t VALUES (1)'));
    expect(await inside.runOurs('SELECT a FROM t')).toEqual([[{ a: 1 }]]);
    await inside.rolledBack((deeper) => deeper.runOurs('DELETE FROM t'));
    expect(await inside.ask('SELECT a FROM t')).toEqual([[{ a: 1 }]]);
    await inside.rolledBack((deeper) => deeper.atomic((deepest) => deepest.runOurs('DELETE FROM t')));
    expect(await inside.runOurs('SELECT a FROM t')).toEqual([[{ a: 1 }]]);
  });
  expect(sent).toEqual([
    `${begin}; ${open}; INSERT INTO t VALUES (1)`,
    `${release}; SELECT a FROM t`,
    `${open}; DELETE FROM t`,
    `${undo}; SELECT a FROM t`,
    `${open}; SAVEPOINT driftproof_2; DELETE FROM t`,
    `${undo}; SELECT a FROM t`,
    'ROLLBACK',
  ]);
});

it('what others have written is a message of its own, before which all is sent that waits', async () => {
  const sent = await sentFor(async (inside) => {
    await inside.atomic((deeper) => deeper.run('INSERT INTO t VALUES (1)'));
    await inside.runOne('DELETE FROM t');
  }, atomic);
  expect(sent).toEqual([`${begin}; ${open}`, 'INSERT INTO t VALUES (1)', release, 'DELETE FROM t', 'COMMIT']);
});

it('what is refused within a savepoint is undone at once, and what is not parsed there too', async () => {
  await sentFor(async (inside) => {
    await inside.runOurs('INSERT INTO t VALUES (1)');
    for (const sql of ['INSERT INTO t VALUES (2), (1)', 'INSERT INTO'])
      await expect(inside.atomic((deeper) => deeper.run(sql))).rejects.toThrow(/duplicate|syntax/);
    await expect(inside.atomic(() => Promise.reject(new Error('given up')))).rejects.toThrow('given up');
    expect(await inside.runOurs('SELECT a FROM t')).toEqual([[{ a: 1 }]]);
  });
});

it('where nothing is done, nothing is sent', async () => {
  expect(await sentFor((inside) => inside.rolledBack((deeper) => deeper.atomic(async () => {})))).toEqual([]);
});

it('a last question is asked before all is rolled back, with it', async () => {
  let told: unknown;
  const last = {
    sql: 'SELECT count(*)::int AS has FROM t',
    told: (rows: unknown) => {
      told = rows;
    },
  };
  const sent = await sentFor(
    (inside) => inside.runOurs('INSERT INTO t VALUES (1)'),
    (connection, place, use) => rolledBack(connection, place, use, last),
  );
  expect(told).toEqual([{ has: 1 }]);
  expect(sent).toEqual([`${begin}; INSERT INTO t VALUES (1)`, `${last.sql}; ROLLBACK`]);
});
