import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { expect, it } from 'vitest';
import type { Migration } from '../../src/harness/history/migrations.ts';
import type { Scratch } from '../../src/harness/postgres/scratch.ts';
import { runStep } from '../../src/harness/runner/run-step.ts';
import * as persistence from '../../src/lib/persistence.ts';
import { applicationHistory, applyMigrations, stepOn } from '../support/history.ts';
import { type LockRetry, retryOnLockTimeout } from '../support/retry-on-lock-timeout.ts';
import { useScratchDatabases } from '../support/scratch.ts';

const databases = useScratchDatabases();

/** What writers have been told is kept. */
interface Kept {
  readonly assets: Map<string, string>;
  /** By the ledger's id of the 0008 that they were written under, each up having one of its own. */
  readonly removed: Map<number, Set<string>>;
  readonly references: Map<number, Set<string>>;
  /** How often an asset was swept under one 0008. */
  readonly swept: string[];
}

const rounds = 6;
const expired = new Date('2001-01-01');

/** A writer of before: uses no column of 0008, and is not to notice it. Its order of locks is not the migration's. */
async function insert(client: pg.Client, { assets }: Kept, userId: string): Promise<void> {
  const [output, asset] = [randomUUID(), randomUUID()];
  await client.query('BEGIN');
  await client.query('INSERT INTO outputs (id, user_id, prompt) VALUES ($1, $2, $3)', [output, userId, 'p']);
  await client.query('INSERT INTO output_asset (id, output_id, url) VALUES ($1, $2, $3)', [
    asset,
    output,
    asset,
  ]);
  await client.query('UPDATE output_asset SET url = $2 WHERE id = $1', [asset, `of ${output}`]);
  await client.query('COMMIT');
  assets.set(asset, `of ${output}`);
}

/**
 * A writer of 0008: asks whether it is there, having locked the table that its down must lock first, and if so
 * soft-deletes, lets expire, sweeps and refers. A down waits for it, or gives up. Each of the two has assets of its own:
 * rows that both change, one after another in one transaction, would be a deadlock between them.
 */
async function removeAndSweep(client: pg.Client, kept: Kept, share: number): Promise<void> {
  const db = drizzle(client);
  await client.query('BEGIN; LOCK TABLE output_asset IN ROW EXCLUSIVE MODE');
  const { rows } = await client.query(
    `SELECT max(id) AS up FROM drizzle.__drizzle_migrations WHERE to_regclass('reference_images') IS NOT NULL`,
  );
  const up: number | null = rows[0].up;
  const [one, other, third] = someOf([...kept.assets.keys()].filter((id) => shareOf(id) === share));
  if (up === null || !one || !other || !third) {
    await client.query('COMMIT');
    return;
  }
  await persistence.softDelete(db, one);
  await persistence.keepUntil(db, other, expired);
  const swept = (await persistence.sweep(db)).map(({ id }) => id);
  const reference = await persistence.addReference(db, third);
  // Longer than the migration waits.
  if (Math.random() < 0.05) await sleep(2 * lockRetry.lockTimeout);
  await client.query('COMMIT');
  kept.swept.push(...swept.map((id) => `${up} ${id}`));
  for (const id of [one, ...swept]) setIn(kept.removed, up).add(id);
  if (reference) setIn(kept.references, up).add(reference.id);
}

const removers = 2;

const shareOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16) % removers;

const someOf = (ids: readonly string[]): (string | undefined)[] =>
  Array.from({ length: 3 }, () => ids[Math.floor(Math.random() * ids.length)]);

const setIn = (sets: Map<number, Set<string>>, key: number): Set<string> => {
  const found = sets.get(key) ?? new Set();
  sets.set(key, found);
  return found;
};

/** Runs writers until told to stop; each has a connection of its own. */
function startWriters(url: URL, count: number, write: (client: pg.Client, at: number) => Promise<void>) {
  const stop = { asked: false };
  const working = Array.from({ length: count }, async (_, at) => {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      while (!stop.asked) {
        await write(client, at);
        await sleep(15);
      }
    } finally {
      await client.end();
    }
  });
  return async () => {
    stop.asked = true;
    await Promise.all(working);
  };
}

/** Below the server's deadlock_timeout of a second. */
const lockRetry: LockRetry = { lockTimeout: 80, attempts: 500 };

/** Locks what a down must lock, for longer than it waits; resolves when it has the lock. */
async function standInTheWay(url: URL): Promise<{ readonly gone: Promise<void> }> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE output_asset IN ROW EXCLUSIVE MODE');
  return { gone: sleep(5 * lockRetry.lockTimeout).then(() => client.end()) };
}

async function upAndDown(database: Scratch, migration: Migration): Promise<{ attempts: number }> {
  let attempts = 0;
  for (const direction of Array.from({ length: rounds }, () => ['down', 'up'] as const).flat()) {
    const taken = await retryOnLockTimeout(database, lockRetry, () => {
      attempts++;
      return runStep(stepOn(database, migration, direction));
    });
    expect(taken).toBe(true);
    await sleep(50);
  }
  return { attempts };
}

const idsIn = async (database: Scratch, sql: string): Promise<string[]> =>
  ((await database.run(sql))[0] ?? []).map(({ id }) => String(id)).sort();

it('0008 goes up and down among writers: no row is lost, and nobody fails but the runner, on locks, which tries again', async () => {
  const history = await applicationHistory();
  const database = await databases.create();
  await applyMigrations(database, history);
  const userId = randomUUID();
  await database.run(`INSERT INTO users (id, email) VALUES ('${userId}', 'writer')`);
  const kept: Kept = { assets: new Map(), removed: new Map(), references: new Map(), swept: [] };
  const stopInserting = startWriters(database.url, 2, (client) => insert(client, kept, userId));
  const stopRemoving = startWriters(database.url, removers, (client, at) => removeAndSweep(client, kept, at));
  const { gone } = await standInTheWay(database.url);
  const { attempts } = await upAndDown(database, history.at(-1) as Migration);
  await Promise.all([stopInserting(), stopRemoving(), gone]);

  expect(attempts).toBeGreaterThan(2 * rounds);
  const [rows = []] = await database.run('SELECT id, url FROM output_asset');
  expect(new Map(rows.map(({ id, url }) => [id, url]))).toEqual(kept.assets);
  expect(new Set(kept.swept).size).toBe(kept.swept.length);
  const last = Math.max(...kept.removed.keys(), 0);
  expect(last).toBeGreaterThan(0);
  const [[ledger] = []] = await database.run('SELECT max(id) AS up FROM drizzle.__drizzle_migrations');
  const flagged = await idsIn(database, 'SELECT id FROM output_asset WHERE is_removed');
  expect(flagged).toEqual([...(kept.removed.get(Number(ledger?.up)) ?? [])].sort());
  const references = await idsIn(database, 'SELECT id FROM reference_images');
  expect(references).toEqual([...(kept.references.get(Number(ledger?.up)) ?? [])].sort());
}, 180_000);
