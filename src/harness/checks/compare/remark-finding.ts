import type { Remark } from '../../equivalence/equivalent.ts';
import type { Finding } from '../../model/finding.ts';
import { printIdentity } from '../../model/identity.ts';
import { printValue } from '../../model/print-value.ts';
import { differenceRuleId, remarkRules } from '../rules/difference-rules.ts';
import type { Context } from './judge.ts';

/** Makes a remark a finding, which no exit code counts unless it is told to. */
export function remarkFinding(
  { about, object, attribute, expected, actual }: Remark,
  { culprit, source }: Pick<Context, 'culprit' | 'source'>,
): Finding {
  const { severity, means, advice } = remarkRules[about];
  return {
    rule: differenceRuleId(object.id.kind, about),
    severity,
    object: object.id,
    attribute,
    expected,
    actual,
    culprit,
    ...(source ? { source } : {}),
    message: `${printIdentity(object.id)}: ${attribute} is ${printValue(actual)}, expected ${printValue(expected)}; ${means}`,
    advice,
  };
}
