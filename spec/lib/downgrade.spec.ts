import fc from 'fast-check';
import { expect } from 'vitest';
import { anyChange, anyListing, anySweep } from './support/assetActions.ts';
import { lossesOf, putBackSql } from './support/losses.ts';
import { downSql, upSql } from './support/migration.ts';
import { idsOf, isRemoved, type Model, recent, rowsOf } from './support/model.ts';
import { anyReferenceChange, anyReferenceListing } from './support/referenceActions.ts';
import { rule, type Scene } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };

/** All of 0008 is taken back and brought again, in a transaction that the next run rolls back. */
async function downAndUp({ client }: Scene): Promise<void> {
  await client.query(`BEGIN;\n${downSql}`);
  await client.query(upSql);
}

const visibleIds = (model: Model): string[] => idsOf(recent(model, model.clock));

rule(
  stage,
  'what was visible stays visible after down and up; what was not is named, and visible again',
  [],
  async (scene) => {
    const { model } = scene;
    const before = visibleIds(model);
    const { flags, times } = lossesOf(model);
    await downAndUp(scene);
    const after = { ...model, ...(await stage.rows()) };
    for (const id of before) expect(visibleIds(after)).toContain(id);
    const named = new Set([...flags, ...times].map(({ id }) => id));
    for (const id of visibleIds(after)) expect(before.includes(id) || named.has(id)).toBe(true);
    same(visibleIds(after), idsOf(model.assets));
  },
  someAssets,
);

rule(
  stage,
  'down and up keep every row but references, and leave no flag and no time: these are the losses',
  [],
  async (scene) => {
    const { model } = scene;
    await downAndUp(scene);
    same(await stage.rows(), {
      ...rowsOf(model),
      assets: rowsOf(model).assets.map((asset) => ({ ...asset, persistUntil: null, isRemoved: false })),
      references: [],
    });
  },
  someAssets,
);

rule(
  stage,
  'the losses are all there is to lose: put back, they make the tables what they were',
  [],
  async (scene) => {
    const losses = lossesOf(await stage.rows());
    await downAndUp(scene);
    await scene.client.query(putBackSql(losses));
    await scene.agrees();
  },
  { rows: world({ assets: 1, references: 1 }) },
);

const anyAction = fc.oneof(anyChange, anySweep, anyListing, anyReferenceChange, anyReferenceListing);

rule(
  stage,
  'rows written before 0008 obey all rules',
  [fc.array(anyAction, { minLength: 1, maxLength: 12 })],
  async (scene, actions) => {
    const { db, model } = scene;
    await downAndUp(scene);
    Object.assign(model, await stage.rows());
    expect(model.assets.some(isRemoved)).toBe(false);
    for (const { possible, act, expected } of actions) {
      if (!possible(model)) continue;
      const actual = await act(db, model);
      same(actual, expected(model, actual));
      await scene.agrees();
    }
  },
  someAssets,
);
