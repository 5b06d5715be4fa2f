import fc from 'fast-check';
import { anyChange, anyListing, anySweep } from './support/assetActions.ts';
import type { Model } from './support/model.ts';
import { anyReferenceChange, anyReferenceListing } from './support/referenceActions.ts';
import { rule } from './support/rule.ts';
import { same } from './support/same.ts';
import { useStage } from './support/stage.ts';
import { world } from './support/worlds.ts';

const stage = useStage();

const anyAction = fc.oneof(anyChange, anySweep, anyListing, anyReferenceChange, anyReferenceListing);

const withoutFlags = (model: Model): Model => ({
  ...model,
  assets: model.assets.map((asset) => ({ ...asset, isRemoved: null })),
  references: model.references.map((reference) => ({ ...reference, isAvatar: null })),
});

rule(
  stage,
  'rows whose flags are NULL obey all rules, as rows whose flags are false do',
  [fc.array(anyAction, { minLength: 1, maxLength: 12 })],
  async ({ db, model, agrees }, actions) => {
    for (const { possible, act, expected } of actions) {
      if (!possible(model)) continue;
      const actual = await act(db, model);
      same(actual, expected(model, actual));
      await agrees();
    }
  },
  { rows: world({ assets: 2, references: 1 }).map(withoutFlags) },
);
