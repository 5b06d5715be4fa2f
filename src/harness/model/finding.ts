import type { Value } from './catalog.ts';
import type { Identity } from './identity.ts';

/** From least to most serious. */
export const severities = ['info', 'warning', 'breaking'] as const;
export type Severity = (typeof severities)[number];

/** Who is wrong: the schema file, a migration file, the live database, or the migrations folder as a whole. */
export type Culprit = 'schema' | 'migration' | 'database' | 'history';

/** A place in a file; `line` counts from 1. */
export interface Source {
  readonly file: string;
  readonly line?: number;
}

/** A step: `reapply` is the up after the down. */
export type StepDirection = 'up' | 'down' | 'reapply';

/** What was being tried of a migration when something was found. */
export interface Step {
  readonly migration: string;
  readonly check: 'up' | 'down' | 'reapply' | 'rows' | 'cost';
  /** The step that does it, where it is known. */
  readonly direction?: StepDirection;
}

/** A difference or a failed check, made useful. The shape is the JSON contract, version 2. */
export interface Finding {
  /** Stable id: what people write in an ignore list. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: Identity;
  /** Which attribute differs; absent when the finding is about the object as a whole. */
  readonly attribute?: string;
  readonly expected?: Value;
  readonly actual?: Value;
  readonly culprit: Culprit;
  readonly source?: Source;
  /** Of several databases, those in which it was found; absent where one was asked, or none. */
  readonly targets?: readonly string[];
  /** Absent when no migration was being tried. */
  readonly step?: Step;
  readonly message: string;
  readonly advice: string;
}

/** Whether a severity is at least as serious as a threshold. */
export const atLeast = (severity: Severity, threshold: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(threshold);

/** Findings of one check; what is known of the step that each is about is kept. */
export const foundOn = (
  migration: string,
  check: Step['check'],
  findings: readonly Finding[] = [],
): readonly Finding[] =>
  findings.map((finding) => {
    const direction = check === 'rows' || check === 'cost' ? finding.step?.direction : check;
    return { ...finding, step: { migration, check, ...(direction ? { direction } : {}) } };
  });
