import type { Options } from '../commands/options.ts';
import type { Severity } from '../model/finding.ts';

/** What the command line says, with defaults filled in. */
export interface CliOptions extends Options {
  /** A file of variables for those that the environment lacks. */
  readonly envFile?: string;
  /** Where `drift` writes the SQL of its plan. */
  readonly sql?: string;
  /** Whether SQL that destroys something is printed as such. */
  readonly destructive?: boolean;
  readonly color: boolean;
  /** Whether the report is its verdict only, and nothing but errors is said on standard error. */
  readonly quiet?: boolean;
  /** Whether infos and the cost of each statement are printed as well. */
  readonly verbose?: boolean;
  readonly failOn: Severity;
  /** What a part without an answer counts as: an error, which outranks every finding, or a finding. */
  readonly incomplete?: 'error' | 'finding';
}
