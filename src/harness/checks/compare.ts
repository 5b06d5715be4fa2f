import { settle } from '../canonical/settle.ts';
import { diff } from '../diff/diff.ts';
import { fold } from '../diff/fold.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Finding } from '../model/finding.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Context, judge } from './judge.ts';
import { remarkFinding } from './remark-finding.ts';

/**
 * All that differs between two catalogs, as findings that mean what `context` says. `database` holds all that their
 * expressions name: it decides which of those differ in print only.
 */
export async function compare(
  expected: Catalog,
  actual: Catalog,
  context: Context,
  database: Scratch,
): Promise<Finding[]> {
  const found = fold(diff(expected, actual));
  const { differences, remarks } = await settle(found, (use) => use(database));
  return [
    ...differences.map((difference) => judge(difference, context)),
    ...remarks.map((remark) => remarkFinding(remark, context)),
  ];
}
