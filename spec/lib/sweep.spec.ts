import { expect } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { size, sweepAll, sweepOnce } from './support/assetActions.ts';
import { due, idsOf, isDue, isRemoved, rowsOf, sweep } from './support/model.ts';
import { earliest, instantOf, latest, type Moment } from './support/moment.ts';
import { rule, type Scene } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { anyMoment, pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };

const sweepAt = async ({ db }: Scene, at: Moment): Promise<string[]> =>
  idsOf(await persistence.sweep(db, { at: instantOf(at) }));

rule(
  stage,
  'a sweep marks exactly the not yet removed whose time has passed, and returns them',
  [size],
  async ({ db, model, agrees }, batchSize) => {
    const { act, expected } = sweepAll(batchSize);
    same(await act(db, model), expected(model, undefined));
    await agrees();
  },
  { runs: 100 },
);

rule(
  stage,
  'a time has passed at its very microsecond, and not one microsecond earlier',
  [which, anyMoment],
  async (scene, number, at) => {
    if (at <= earliest || at > latest) return;
    const { id } = pick(scene.model.assets, number);
    await persistence.restore(scene.db, id);
    await persistence.keepUntil(scene.db, id, instantOf(at));
    expect(await sweepAt(scene, at - 1n)).not.toContain(id);
    expect(await sweepAt(scene, at)).toContain(id);
  },
  someAssets,
);

rule(
  stage,
  'a sweep never marks an asset without a time',
  [],
  async (scene) => {
    const marked = await persistence.sweep(scene.db, { at: 'infinity' });
    const timeless = rowsOf(scene.model).assets.filter(({ persistUntil }) => persistUntil === null);
    for (const { id } of timeless) expect(marked.map((asset) => asset.id)).not.toContain(id);
    const { assets } = await stage.rows();
    same(
      assets.filter(({ persistUntil }) => persistUntil === null),
      timeless,
    );
  },
  someAssets,
);

rule(
  stage,
  'a sweep never un-removes, and returns nothing that was removed before',
  [anyMoment],
  async (scene, at) => {
    const removed = idsOf(scene.model.assets.filter(isRemoved));
    const marked = await sweepAt(scene, at);
    const after = idsOf((await stage.rows()).assets.filter(isRemoved));
    same(after, [...removed, ...marked].sort());
  },
  someAssets,
);

rule(stage, 'sweeping twice at one time marks nothing the second time', [anyMoment], async (scene, at) => {
  await sweepAt(scene, at);
  const once = await stage.rows();
  same(await sweepAt(scene, at), []);
  same(await stage.rows(), once);
});

rule(
  stage,
  'sweeping at t1 and then at t2 ≥ t1 equals sweeping at t2',
  [anyMoment, anyMoment],
  async (scene, one, other) => {
    const [t1, t2] = one < other ? [one, other] : [other, one];
    const marked = [...(await sweepAt(scene, t1)), ...(await sweepAt(scene, t2))].sort();
    same(marked, idsOf(sweep(scene.model, t2)));
    await scene.agrees();
  },
);

rule(
  stage,
  'a batch is no larger than asked, takes the longest expired first, and is complete when there is less',
  [size],
  async ({ db, model, agrees }, batchSize) => {
    const { act, expected } = sweepOnce(batchSize);
    same(await act(db, model), expected(model, undefined));
    await agrees();
  },
  { runs: 100 },
);

rule(stage, 'what is listed as expired is what a sweep at that time marks', [], async (scene) => {
  const { db, model } = scene;
  const at = instantOf(model.clock);
  const listed = idsOf(await persistence.listExpired(db, { at }));
  same(listed, idsOf(due(model, model.clock)));
  same(await sweepAt(scene, model.clock), listed);
  same(await persistence.listExpired(db, { at }), []);
});

rule(
  stage,
  'extending the time before the sweep saves the asset',
  [which, anyMoment],
  async (scene, number, until) => {
    const { id } = pick(scene.model.assets, number);
    const { db, model } = scene;
    await persistence.restore(db, id);
    const extended = await persistence.keepUntil(db, id, instantOf(until));
    const saved = until > model.clock;
    expect((await sweepAt(scene, model.clock)).includes(id)).toBe(!saved);
    const row = (await stage.rows()).assets.find((asset) => asset.id === id);
    expect(row?.isRemoved).toBe(!saved);
    expect(extended?.isRemoved).toBe(false);
  },
  someAssets,
);

rule(
  stage,
  'after the sweep, extending brings nothing back: restoring is needed, and works',
  [which],
  async (scene, number) => {
    const asset = pick(scene.model.assets, number);
    const { db, model } = scene;
    const sees = async () =>
      (await persistence.listRecent(db, { at: instantOf(model.clock) })).some(({ id }) => id === asset.id);
    await sweepAt(scene, model.clock);
    const swept = isDue(asset, model.clock) || isRemoved(asset);
    await persistence.keepForEver(db, asset.id);
    expect(await sees()).toBe(!swept);
    await persistence.restore(db, asset.id);
    expect(await sees()).toBe(true);
    expect(await sweepAt(scene, model.clock)).not.toContain(asset.id);
  },
  someAssets,
);
