import { createHash } from 'node:crypto';
import type { Known } from '../../model/baseline.ts';
import { atLeast, type Finding } from '../../model/finding.ts';
import { keyOf, printIdentity } from '../../model/identity.ts';
import type { Report, Verdict } from '../../model/report.ts';
import { acceptedRules } from '../rules/accepted-rules.ts';

/** What can be known: what fails, unless it is about the list of what is accepted. */
export const canBeKnown = ({ severity, rule }: Finding): boolean =>
  atLeast(severity, 'warning') && !(rule in acceptedRules);

const stepOf = ({ step }: Finding): string | undefined => step && `${step.migration} ${step.check}`;

/** The same as long as a finding says the same, whatever the words and the lines of files are. */
const fingerprintOf = ({ rule, object, attribute, expected, actual, culprit, step }: Finding): string =>
  createHash('sha256')
    .update(JSON.stringify([rule, keyOf(object), attribute, expected, actual, culprit, step]))
    .digest('hex')
    .slice(0, 16);

/** A finding of a question, as a baseline has it. */
export const asKnown = (question: Verdict['question'], finding: Finding): Known => ({
  question,
  rule: finding.rule,
  object: printIdentity(finding.object),
  ...(finding.step ? { step: stepOf(finding) } : {}),
  fingerprint: fingerprintOf(finding),
  count: 1,
});

/** What tells one entry from another. */
export const keyOfKnown = ({ question, rule, fingerprint }: Known): string =>
  JSON.stringify([question, rule, fingerprint]);

/** All that can be known of a report, equal ones counted, by their keys. */
export function knownIn({ verdicts }: Report): Map<string, Known> {
  const all = new Map<string, Known>();
  for (const { question, findings } of verdicts)
    for (const finding of findings.filter(canBeKnown)) {
      const entry = asKnown(question, finding);
      const key = keyOfKnown(entry);
      all.set(key, { ...entry, count: (all.get(key)?.count ?? 0) + 1 });
    }
  return all;
}

/** As they stand in the file. */
export const inOrder = (known: Iterable<Known>): Known[] => {
  const sortKey = ({ question, rule, object, step = '', fingerprint }: Known): string =>
    [question, rule, object, step, fingerprint].join('\n');
  return [...known].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
};
