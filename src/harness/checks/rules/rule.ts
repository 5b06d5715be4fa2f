import type { Culprit, Severity } from '../../model/finding.ts';

/** What is known of a rule before it finds anything. */
export interface Rule {
  /** As a finding has it unless the finding says otherwise. */
  readonly severity: Severity;
  /** Who is wrong; absent where each comparison tells. */
  readonly culprit?: Culprit;
  /** What is wrong, for the list of rules. */
  readonly means: string;
  /** What to do. */
  readonly advice: string;
}

/** A rule that always blames the same one. */
export type BlamingRule = Rule & Required<Pick<Rule, 'culprit'>>;

/** Rules that all blame one culprit. */
export const blaming = <Id extends string>(
  culprit: Culprit,
  rules: Readonly<Record<Id, Omit<Rule, 'culprit'>>>,
): Readonly<Record<Id, BlamingRule>> =>
  Object.fromEntries(
    Object.entries<Omit<Rule, 'culprit'>>(rules).map(([id, rule]) => [id, { ...rule, culprit }]),
  ) as Record<Id, BlamingRule>;
