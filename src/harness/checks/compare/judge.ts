import { attributeFacts } from '../../catalog/kinds.ts';
import { type Difference, identityOf } from '../../diff/diff.ts';
import type { Culprit, Finding, Severity, Source } from '../../model/finding.ts';
import { printIdentity } from '../../model/identity.ts';
import { printAttribute, wordsOf } from '../../model/print-value.ts';
import { differenceRuleId } from '../rules/difference-rules.ts';
import { severityOf } from './severity.ts';

/** What a comparison knows of a difference besides the difference. */
export interface Context {
  readonly culprit: Culprit;
  readonly source?: Source | undefined;
  /** What it means, for the reader of a message: `index x …`. A change says it by itself, with this before it. */
  readonly meaning: Readonly<Record<Difference['type'], string>>;
  readonly advice: Readonly<Record<Difference['type'], string>>;
  /** Where the difference is an instance of something else than its kind and attribute say. */
  readonly ruling?: { readonly rule: string; readonly severity: Severity };
}

/** Makes a difference useful. Its rule is the kind and what is wrong: `column-default`, `index-missing`. */
export function judge(
  difference: Difference,
  { culprit, source, meaning, advice, ruling }: Context,
): Finding {
  const object = identityOf(difference);
  const changed = difference.type === 'changed';
  return {
    rule: differenceRuleId(object.kind, changed ? difference.attribute : difference.type),
    severity: severityOf(difference),
    ...ruling,
    object,
    ...(changed
      ? { attribute: difference.attribute, expected: difference.expected, actual: difference.actual }
      : {}),
    culprit,
    ...(source ? { source } : {}),
    message: messageFor(difference, meaning[difference.type]),
    advice: advice[difference.type],
  };
}

function messageFor(difference: Difference, meaning: string): string {
  const name = printIdentity(difference.object.id);
  if (difference.type !== 'changed') return `${name} ${meaning}`;
  const { attribute, expected, actual } = difference;
  const [is, isExpected] = [actual, expected].map((value) => printAttribute(attribute, value));
  const { note } = attributeFacts(difference.object.id.kind, attribute);
  return `${name}: ${wordsOf(attribute)} is ${is}${meaning}, expected ${isExpected}${note ? ` (${note})` : ''}`;
}
