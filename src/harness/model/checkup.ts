/** One thing that `driftproof doctor` looked at. */
export interface Checkup {
  /** What was looked at, such as "embedded server". */
  readonly about: string;
  /** `missing`: something that a command needs is not as it must be. `unused`: not there, and nothing needs it. */
  readonly state: 'ok' | 'missing' | 'unused';
  /** What is there, or why it is not. */
  readonly says: string;
  /** What to do; may be SQL. */
  readonly advice?: string;
}
