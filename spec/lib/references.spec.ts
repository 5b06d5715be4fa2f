import fc from 'fast-check';
import { expect } from 'vitest';
import * as persistence from '../../src/lib/persistence.ts';
import { size } from './support/assetActions.ts';
import { isVisible } from './support/model.ts';
import { instantOf } from './support/moment.ts';
import {
  addReference,
  chooseAvatar,
  listAvatars,
  listOfOutput,
  listOfUser,
} from './support/referenceActions.ts';
import { deleteOutput, deleteUser, done, refused } from './support/rowActions.ts';
import { rule } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { pick, which, world } from './support/worlds.ts';

const stage = useStage();

const someAssets = { rows: world({ assets: 1, references: 0 }) };
const someReferences = { rows: world({ assets: 0, references: 2 }), runs: 100 };

rule(
  stage,
  'a reference is made of a visible asset: its image, its output, that output’s user; and of no other',
  [which],
  async ({ db, model, agrees }, number) => {
    const { act, expected } = addReference(number);
    const actual = await act(db, model);
    same(actual, expected(model, actual));
    expect(actual !== undefined).toBe(isVisible(pick(model.assets, number), model.clock));
    await agrees();
  },
  someAssets,
);

rule(
  stage,
  'an output with references is not removed from its table while they stand, and is when they are gone',
  [which],
  async ({ db, client, model, agrees }, number) => {
    const { act, expected } = deleteOutput(number);
    const stands = model.references.some(({ outputId }) => outputId === pick(model.outputs, number).id);
    const actual = await act(db, model);
    expect(actual).toBe(stands ? refused : done);
    same(actual, expected(model, undefined));
    await agrees();
    await client.query('DELETE FROM reference_images');
    if (stands) expect(await act(db, model)).toBe(done);
  },
);

rule(
  stage,
  'a user with references is not removed from its table while they stand, and is when they are gone',
  [which],
  async ({ db, client, model, agrees }, number) => {
    await client.query('UPDATE reference_images SET output_id = NULL; DELETE FROM outputs');
    model.outputs = [];
    model.assets = [];
    model.references = model.references.map((each) => ({ ...each, outputId: null }));
    const { act, expected } = deleteUser(number);
    const stands = model.references.some(({ userId }) => userId === pick(model.users, number));
    const actual = await act(db, model);
    expect(actual).toBe(stands ? refused : done);
    same(actual, expected(model, undefined));
    await agrees();
    await client.query('DELETE FROM reference_images');
    if (stands) expect(await act(db, model)).toBe(done);
  },
);

rule(
  stage,
  'soft-deleting an asset keeps the references made of it, and sweeping it does',
  [which, fc.boolean()],
  async ({ db, model }, number, bySweep) => {
    const { id } = pick(model.assets, number);
    await persistence.restore(db, id);
    await persistence.keepForEver(db, id);
    const made = await persistence.addReference(db, id, { at: instantOf(model.clock) });
    const { references } = await stage.rows();
    await persistence.keepUntil(db, id, '-infinity');
    await (bySweep ? persistence.sweep(db, { at: '-infinity' }) : persistence.softDelete(db, id));
    same((await stage.rows()).references, references);
    expect(references.map((each) => each.id)).toContain(made?.id);
  },
  someAssets,
);

rule(
  stage,
  'an avatar belongs to its user: somebody else’s reference, or nobody’s, changes nothing',
  [which, which],
  async ({ db, model, agrees }, user, reference) => {
    const { act, expected } = chooseAvatar(user, reference);
    const actual = await act(db, model);
    same(actual, expected(model, actual));
    const own = pick(model.references, reference).userId === pick(model.users, user);
    expect(actual !== undefined).toBe(own);
    await agrees();
  },
  someReferences,
);

rule(
  stage,
  'choosing another avatar leaves one, whatever there was before, and other users keep theirs',
  [which],
  async ({ db, model, agrees }, number) => {
    const chosen = pick(model.references, number);
    if (chosen.userId === null) return;
    for (const each of model.references)
      if (each.userId === chosen.userId && each.isAvatar) each.isAvatar = false;
    chosen.isAvatar = true;
    await persistence.chooseAvatar(db, chosen.userId, chosen.id);
    await agrees();
    const own = await persistence.listReferencesOfUser(db, chosen.userId);
    same(
      own.filter(({ isAvatar }) => isAvatar).map(({ id }) => id),
      [chosen.id],
    );
  },
  someReferences,
);

for (const [what, list] of [
  ['a user’s references are', listOfUser],
  ['an output’s references are', listOfOutput],
  ['avatars, and nothing else, are', (_: number, limit: number) => listAvatars(limit)],
] as const)
  rule(
    stage,
    `${what} listed exactly as the model lists them, in its order, over any paging`,
    [which, size],
    async ({ db, model }, number, limit) => {
      const { act, expected } = list(number, limit);
      same(await act(db, model), expected(model, undefined));
    },
    someReferences,
  );
