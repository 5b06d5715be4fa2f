import { compareMeaning } from '../../../src/harness/checks/compare/compare.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Finding } from '../../../src/harness/model/finding.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';

const none = { missing: '', extra: '', changed: '' };
const context = { culprit: 'database', meaning: none, advice: none } as const;

/** All that is found between two catalogs, with a database at hand that is as expected. */
export const findingsBetween = (expected: Catalog, actual: Catalog, database: Scratch): Promise<Finding[]> =>
  compareMeaning(expected, actual, (use) => use(database), {
    ofDifference: async () => context,
    ofRemark: () => context,
  });

/** A finding in one line: `index-missing public.x.y`. The rule says the kind already. */
export const nameOf = ({ rule, object }: Finding): string =>
  `${rule} ${printIdentity(object).slice(object.kind.length + 1)}`;
