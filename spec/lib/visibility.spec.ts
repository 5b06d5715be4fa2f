import { expect } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { listExpired, listRecent, listVisible, size } from './support/assetActions.ts';
import { idsOf, isExpired, isRemoved, isVisible, type Model, visibleTo } from './support/model.ts';
import { instantOf } from './support/moment.ts';
import { rule, type Scene } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };

/** The ids of all that is listed, to whomever. */
async function listedIds({ db, model }: Scene): Promise<Set<string>> {
  const assets = await persistence.listRecent(db, { at: instantOf(model.clock), limit: 100 });
  return new Set(assets.map(({ id }) => id));
}

rule(
  stage,
  'what is removed is never visible',
  [which],
  async (scene, number) => {
    const { id } = pick(scene.model.assets, number);
    await persistence.softDelete(scene.db, id);
    expect(await listedIds(scene)).not.toContain(id);
    for (const asset of scene.model.assets.filter(isRemoved))
      expect(await listedIds(scene)).not.toContain(asset.id);
  },
  someAssets,
);

rule(
  stage,
  'visible is what is neither removed, NULL counting as not removed, nor expired',
  [],
  async (scene) => {
    const listed = await listedIds(scene);
    for (const asset of scene.model.assets) {
      const hidden = asset.isRemoved === true || isExpired(asset, scene.model.clock);
      expect(listed.has(asset.id)).toBe(!hidden);
    }
  },
  someAssets,
);

const visibleAssets = (model: Model) => model.assets.filter((asset) => isVisible(asset, model.clock));

rule(stage, 'users see their own assets, and each asset is seen by one user', [], async ({ db, model }) => {
  const at = instantOf(model.clock);
  const lists = [];
  for (const user of model.users) lists.push(await persistence.listVisible(db, user, { at, limit: 100 }));
  same(idsOf(lists.flat()), idsOf(visibleAssets(model)));
});

for (const [what, list] of [
  ['a user sees', listVisible],
  ['everybody sees', (_user: number, limit: number) => listRecent(limit)],
  ['has expired', (_user: number, limit: number) => listExpired(limit)],
] as const)
  rule(
    stage,
    `what ${what} is listed exactly as the model lists it, in its order, over any paging`,
    [which, size],
    async ({ db, model, agrees }, user, limit) => {
      const { act, expected } = list(user, limit);
      same(await act(db, model), expected(model, undefined));
      await agrees();
    },
    { runs: 100 },
  );

rule(
  stage,
  'what stays visible is listed once, whatever is removed between two pages',
  [which, size, which],
  async ({ db, model }, user, limit, removed) => {
    const userId = pick(model.users, user);
    const options = { at: instantOf(model.clock), limit };
    const first = await persistence.listVisible(db, userId, options);
    const gone = pick(model.assets, removed).id;
    await persistence.softDelete(db, gone);
    const rest = await persistence.listVisible(db, userId, { ...options, limit: 100, after: first.at(-1) });
    const listed = [...first, ...(first.length > 0 ? rest : [])].map(({ id }) => id);
    const lasting = visibleTo(model, userId, model.clock).map(({ id }) => id);
    same(
      listed.filter((id) => id !== gone),
      lasting.filter((id) => id !== gone),
    );
  },
  someAssets,
);

rule(
  stage,
  'a page ends where it ended, also when its last row is gone',
  [which, size],
  async ({ db, client, model }, user, limit) => {
    const userId = pick(model.users, user);
    const options = { at: instantOf(model.clock) };
    const [...all] = visibleTo(model, userId, model.clock).map(({ id }) => id);
    const last = (await persistence.listVisible(db, userId, { ...options, limit })).at(-1);
    if (!last) return;
    await client.query('DELETE FROM output_asset WHERE id = $1', [last.id]);
    const rest = await persistence.listVisible(db, userId, { ...options, after: last });
    same(
      rest.map(({ id }) => id),
      all.slice(limit),
    );
  },
  someAssets,
);
