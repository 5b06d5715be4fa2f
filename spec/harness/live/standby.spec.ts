import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCatalog } from '../../../src/harness/catalog/read.ts';
import { readSettled } from '../../../src/harness/catalog/read-settled.ts';
import { type Connection, connect } from '../../../src/harness/postgres/connection.ts';
import { withLive } from '../../../src/harness/postgres/live.ts';
import { migrateByDrizzle } from '../../support/application.ts';
import { type Pair, startPair } from '../../support/standby.ts';
import { driftOf, driftsFound, driftsSql, namesOf } from './drifted.ts';

let pair: Pair;
let primary: Connection;
let standby: Connection;

beforeAll(async () => {
  pair = await startPair();
  primary = await connect(pair.primary);
  standby = await connect(pair.standby);
});
afterAll(async () => {
  await primary?.close();
  await standby?.close();
  await pair?.stop();
});

/** Waits until the standby has done all that the primary has. What is committed asynchronously is sent once it is flushed. */
async function caughtUp(): Promise<void> {
  await primary.send(
    "SET synchronous_commit = on; SELECT pg_logical_emit_message(true, 'driftproof', 'flush')",
  );
  const [[row] = []] = await primary.send('SELECT pg_current_wal_flush_lsn() AS at');
  const behind = async () =>
    (await standby.send(`SELECT pg_last_wal_replay_lsn() < '${row?.at}' AS behind`))[0]?.[0]?.behind;
  while (await behind()) await sleep(20);
}

it('a hot standby agrees once its primary is migrated', async () => {
  await migrateByDrizzle(pair.primary);
  await caughtUp();
  expect(await standby.send('SELECT pg_is_in_recovery() AS standby')).toEqual([[{ standby: true }]]);
  expect(await driftOf(pair.standby)).toEqual({ code: 0, findings: [] });
});

it('and gets the same findings as its primary', async () => {
  for (const sql of driftsSql) await primary.send(sql);
  await caughtUp();
  const found = await driftOf(pair.primary);
  expect(namesOf(found.findings)).toEqual(driftsFound);
  expect(await driftOf(pair.standby)).toEqual(found);
});

it('a read that replay ends is started over', async () => {
  await primary.send('CREATE TABLE busy (id int)');
  await caughtUp();
  let attempts = 0;
  const catalog = await withLive(pair.standby.href, (live) =>
    readSettled(live, async (snapshot) => {
      if (attempts++ === 0) {
        await snapshot.query('SELECT FROM public.busy');
        setTimeout(() => primary.send('ALTER TABLE busy ADD grown int'), 50);
        await snapshot.query('SELECT pg_sleep(20)');
      }
      return readCatalog(snapshot);
    }),
  );
  expect(attempts).toBe(2);
  expect(catalog.objects.some(({ id }) => id.name === 'grown')).toBe(true);
});

it('a session that replay ends between two questions says so, and what to do', async () => {
  await primary.send('CREATE TABLE idle (id int)');
  await caughtUp();
  const reading = withLive(pair.standby.href, (live) =>
    readSettled(live, async (snapshot) => {
      await snapshot.query('SELECT FROM public.idle');
      await primary.send('ALTER TABLE idle ADD grown int');
      await caughtUp();
      return readCatalog(snapshot);
    }),
  );
  await expect(reading).rejects.toThrow(
    /^127\.0\.0\.1:\d+\/postgres: the standby ended the session, .*; run again, name the primary, or raise max_/,
  );
});
