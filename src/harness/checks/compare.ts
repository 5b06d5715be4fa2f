import type { WithScratch } from '../canonical/canonicalize.ts';
import { settle } from '../canonical/settle.ts';
import { type Difference, diff } from '../diff/diff.ts';
import { fold } from '../diff/fold.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import { type Context, judge } from './judge.ts';
import { remarkFinding } from './remark-finding.ts';

/** All that differs between two catalogs of one server, as findings that mean what `context` says. */
export const compare = (expected: Catalog, actual: Catalog, context: Context): Finding[] =>
  fold(diff(expected, actual)).map((difference) => judge(difference, context));

/**
 * The same for two catalogs that came about in different ways: what differs in print only is none, and what is equal in
 * meaning is an info. `contextOf` is asked of each difference that is left, and of none where there is none.
 */
export async function compareMeaning(
  expected: Catalog,
  actual: Catalog,
  withScratch: WithScratch,
  contextOf: (difference: Difference) => Promise<Context>,
): Promise<Finding[]> {
  const { differences, remarks } = await settle(fold(diff(expected, actual)), withScratch);
  return Promise.all([
    ...differences.map(async (each) => judge(each, await contextOf(each))),
    ...remarks.map(async (each) => remarkFinding(each, await contextOf({ type: 'changed', ...each }))),
  ]);
}
