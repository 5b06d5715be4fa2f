import fc from 'fast-check';
import * as persistence from '../../../src/lib/persistence.ts';
import { type Action, action, hasAssets, hasOutputs, hasReferences, hasUsers } from './actions.ts';
import { size } from './assetActions.ts';
import { isVisible, type Model, type ReferenceRow, referencesOf, seenReference } from './model.ts';
import { instantOf } from './moment.ts';
import { allPages } from './pages.ts';
import { referenceRow } from './rows.ts';
import { pick, which } from './worlds.ts';

const optional = (reference: persistence.Reference | undefined) => reference && referenceRow(reference);

export const addReference = (asset: number): Action => ({
  text: `addReference(asset ${asset})`,
  possible: hasAssets,
  act: async (db, model) => {
    const at = instantOf(model.clock);
    return optional(await persistence.addReference(db, pick(model.assets, asset).id, { at }));
  },
  expected: (model, actual) => {
    const source = pick(model.assets, asset);
    if (!isVisible(source, model.clock)) return undefined;
    const added = referenceTo(model, source.outputId, source.url, idIn(actual));
    model.references.push(added);
    return added;
  },
});

const idIn = (actual: unknown): string => (actual as ReferenceRow | undefined)?.id ?? 'no reference was made';

const referenceTo = (model: Model, outputId: string, imageUrl: string, id: string): ReferenceRow => ({
  id,
  userId: model.outputs.find((output) => output.id === outputId)?.userId ?? null,
  outputId,
  imageUrl,
  createdAt: model.clock,
  isAvatar: false,
});

export const chooseAvatar = (user: number, reference: number): Action => ({
  text: `chooseAvatar(user ${user}, reference ${reference})`,
  possible: (model) => hasUsers(model) && hasReferences(model),
  act: async (db, model) =>
    optional(
      await persistence.chooseAvatar(db, pick(model.users, user), pick(model.references, reference).id),
    ),
  expected: (model) => choose(model, pick(model.users, user), pick(model.references, reference)),
});

/** What choosing an avatar does to the model. */
export function choose(model: Model, userId: string, chosen: ReferenceRow): ReferenceRow | undefined {
  if (chosen.userId !== userId) return undefined;
  for (const each of model.references) if (each.userId === userId && each.isAvatar) each.isAvatar = false;
  chosen.isAvatar = true;
  return { ...chosen };
}

type Read = (db: persistence.Database, page: persistence.Page) => Promise<persistence.Reference[]>;

const listing = (
  text: string,
  limit: number,
  possible: Action['possible'],
  read: (model: Model) => Read,
  wanted: (model: Model) => (each: ReferenceRow) => boolean,
): Action => ({
  text: `${text} by ${limit}`,
  possible,
  act: async (db, model) =>
    (await allPages<persistence.Reference>(limit, (page) => read(model)(db, page))).map(referenceRow),
  expected: (model) => referencesOf(model, wanted(model)).map(seenReference),
});

export const listOfUser = (user: number, limit: number): Action =>
  listing(
    `listReferencesOfUser(user ${user})`,
    limit,
    hasUsers,
    (model) => (db, page) => persistence.listReferencesOfUser(db, pick(model.users, user), page),
    (model) => (each) => each.userId === pick(model.users, user),
  );

export const listOfOutput = (output: number, limit: number): Action =>
  listing(
    `listReferencesOfOutput(output ${output})`,
    limit,
    hasOutputs,
    (model) => (db, page) => persistence.listReferencesOfOutput(db, pick(model.outputs, output).id, page),
    (model) => (each) => each.outputId === pick(model.outputs, output).id,
  );

export const listAvatars = (limit: number): Action =>
  listing(
    'listAvatars()',
    limit,
    () => true,
    () => persistence.listAvatars,
    () => (each) => each.isAvatar === true,
  );

export const anyReferenceChange = fc.oneof(
  action([which], addReference),
  action([which, which], chooseAvatar),
);

export const anyReferenceListing = fc.oneof(
  action([which, size], listOfUser),
  action([which, size], listOfOutput),
  action([size], listAvatars),
);
