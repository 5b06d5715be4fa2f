import { compareMeaning } from '../../../src/harness/checks/compare/compare.ts';
import { installedIn } from '../../../src/harness/checks/drift/extension-members.ts';
import { grantedTo, settleRights } from '../../../src/harness/checks/drift/rights/settle-rights.ts';
import { isMember } from '../../../src/harness/checks/drift/without-members.ts';
import type { Catalog, CatalogObject } from '../../../src/harness/model/catalog.ts';
import type { Finding } from '../../../src/harness/model/finding.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';

const none = { missing: '', extra: '', changed: '' };
const context = { culprit: 'database', meaning: none, advice: none } as const;

/** As `drift` does: members of an extension are compared only where both sides have it in the same version and schema. */
function withMembersOf(catalog: Catalog, other: Catalog): Catalog {
  const there = installedIn(other).map((each) => JSON.stringify(each));
  const alike = installedIn(catalog).filter((each) => there.includes(JSON.stringify(each)));
  const names = alike.map(({ name }) => name);
  const isCompared = (each: CatalogObject): boolean =>
    !isMember(each) || names.includes(each.within?.name ?? '');
  return { ...catalog, objects: catalog.objects.filter(isCompared) };
}

/** All that is found between two catalogs, with a database at hand that is as expected. */
export function findingsBetween(expected: Catalog, actual: Catalog, database: Scratch): Promise<Finding[]> {
  const rights = settleRights(withMembersOf(expected, actual), withMembersOf(actual, expected), {
    compare: { rights: 'migrations', owners: 'migrations' },
    databaseOwner: 'whoever_made_it',
    granted: grantedTo(expected.objects),
  });
  return compareMeaning(rights.expected, rights.live, (use) => use(database), {
    ofDifference: async () => context,
    ofRemark: () => context,
  });
}

/** A finding in one line: `index-missing public.x.y`. The rule says the kind already. */
export const nameOf = ({ rule, object }: Finding): string =>
  `${rule} ${printIdentity(object).slice(object.kind.length + 1)}`;
