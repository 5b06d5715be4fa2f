import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { utcNow } from '../../src/lib/instant.ts';
import * as persistence from '../../src/lib/persistence.ts';
import { outputAsset } from '../../src/lib/schema.ts';
import { type Moment, textOf } from './support/moment.ts';
import { rule, type Scene } from './support/rule.ts';
import { useStage } from './support/stage.ts';
import { idOf, pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }), runs: 100 };

const hour = 3_600_000_000n;

interface Clock {
  readonly now: Moment;
  /** By how much the session's wall clock is ahead of UTC. */
  readonly ahead: Moment;
}

/** The clock of an open transaction, which stands still. Drizzle reads a timestamp as a Date in this style only. */
async function stopClock({ client }: Scene): Promise<Clock> {
  await client.query("BEGIN; SET LOCAL DateStyle = 'ISO'");
  const { rows } = await client.query(`SELECT trunc(extract(epoch FROM now()) * 1000000)::text AS now,
    trunc(extract(timezone FROM now()) * 1000000)::text AS ahead`);
  return { now: BigInt(rows[0].now), ahead: BigInt(rows[0].ahead) };
}

/** An asset added by Drizzle, read back by Drizzle: a Date, which has milliseconds. */
async function addAsset({ db, model }: Scene, createdAt?: Date | typeof utcNow): Promise<bigint> {
  const id = idOf(3, 99);
  const outputId = pick(model.outputs, 0).id;
  await db.insert(outputAsset).values({ id, outputId, url: 'an asset', ...(createdAt ? { createdAt } : {}) });
  const [row] = await db.select().from(outputAsset).where(eq(outputAsset.id, id));
  await db.delete(outputAsset).where(eq(outputAsset.id, id));
  return BigInt(row?.createdAt?.getTime() ?? Number.NaN);
}

rule(
  stage,
  'an instant written by the database’s clock in UTC and one written by Drizzle are the same, in every zone',
  [],
  async (scene) => {
    const { now } = await stopClock(scene);
    expect(await addAsset(scene, utcNow)).toBe(now / 1000n);
    expect(await addAsset(scene, new Date(Number(now / 1000n)))).toBe(now / 1000n);
  },
  someAssets,
);

rule(
  stage,
  'without it, the column’s own DEFAULT now() is wrong by the offset of the session’s zone',
  [],
  async (scene) => {
    const { now, ahead } = await stopClock(scene);
    expect(await addAsset(scene)).toBe((now + ahead) / 1000n);
  },
  someAssets,
);

const columnPassed =
  'SELECT count(*)::int AS found FROM output_asset WHERE id = $1 AND persist_until <= now()';

rule(
  stage,
  'without it, a comparison with now() expires assets early east of UTC and late west of it',
  [which],
  async (scene, number) => {
    const { client, db, model } = scene;
    const { now, ahead } = await stopClock(scene);
    const { id } = pick(model.assets, number);
    await persistence.restore(db, id);
    for (const by of [-hour, hour]) {
      await persistence.keepUntil(db, id, textOf(now + by));
      const { rows } = await client.query(columnPassed, [id]);
      expect(rows[0].found === 1).toBe(by <= ahead);
      const due = (await persistence.listExpired(db)).some((asset) => asset.id === id);
      expect(due).toBe(by <= 0n);
    }
  },
  someAssets,
);
