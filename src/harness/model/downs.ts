/** A down file that is drafted, or why it is not. */
export interface DraftReport {
  readonly tag: string;
  /** Where it belongs, as people write it. */
  readonly path: string;
  /** What the file holds, or would: its first comment says what it loses. */
  readonly text: string;
  /** Whether it takes the migration back: up, down and up again were run, without rows and with. */
  readonly proved: boolean;
  readonly written: boolean;
  /** What stands in the way, by name, where it is not proved. */
  readonly reasons: readonly string[];
}
