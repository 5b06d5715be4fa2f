import { settle } from '../../../src/harness/canonical/settle.ts';
import { judge } from '../../../src/harness/checks/judge.ts';
import { remarkFinding } from '../../../src/harness/checks/remark-finding.ts';
import { diff } from '../../../src/harness/diff/diff.ts';
import { fold } from '../../../src/harness/diff/fold.ts';
import type { Catalog } from '../../../src/harness/model/catalog.ts';
import type { Finding } from '../../../src/harness/model/finding.ts';
import { printIdentity } from '../../../src/harness/model/identity.ts';
import type { Scratch } from '../../../src/harness/postgres/scratch.ts';

const none = { missing: '', extra: '', changed: '' };
const context = { culprit: 'database', meaning: none, advice: none } as const;

/** All that is found between two catalogs, with a database at hand that is as expected. */
export async function findingsBetween(
  expected: Catalog,
  actual: Catalog,
  database: Scratch,
): Promise<Finding[]> {
  const settled = await settle(fold(diff(expected, actual)), (use) => use(database));
  return [
    ...settled.differences.map((difference) => judge(difference, context)),
    ...settled.remarks.map((remark) => remarkFinding(remark, context)),
  ];
}

/** A finding in one line: `index-missing public.x.y`. The rule says the kind already. */
export const nameOf = ({ rule, object }: Finding): string =>
  `${rule} ${printIdentity(object).slice(object.kind.length + 1)}`;
