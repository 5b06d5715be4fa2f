import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Direction } from '../../../src/harness/history/file-name.ts';
import type { Migration } from '../../../src/harness/history/migrations.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';
import { StepFailure } from '../../../src/harness/runner/failure.ts';
import { runStep } from '../../../src/harness/runner/run-step.ts';
import { takeStep } from '../../../src/harness/runner/take-step.ts';
import {
  applicationHistory,
  applyMigrations,
  catalogOf,
  ledgerIn,
  madeOf,
  stepOn,
  up,
} from '../../support/history.ts';
import { useScratchDatabases } from '../../support/scratch.ts';
import { openSession } from '../../support/session.ts';
import { rowOf } from '../history/support/made.ts';

const databases = useScratchDatabases();

/** So many runners, each with a connection of its own; every other one reads snapshots by default. */
async function withRunners(
  { url }: Scratch,
  count: number,
  use: (runners: readonly Scratch[]) => Promise<void>,
): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: count }, () => openSession(url)));
  try {
    for (const [at, { database }] of sessions.entries())
      if (at % 2) await database.run("SET default_transaction_isolation = 'repeatable read'");
    await use(sessions.map(({ database }) => database));
  } finally {
    await Promise.all(sessions.map(({ close }) => close()));
  }
}

/** How many runners took each step when all of them go the whole way. */
const takenBy = async (runners: readonly Scratch[], way: readonly Migration[], direction: Direction) => {
  const each = await Promise.all(
    runners.map(async (runner) => {
      const taken: boolean[] = [];
      for (const migration of way) taken.push(await runStep(stepOn(runner, migration, direction)));
      return taken;
    }),
  );
  return way.map((_, index) => each.filter((taken) => taken[index]).length);
};

const appliedIn = async (database: Scratch) => {
  const ledger = await ledgerIn(database);
  return ledger.state === 'read' ? ledger.rows : [];
};

it('of sixteen runners at once, one takes each step up and each step down, and none fails', async () => {
  const history = await applicationHistory();
  const [raced, alone] = [await databases.create(), await databases.create()];
  await applyMigrations(alone, history);
  await withRunners(raced, 16, async (runners) => {
    const once = history.map(() => 1);
    for (let round = 0; round < 3; round++) {
      expect(await takenBy(runners, history, 'up')).toEqual(once);
      expect(await appliedIn(raced)).toEqual(history.map(rowOf));
      expect(await catalogOf(raced)).toEqual(await catalogOf(alone));
      expect(await takenBy(runners, history.toReversed(), 'down')).toEqual(once);
      expect(await appliedIn(raced)).toEqual([]);
    }
  });
}, 180_000);

it('sixteen runners that apply and revert 0008 over and over never fail, and all that is taken adds up', async () => {
  const history = await applicationHistory();
  const last = history.at(-1) as Migration;
  const database = await databases.create();
  await applyMigrations(database, history.slice(0, -1));
  const without = await catalogOf(database);
  await applyMigrations(database, [last]);
  const withLast = await catalogOf(database);
  await withRunners(database, 16, async (runners) => {
    const taken = { up: 0, down: 0 };
    await Promise.all(
      runners.map(async (runner) => {
        for (let turn = 0; turn < 12; turn++) {
          const direction = Math.random() < 0.5 ? 'up' : 'down';
          if (await runStep(stepOn(runner, last, direction))) taken[direction]++;
        }
      }),
    );
    expect(taken.down).toBeGreaterThan(2);
    const isUp = taken.up === taken.down;
    expect(taken.up - taken.down).toBe(isUp ? 0 : -1);
    expect(await appliedIn(database)).toEqual((isUp ? history : history.slice(0, -1)).map(rowOf));
    expect(await catalogOf(database)).toEqual(isUp ? withLast : without);
  });
});

/** A migration that no transaction takes. */
const concurrently = madeOf(
  '0001_concurrently',
  1,
  'CREATE TABLE c (a int);\n--> statement-breakpoint\nCREATE INDEX CONCURRENTLY c_a ON c (a);',
  'DROP INDEX CONCURRENTLY c_a;\n--> statement-breakpoint\nDROP TABLE c;',
);

it('runners that wait are not in the way of an index that is made CONCURRENTLY: nothing deadlocks', async () => {
  const database = await databases.create();
  await withRunners(database, 16, async (runners) => {
    for (const direction of ['up', 'down', 'up', 'down'] as const) {
      await Promise.all(runners.map((runner) => takeStep(stepOn(runner, concurrently, direction))));
      expect((await appliedIn(database)).length).toBe(direction === 'up' ? 1 : 0);
    }
  });
});

it('a runner that is lost gives the lock back', async () => {
  const database = await databases.create();
  const [lost, other] = [await openSession(database.url), await openSession(database.url)];
  const slow = madeOf('slow', 1, 'SELECT pg_sleep(30)', '');
  const failing = up(lost.database, slow).catch((error) => error);
  await sleep(200);
  await database.run(`SELECT pg_terminate_backend(${lost.pid})`);
  const failure = await failing;
  expect(failure).not.toBeInstanceOf(StepFailure);
  expect(String(failure)).toMatch(/slow\.sql:1: .*; nothing of this step was kept$/);
  await takeStep(stepOn(other.database, concurrently, 'up'));
  expect(await appliedIn(database)).toEqual([rowOf(concurrently)]);
  await Promise.all([lost.close(), other.close()]);
});
