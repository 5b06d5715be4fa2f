import { couldNotTell } from '../../checks/unanswered.ts';
import type { Culprit } from '../../model/finding.ts';
import type { Question, Verdict } from '../../model/report.ts';

/** A question that has no answer, and why. */
export const noAnswer = (
  question: Question,
  error: unknown,
  culprit: Culprit,
  compared: string,
): Verdict => ({
  question,
  findings: [],
  unanswered: [couldNotTell(question, error, culprit)],
  compared,
});
