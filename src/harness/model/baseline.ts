import type { Question } from './question.ts';

/** Findings that are known: of one rule, about one object, all of one fingerprint. */
export interface Known {
  readonly question: Question;
  readonly rule: string;
  /** As people write it. */
  readonly object: string;
  /** The migration that was tried, and what of it; absent where none was. */
  readonly step?: string | undefined;
  readonly fingerprint: string;
  readonly count: number;
}

/** What is known of a project, as its file says. */
export interface Baseline {
  /** As people write it. */
  readonly file: string;
  readonly known: readonly Known[];
}

/** What became of a baseline. */
export interface BaselineReport {
  readonly file: string;
  /** How many findings it knows. */
  readonly known: number;
  readonly added: number;
  readonly removed: number;
}
