import type { Difference } from '../../diff/diff.ts';
import { fold } from '../../diff/fold.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import { differencesBetween, driftBetween } from '../../equivalence/differences.ts';
import { type Differing, setEquivalentAside } from '../../equivalence/equivalent.ts';
import { underColumns } from '../../equivalence/one-cause/dropped-columns.ts';
import { type RenameCause, renamedBetween } from '../../equivalence/one-cause/one-cause.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import { type Context, judge } from './judge.ts';
import { listed, withFollowing } from './one-cause.ts';
import { ownDifferences } from './own-differences.ts';
import { remarkFinding } from './remark-finding.ts';
import { renameFinding } from './rename-finding.ts';

/** All that differs between two catalogs of one server, as findings that mean what `contextOf` says. */
export const compare = (
  expected: Catalog,
  actual: Catalog,
  contextOf: (difference: Difference) => Promise<Context>,
): Promise<Finding[]> =>
  Promise.all(
    ownOf(expected, actual, differencesBetween(expected.objects, actual.objects).differences).map(
      async (each) => judge(each, await contextOf(each)),
    ),
  );

const ownOf = (expected: Catalog, actual: Catalog, found: readonly Difference[]): Difference[] =>
  ownDifferences(fold(found), expected, actual);

/** Says who is wrong. */
export interface Blame {
  /** Called for each remaining difference, and not when there is none: it may start a server. */
  readonly ofDifference: (difference: Difference) => Promise<Context>;
  /** Called for what has the same meaning. */
  readonly ofRemark: (object: CatalogObject) => Pick<Context, 'culprit' | 'source'>;
}

/**
 * The same for two catalogs that were built in different ways: what differs in print only is no difference, and what has
 * the same meaning is an info. What has one cause is one finding: what seems to be renamed, and what goes with a column.
 */
export async function compareMeaning(
  expected: Catalog,
  actual: Catalog,
  withScratch: WithScratch,
  blame: Blame,
): Promise<Finding[]> {
  const renamed = renamedBetween(expected, actual);
  const { differences: found, remarks } = await setEquivalentAside(
    ownOf(expected, renamed.actual, renamed.differences),
    withScratch,
  );
  return [
    ...(await ofRenames(renamed.renames, blame)),
    ...(await ofCauses(found, blame)),
    ...(await findingsOn({ differences: [], remarks }, blame)),
  ];
}

const ofRenames = (renames: readonly RenameCause[], { ofDifference }: Blame): Promise<Finding[]> =>
  Promise.all(
    renames.map(async (each) =>
      renameFinding(each, await ofDifference({ type: 'missing', object: each.missing }), listed),
    ),
  );

function ofCauses(found: readonly Difference[], { ofDifference }: Blame): Promise<Finding[]> {
  const { differences, under } = underColumns(found);
  return Promise.all(
    differences.map(async (each) => withFollowing(judge(each, await ofDifference(each)), under.get(each))),
  );
}

/** The differences by themselves. */
export const differencesInMeaning = (
  expected: Catalog,
  actual: Catalog,
  withScratch: WithScratch,
): Promise<Differing> =>
  setEquivalentAside(ownOf(expected, actual, driftBetween(expected, actual).differences), withScratch);

/** The findings of such differences. */
export async function findingsOn(
  { differences, remarks }: Differing,
  { ofDifference, ofRemark }: Blame,
): Promise<Finding[]> {
  const findings = await Promise.all(differences.map(async (each) => judge(each, await ofDifference(each))));
  return [...findings, ...remarks.map((each) => remarkFinding(each, ofRemark(each.object)))];
}
