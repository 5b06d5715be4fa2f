import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { campaign, type Pick, type Tally } from './campaign.ts';
import { type Fault, faults } from './faults.ts';
import { wordsOf } from './report.ts';
import { type FaultServer, startFaultServer } from './server.ts';
import { isWell } from './trial.ts';

/**
 * `npm run faults` tries all places; here each fault is tried at some of 0008, before the ledger's row among them, and at one
 * of every other step of the made history, other ones every time.
 */
const seed = Number(process.env.FC_SEED ?? (process.env.CI ? 20_250_330 : Date.now() % 1_000_003));

const isLedgerRow = (sql = ''): boolean => /^(INSERT INTO|DELETE FROM) "drizzle"/.test(sql);

let server: FaultServer;
const tallies: Tally[] = [];

beforeAll(async () => {
  let turn = seed;
  const asked = new Map<Fault, number>();
  const some: Pick = (places, fault, { migration, messages }) => {
    turn = (turn * 48_271) % 2_147_483_647;
    if (migration.tag.startsWith('0008')) {
      const atLedger = places.filter(({ message }) => isLedgerRow(messages[message]?.sql));
      return [...atLedger, ...places.slice(turn % places.length).slice(0, 2)];
    }
    const before = asked.get(fault) ?? seed;
    asked.set(fault, before + 1);
    return before % 2 ? places.slice(turn % places.length).slice(0, 1) : [];
  };
  server = await startFaultServer(
    inject('serverKind') === 'container' ? 'container' : 'embedded',
    process.env.DRIFTPROOF_TEST_IMAGE,
  );
  if ('why' in server.small) console.error(`No disk is filled: ${server.small.why}.`);
  await campaign(server, some, (tally) => tallies.push(tally));
}, 600_000);

afterAll(() => server?.stop());

describe(`after a fault a database is as before or as after, and the next step succeeds (FC_SEED=${seed})`, () => {
  it.each(faults)('$name', (fault) => {
    const own = tallies.filter((tally) => tally.fault === fault);
    expect(own.filter((tally) => !isWell(tally.outcome)).map(wordsOf)).toEqual([]);
    if (!fault.small || 'folder' in server.small) expect(own.length).toBeGreaterThanOrEqual(6);
  });

  it('in a transaction there is nothing but before and after', () => {
    const stopped = tallies.filter(
      ({ ground, outcome }) => ground.mode === 'per-migration' && outcome.left === 'at a statement',
    );
    expect(stopped.map(wordsOf)).toEqual([]);
  });
});
