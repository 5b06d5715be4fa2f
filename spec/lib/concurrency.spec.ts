import fc from 'fast-check';
import { expect } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { anyChange, size, sweepAll } from './support/assetActions.ts';
import { due, idsOf, isDue, seen, sweep } from './support/model.ts';
import { instantOf } from './support/moment.ts';
import { during, isOneOf, overlap, serially } from './support/overlap.ts';
import { anyReferenceChange } from './support/referenceActions.ts';
import { assetRow } from './support/rows.ts';
import { rule } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };
const someReferences = { rows: world({ assets: 1, references: 2 }) };

rule(
  stage,
  'n sweepers at once mark each asset once',
  [fc.integer({ min: 2, max: 4 }), size],
  async ({ model, agrees, stage: { sessions } }, sweepers, batchSize) => {
    const options = { at: instantOf(model.clock), batchSize };
    const marked = await Promise.all(
      sessions.slice(0, sweepers).map(({ db }) => persistence.sweep(db, options)),
    );
    same(idsOf(marked.flat()), idsOf(sweep(model, model.clock)));
    await agrees();
  },
  { ...someAssets, runs: 100 },
);

rule(
  stage,
  'a sweeper takes what another has not taken yet, and waits for nobody',
  [size, size],
  async ({ model }, mine, rest) => {
    const [one, other] = [stage.session(1), stage.session(2)];
    const at = instantOf(model.clock);
    const all = due(model, model.clock);
    await one.client.query('BEGIN');
    await other.client.query("SET lock_timeout = '500ms'");
    const first = await persistence.sweepBatch(one.db, { at, batchSize: mine });
    const second = await persistence.sweepBatch(other.db, { at, batchSize: rest });
    await one.client.query('COMMIT');
    same(idsOf(first), idsOf(all.slice(0, mine)));
    same(idsOf(second), idsOf(all.slice(mine, mine + rest)));
  },
  someAssets,
);

rule(
  stage,
  'an asset that is being extended while a sweep runs is saved',
  [which],
  async ({ db, model }, number) => {
    const at = instantOf(model.clock);
    const asset = pick(model.assets, number);
    const [, marked] = await during(
      stage,
      (one) => persistence.keepForEver(one, asset.id),
      (other) => persistence.sweep(other, { at }),
    );
    marked.push(...(await persistence.sweep(db, { at })));
    const others = model.assets.filter((each) => isDue(each, model.clock) && each !== asset);
    same(idsOf(marked), idsOf(others));
  },
  someAssets,
);

rule(
  stage,
  'an asset that is extended while a sweep has it stays removed, and extended',
  [which],
  async ({ model }, number) => {
    const asset = pick(model.assets, number);
    const [, kept] = await during(
      stage,
      (one) => persistence.sweep(one, { at: instantOf(model.clock) }),
      (other) => persistence.keepForEver(other, asset.id),
    );
    sweep(model, model.clock);
    same(kept && assetRow(kept), seen({ ...asset, persistUntil: null }));
  },
  someAssets,
);

const anyTwo = fc.tuple(fc.oneof(anyChange, anyReferenceChange), fc.oneof(anyChange, anyReferenceChange));

rule(
  stage,
  'two changes that overlap end as if one had come after the other',
  [anyTwo],
  async ({ model }, [first, second]) => {
    const [a, b] = await overlap(stage, model, first, second);
    const orders = [...serially(model, [first, second], [a, b]), ...serially(model, [second, first], [b, a])];
    expect(isOneOf(await stage.rows(), orders)).toBe(true);
  },
  { ...someReferences, runs: 150 },
);

rule(
  stage,
  'a change that overlaps with sweeps ends as if it had come before, between or after them',
  [anyChange, size, fc.boolean()],
  async ({ db, model }, change, batchSize, changeFirst) => {
    const sweeping = sweepAll(batchSize);
    const [first, second] = changeFirst ? [change, sweeping] : [sweeping, change];
    await overlap(stage, model, first, second);
    await sweeping.act(db, model);
    const orders = [
      [change, sweeping],
      [sweeping, change, sweeping],
    ].map((order) => {
      const copy = structuredClone(model);
      for (const { expected } of order) expected(copy, undefined);
      return copy;
    });
    expect(isOneOf(await stage.rows(), orders)).toBe(true);
  },
  { ...someAssets, runs: 100 },
);

rule(
  stage,
  'avatars chosen at once leave one, also in sessions that read a snapshot by default',
  [which, which, fc.constantFrom('read committed', 'repeatable read', 'serializable')],
  async ({ model }, number, another, isolation) => {
    const chosen = pick(model.references, number);
    const { userId } = chosen;
    if (userId === null) return;
    const own = model.references.filter((each) => each.userId === userId);
    const rival = pick(own, another);
    await stage.session(2).client.query(`SET default_transaction_isolation = '${isolation}'`);
    const [, last] = await during(
      stage,
      (one) => persistence.chooseAvatar(one, userId, chosen.id),
      (other) => persistence.chooseAvatar(other, userId, rival.id),
    );
    same(last?.id, rival.id);
    const avatars = (await stage.rows()).references.filter((each) => each.userId === userId && each.isAvatar);
    same(
      avatars.map(({ id }) => id),
      [rival.id],
    );
  },
  { ...someReferences, runs: 100 },
);
