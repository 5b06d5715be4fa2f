import type { Difference } from '../../diff/diff.ts';
import { needsColumn } from '../../equivalence/one-cause/dropped-columns.ts';
import { isUnderRename, renamedBetween } from '../../equivalence/one-cause/one-cause.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { printIdentity } from '../../model/identity.ts';
import { type Context, judge } from './judge.ts';
import { renameFinding } from './rename-finding.ts';

/** How many of what follows are told by name. */
const mostNamed = 8;

/** What follows from something, by name. */
export function listed(objects: readonly CatalogObject[]): string {
  const names = objects.slice(0, mostNamed).map(({ id }) => printIdentity(id));
  const more = objects.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** The finding of a missing column, with what is missing because of it. */
export const withFollowing = (finding: Finding, follows: readonly CatalogObject[] = []): Finding =>
  follows.length === 0
    ? finding
    : { ...finding, message: `${finding.message}, and with it ${listed(follows)}` };

/** What tells of a difference in place of a finding of its own: that of its cause. */
export function toldUnder(expected: Catalog, actual: Catalog, context: Context) {
  const { renames } = renamedBetween(expected, actual);
  return (difference: Difference, others: readonly Difference[]): Finding[] => [
    ...renames
      .filter((rename) => isUnderRename(difference, rename))
      .map((rename) => renameFinding(rename, context, listed)),
    ...others
      .filter(
        ({ type, object }) =>
          type === 'missing' &&
          object.id.kind === 'column' &&
          difference.type === 'missing' &&
          needsColumn(difference.object, object.id),
      )
      .map((column) => judge(column, context)),
  ];
}
