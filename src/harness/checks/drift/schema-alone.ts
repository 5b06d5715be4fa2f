import { asDeclarable } from '../../catalog/declarable.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { compareMeaning } from '../compare/compare.ts';
import type { Context } from '../compare/judge.ts';

/** Does a live database agree with the schema files? For projects that push, and for histories that are broken. */
export const schemaAlone = (
  declared: Catalog,
  live: Catalog,
  withScratch: WithScratch,
  locate: (id: Identity) => Source | undefined,
): Promise<Finding[]> =>
  compareMeaning(asDeclarable(declared), asDeclarable(live), withScratch, {
    ofDifference: async ({ object }) => ({ ...byHand, source: locate(object.id) }),
    ofRemark: ({ id }) => ({ culprit: 'database', source: locate(id) }),
  });

const byHand: Context = {
  culprit: 'database',
  meaning: {
    missing: 'is declared in the schema, but missing in the database',
    extra: 'is in the database, but the schema does not declare it',
    changed: ' in the database',
  },
  advice: {
    missing: 'create it in the database (driftproof repair), or remove it from the schema',
    extra: 'drop it (driftproof repair), or declare it in the schema',
    changed: 'restore it (driftproof repair), or change the schema',
  },
};
