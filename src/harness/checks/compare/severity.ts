import { attributeFacts, factsOf } from '../../catalog/kinds.ts';
import type { Difference } from '../../diff/diff.ts';
import type { Severity } from '../../model/finding.ts';

/** How serious a difference is for code that was written against what is expected, as its kind has it. */
export function severityOf(difference: Difference): Severity {
  const { id, attributes } = difference.object;
  const facts = factsOf(id.kind);
  if (difference.type === 'changed') {
    const { attribute, expected, actual } = difference;
    return (
      given(attributeFacts(id.kind, attribute).severity, expected, actual, attributes) ??
      facts.changed ??
      'breaking'
    );
  }
  return difference.type === 'missing'
    ? (given(facts.missing, attributes) ?? 'breaking')
    : (given(facts.extra, attributes) ?? 'warning');
}

/** A severity, or one that depends on what differs. */
const given = <T extends readonly unknown[]>(
  severity: Severity | ((...what: T) => Severity) | undefined,
  ...what: T
): Severity | undefined => (typeof severity === 'function' ? severity(...what) : severity);
