import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { sqlFile } from '../../../src/harness/sql/sql-file.ts';
import type { Statement } from '../../../src/harness/sql/statement.ts';
import { refusalOf, transactionControlOf } from '../../../src/harness/sql/transaction.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { serverMajor } from '../catalog/server.ts';

const databases = useScratchDatabases();

const world = `
CREATE TABLE t (a int); CREATE INDEX i ON t (a);
CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
CREATE MATERIALIZED VIEW v AS SELECT 1 AS a; CREATE UNIQUE INDEX vi ON v (a);`;

/** Before 16 a REINDEX of the whole database needs its name, and gets as far as refusing a transaction with any. */
const reindexDatabase = (await serverMajor()) < 16 ? 'REINDEX DATABASE driftproof_other' : 'REINDEX DATABASE';

const refused = [
  'CREATE INDEX CONCURRENTLY j ON t (a)',
  'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS j ON t (a)',
  'DROP INDEX CONCURRENTLY i',
  'REINDEX TABLE CONCURRENTLY t',
  'REINDEX (CONCURRENTLY) INDEX i',
  'REINDEX SCHEMA public',
  reindexDatabase,
  'VACUUM',
  'VACUUM FULL t',
  'CLUSTER',
  "ALTER SYSTEM SET work_mem = '4MB'",
  'CREATE DATABASE driftproof_other',
  'DROP DATABASE IF EXISTS driftproof_other',
  'ALTER DATABASE postgres SET TABLESPACE pg_default',
  "CREATE TABLESPACE other LOCATION '/nowhere'",
  'DROP TABLESPACE IF EXISTS other',
  'DISCARD ALL',
  'ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY',
  "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p",
];

const accepted = [
  'CREATE INDEX j ON t (a)',
  'DROP INDEX i',
  'REINDEX TABLE t',
  'ANALYZE t',
  'CLUSTER t USING i',
  'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
  'ALTER TABLE p DETACH PARTITION p1',
  'SAVEPOINT a',
  'DISCARD PLANS',
  'LOCK TABLE t',
  "ALTER DATABASE postgres SET work_mem = '4MB'",
  ...['false', 'off', '0'].map(
    (no) => `CREATE SUBSCRIPTION s CONNECTION 'dbname=none' PUBLICATION p WITH (connect = ${no})`,
  ),
];

const parseOne = async (sql: string): Promise<Statement> => {
  const { statements } = await sqlFile('made.sql', sql).parsed();
  expect(statements).toHaveLength(1);
  return statements[0] as Statement;
};

/** What Postgres itself says of a statement in a transaction, which is rolled back. */
const inTransaction = async (database: Scratch, sql: string): Promise<string> => {
  await database.run('BEGIN');
  const answer = await database.run(sql).then(
    () => 'runs',
    (error: Error) => error.message,
  );
  await database.run('ROLLBACK');
  return answer;
};

const makeWorld = async (): Promise<Scratch> => {
  const database = await databases.create();
  await database.run(world);
  return database;
};

describe('Postgres and we agree on what runs in a transaction', () => {
  it('refused', async () => {
    const database = await makeWorld();
    for (const sql of refused) {
      expect(refusalOf(await parseOne(sql)), sql).toBeTruthy();
      expect(await inTransaction(database, sql), sql).toMatch(/cannot (run|be executed).* transaction block/);
    }
  });

  it('accepted', async () => {
    const database = await makeWorld();
    for (const sql of accepted) {
      expect(refusalOf(await parseOne(sql)), sql).toBeUndefined();
      expect(await inTransaction(database, sql), sql).toBe('runs');
    }
  });
});

it('what begins or ends a transaction is told from what stays inside', async () => {
  const named = async (sql: string) => transactionControlOf(await parseOne(sql));
  expect(await named('START TRANSACTION')).toBe('START TRANSACTION');
  expect(await named('END')).toBe('COMMIT');
  expect(await named('ROLLBACK AND CHAIN')).toBe('ROLLBACK');
  expect(await named('ROLLBACK TO SAVEPOINT a')).toBeUndefined();
  expect(await named('RELEASE a')).toBeUndefined();
});
