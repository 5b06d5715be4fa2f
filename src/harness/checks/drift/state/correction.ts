import type { Finding } from '../../../model/finding.ts';

/** Something wrong that no definition says, and the SQL that corrects it, under the names that are there. */
export interface Correction {
  readonly finding: Finding;
  readonly sql: string;
  readonly does: 'alter' | 'create';
  /** Why the server may refuse it, where rows say so that nobody has looked at. */
  readonly failsOnRows?: string;
}

/** Something wrong that is left to people, and why. */
export interface Uncorrected {
  readonly finding: Finding;
  readonly reason: string;
}

/** What is for people: the rule says what they do. */
export const leftToPeople = (finding: Finding): Uncorrected => ({
  finding,
  reason: `no plan is made for this: ${finding.advice}`,
});
