import { expect } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { keepForEver, keepUntil, restore, softDelete } from './support/assetActions.ts';
import { rule } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { anyMoment, idOf, pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };

for (const [name, action] of [
  ['soft delete', softDelete],
  ['restore', restore],
] as const) {
  rule(
    stage,
    `${name} touches nothing but the flag of its asset`,
    [which],
    async ({ db, model, agrees }, number) => {
      const before = structuredClone(model);
      const { act, expected } = action(number);
      same(await act(db, model), expected(model, undefined));
      await agrees();
      const { isRemoved } = pick(model.assets, number);
      pick(before.assets, number).isRemoved = isRemoved;
      same(model, before);
    },
    someAssets,
  );

  rule(
    stage,
    `${name} is idempotent`,
    [which],
    async ({ db, model }, number) => {
      const { act } = action(number);
      const [first, once] = [await act(db, model), await stage.rows()];
      const [second, twice] = [await act(db, model), await stage.rows()];
      same(second, first);
      same(twice, once);
    },
    someAssets,
  );
}

rule(
  stage,
  'deleting never deletes a row: counts are conserved by everything that persistence does',
  [which, anyMoment],
  async ({ db, model, stage }, number, until) => {
    const counts = async () => Object.values(await stage.rows()).map(({ length }) => length);
    const before = await counts();
    for (const action of [softDelete(number), restore(number), keepUntil(number, until), keepForEver(number)])
      await action.act(db, model);
    await persistence.sweep(db, { at: 'infinity' });
    await persistence.softDelete(db, pick(model.assets, number).id);
    same(await counts(), before);
  },
  someAssets,
);

rule(
  stage,
  'keeping touches nothing but the time of its asset',
  [which, anyMoment],
  async ({ db, model, agrees }, number, until) => {
    for (const { act, expected } of [keepUntil(number, until), keepForEver(number)]) {
      same(await act(db, model), expected(model, undefined));
      await agrees();
    }
  },
  someAssets,
);

rule(stage, 'what is not there cannot be changed, and nothing else is', [], async ({ db, agrees }) => {
  const nowhere = idOf(9, 9);
  const { keepForEver, keepUntil, softDelete, restore, addReference } = persistence;
  for (const change of [keepForEver, softDelete, restore, addReference])
    expect(await change(db, nowhere)).toBeUndefined();
  expect(await keepUntil(db, nowhere, 'infinity')).toBeUndefined();
  await agrees();
});
