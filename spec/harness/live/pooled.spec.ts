import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { hasPgbouncer, type Pooler, startPgbouncer } from '../../support/pgbouncer.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openWire } from '../../support/wire.ts';
import { driftOf, driftsFound, driftsSql, namesOf } from './drifted.ts';

/** What another client of the pool can leave behind in the session that the next one gets. */
const leavings = `SET search_path = drizzle, public; SET DateStyle = 'German'; SET IntervalStyle = 'sql_standard';
  SET bytea_output = 'escape'; SET extra_float_digits = -5; SET quote_all_identifiers = on; SET statement_timeout = '50ms';
  SET default_transaction_isolation = 'serializable'; SET TimeZone = 'Asia/Tokyo'; SET client_min_messages = 'debug1';
  SET default_transaction_read_only = on; PREPARE s AS SELECT 1`;

const databases = useScratchDatabases();

const proxied = (): void => {
  let database: Scratch;
  let proxy: Pooler;

  beforeAll(async () => {
    database = await databases.create();
    await migrateByDrizzle(database.url);
    proxy = await startPgbouncer(new URL(inject('serverUrl')));
  });
  afterAll(() => proxy?.stop());

  /** What the last of some statements gives to a client of the pool. */
  const askThere = async (sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: proxy.through(database.url).href });
    await client.connect();
    try {
      return [await client.query(sql)].flat().at(-1)?.rows ?? [];
    } finally {
      await client.end();
    }
  };
  /** All but what is of the transaction, and what pgbouncer itself sets for each client. */
  const session = `SELECT pg_backend_pid() AS pid, name, setting FROM pg_settings WHERE source = 'session' AND name <> ALL
    (ARRAY['transaction_isolation', 'transaction_read_only', 'transaction_deferrable', 'DateStyle', 'TimeZone', 'application_name'])`;

  it('a migrated database agrees', async () => {
    expect(await driftOf(proxy.through(database.url))).toEqual({ code: 0, findings: [] });
  });

  it('a drifted one gives the same findings as without the proxy', async () => {
    for (const sql of driftsSql) await database.run(sql);
    const direct = await driftOf(database.url);
    expect(namesOf(direct.findings)).toEqual(driftsFound);
    expect(await driftOf(proxy.through(database.url))).toEqual(direct);
  });

  it('and the same in a session that somebody else has left in disorder, which stays as it was', async () => {
    const direct = await driftOf(database.url);
    await askThere(leavings);
    const before = await askThere(session);
    expect(before.length).toBeGreaterThan(5);
    expect(await driftOf(proxy.through(database.url))).toEqual(direct);
    expect(await askThere(session)).toEqual(before);
  });
};

describe('behind a transaction-pooling proxy', () => {
  it('a read gets all from one session, since it is one transaction', async () => {
    const database = await databases.create();
    await migrateByDrizzle(database.url);
    const wire = await openWire(database.url);
    await driftOf(wire.url);
    await wire.close();
    expect(wire.states).toEqual([expect.stringMatching(/^IT*I$/)]);
  });

  if (hasPgbouncer()) proxied();
});
