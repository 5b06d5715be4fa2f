import fc from 'fast-check';
import * as persistence from '../../../src/lib/persistence.ts';
import { type Action, action, hasAssets, hasUsers } from './actions.ts';
import { type AssetRow, byId, due, type Model, recent, seen, sweep, visibleTo } from './model.ts';
import { instantOf, type Moment, textOf } from './moment.ts';
import { allPages } from './pages.ts';
import { assetRow } from './rows.ts';
import { anyMoment, pick, which } from './worlds.ts';

/** Times are given as a Date wherever a Date is exact, else as text. */
const at = ({ clock }: Model) => ({ at: instantOf(clock) });

const optional = (asset: persistence.Asset | undefined) => asset && assetRow(asset);

/** An action that changes one asset and returns it. */
const change = (
  text: string,
  asset: number,
  act: (db: persistence.Database, id: string) => Promise<persistence.Asset | undefined>,
  values: Partial<Pick<AssetRow, 'persistUntil' | 'isRemoved'>>,
): Action => ({
  text,
  possible: hasAssets,
  act: async (db, model) => optional(await act(db, pick(model.assets, asset).id)),
  expected: (model) => seen(Object.assign(pick(model.assets, asset), values)),
});

export const keepUntil = (asset: number, until: Moment): Action =>
  change(
    `keepUntil(asset ${asset}, ${textOf(until)})`,
    asset,
    (db, id) => persistence.keepUntil(db, id, instantOf(until)),
    { persistUntil: until },
  );

export const keepForEver = (asset: number): Action =>
  change(`keepForEver(asset ${asset})`, asset, persistence.keepForEver, { persistUntil: null });

export const softDelete = (asset: number): Action =>
  change(`softDelete(asset ${asset})`, asset, persistence.softDelete, { isRemoved: true });

export const restore = (asset: number): Action =>
  change(`restore(asset ${asset})`, asset, persistence.restore, { isRemoved: false });

export const listVisible = (user: number, limit: number): Action => ({
  text: `listVisible(user ${user}) by ${limit}`,
  possible: hasUsers,
  act: async (db, model) => {
    const read = (page: persistence.Page) =>
      persistence.listVisible(db, pick(model.users, user), { ...page, ...at(model) });
    return (await allPages<persistence.Asset>(limit, read)).map(assetRow);
  },
  expected: (model) => visibleTo(model, pick(model.users, user), model.clock).map(seen),
});

export const listRecent = (limit: number): Action => ({
  text: `listRecent() by ${limit}`,
  possible: () => true,
  act: async (db, model) => {
    const read = (page: persistence.Page) => persistence.listRecent(db, { ...page, ...at(model) });
    return (await allPages<persistence.Asset>(limit, read)).map(assetRow);
  },
  expected: (model) => recent(model, model.clock).map(seen),
});

export const listExpired = (limit: number): Action => ({
  text: `listExpired() by ${limit}`,
  possible: () => true,
  act: async (db, model) => {
    const read = (page: persistence.Page<persistence.Expiring>) =>
      persistence.listExpired(db, { ...page, ...at(model) });
    return (await allPages<persistence.Expiring>(limit, read)).map(assetRow);
  },
  expected: (model) => due(model, model.clock).map(seen),
});

export const sweepAll = (batchSize: number): Action => ({
  text: `sweep() by ${batchSize}`,
  possible: () => true,
  act: async (db, model) => byId((await persistence.sweep(db, { ...at(model), batchSize })).map(assetRow)),
  expected: (model) => byId(sweep(model, model.clock).map(seen)),
});

export const sweepOnce = (batchSize: number): Action => ({
  text: `sweepBatch() of ${batchSize}`,
  possible: () => true,
  act: async (db, model) =>
    byId((await persistence.sweepBatch(db, { ...at(model), batchSize })).map(assetRow)),
  expected: (model) => {
    const batch = due(model, model.clock).slice(0, batchSize);
    for (const asset of batch) asset.isRemoved = true;
    return byId(batch.map(seen));
  },
});

/** How many rows a page or a batch has. */
export const size = fc.integer({ min: 1, max: 4 });

export const anyChange = fc.oneof(
  action([which, anyMoment], keepUntil),
  action([which], keepForEver),
  action([which], softDelete),
  action([which], restore),
);

export const anySweep = fc.oneof(action([size], sweepAll), action([size], sweepOnce));

export const anyListing = fc.oneof(
  action([which, size], listVisible),
  action([size], listRecent),
  action([size], listExpired),
);
