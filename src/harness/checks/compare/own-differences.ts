import { attributeFacts } from '../../catalog/kinds.ts';
import type { Difference } from '../../diff/diff.ts';
import type { Catalog } from '../../model/catalog.ts';

/**
 * Leaves out what is no difference of its own between two catalogs: of an attribute that says more about another one, where
 * that differs too; and of one that not both servers keep.
 */
export function ownDifferences(
  found: readonly Difference[],
  expected: Catalog,
  actual: Catalog,
): Difference[] {
  const older = Math.min(expected.server.versionNumber, actual.server.versionNumber);
  return found.filter((each) => {
    if (each.type !== 'changed') return true;
    const { partOf, since = 0 } = attributeFacts(each.object.id.kind, each.attribute);
    const isPart = (other: Difference): boolean =>
      other.type === 'changed' && other.object === each.object && other.attribute === partOf;
    return since <= older && !(partOf !== undefined && found.some(isPart));
  });
}
