import type { Finding, Severity, StepDirection } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { type RuleId, rules } from './registry.ts';

/** What differs from finding to finding of a rule. */
export interface Particulars {
  /** As people write it. */
  readonly file?: string;
  readonly line?: number | undefined;
  readonly severity?: Severity;
  readonly advice?: string | undefined;
  /** The step of a migration that does it. */
  readonly step?: {
    readonly migration: string;
    readonly check: 'rows' | 'cost';
    readonly direction: StepDirection;
  };
}

/** A finding about a migration (by its tag), a file of the migrations folder (by its path), or another object. */
export function found(
  rule: RuleId,
  about: string | Identity,
  message: string,
  { file, line, severity, advice, step }: Particulars = {},
): Finding {
  const known = rules[rule];
  return {
    rule,
    severity: severity ?? known.severity,
    object: typeof about === 'string' ? { kind: 'migration', name: about } : about,
    culprit: known.culprit,
    ...(file === undefined ? {} : { source: { file, ...(line === undefined ? {} : { line }) } }),
    ...(step ? { step } : {}),
    message,
    advice: advice ?? known.advice,
  };
}
