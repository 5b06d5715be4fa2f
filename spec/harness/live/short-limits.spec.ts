import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLive } from '../../../src/harness/postgres/live.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openWire } from '../../support/wire.ts';

const databases = useScratchDatabases();
const role = `hasty_${process.pid}`;
let live: Scratch;

beforeAll(async () => {
  live = await databases.create();
  await live.run(
    `CREATE ROLE ${role} LOGIN PASSWORD 's3same'; ALTER ROLE ${role} SET statement_timeout = '30ms'`,
  );
});
afterAll(() => live.run(`DROP ROLE ${role}`));

/** Asks as that role, within a time in milliseconds: what is answered, and what was said, one letter for a message. */
async function asked(question: string, timeoutMs?: number) {
  const wire = await openWire(live.url);
  const url = Object.assign(new URL(wire.url), { username: role, password: 's3same' });
  const [answer] = await Promise.allSettled([
    withLive(url.href, (database) => database.read((snapshot) => snapshot.query(question)), timeoutMs),
  ]);
  await wire.close();
  return { answer, said: wire.said };
}

it('a message takes longer to read than the role may take: its limit is lifted first', async () => {
  const { answer, said } = await asked(`SELECT 7 AS seven /* ${'long '.repeat(3_000_000)} */`);
  expect(answer).toEqual({ status: 'fulfilled', value: [[{ seven: 7 }]] });
  expect(said).toEqual(['QQQQX']);
});

it('what takes longer than the command allows is not asked again', async () => {
  const { answer, said } = await asked('SELECT pg_sleep(5)', 1000);
  expect(String(answer.status === 'rejected' && answer.reason)).toContain('due to statement timeout');
  expect(said).toEqual(['QQX']);
});

it('what somebody cancels is not asked again where the role has no limit', async () => {
  await live.run(`ALTER ROLE ${role} RESET statement_timeout`);
  const asking = asked('SELECT pg_sleep(20)');
  const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
    WHERE usename = '${role}' AND wait_event = 'PgSleep'`;
  while ((await live.run(cancel))[0]?.length === 0) await sleep(20);
  const { answer, said } = await asking;
  expect(String(answer.status === 'rejected' && answer.reason)).toContain('due to user request');
  expect(said).toEqual(['QQQX']);
});
