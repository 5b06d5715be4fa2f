import type { Remark } from '../../equivalence/equivalent.ts';
import type { Finding } from '../../model/finding.ts';
import { printIdentity } from '../../model/identity.ts';
import { type Context, printValue } from './judge.ts';

/** What a remark says of what is not the same and means the same, and what may be done about it. */
const words: Readonly<Record<Remark['about'], { says: string; advice: string }>> = {
  'name-by-default-naming': {
    says: 'both are default names of one thing, by different tools, versions or former names',
    advice: 'leave it; rename it only if a migration is to name it',
  },
  'default-of-equal-value': {
    says: 'both are the same value',
    advice: 'leave it as it is',
  },
};

/** Makes a remark a finding, which no exit code counts unless it is told to. */
export function remarkFinding(
  { about, object, attribute, expected, actual }: Remark,
  { culprit, source }: Pick<Context, 'culprit' | 'source'>,
): Finding {
  const { says, advice } = words[about];
  return {
    rule: `${object.id.kind}-${about}`,
    severity: 'info',
    object: object.id,
    attribute,
    expected,
    actual,
    culprit,
    ...(source ? { source } : {}),
    message: `${printIdentity(object.id)}: ${attribute} is ${printValue(actual)}, expected ${printValue(expected)}; ${says}`,
    advice,
  };
}
