import type { RowOptions } from '../../../model/report.ts';

/** How rows are made, and what is put before them. */
export interface RowSource extends RowOptions {
  /** SQL by the tag of the migration that it prepares a database for. */
  readonly byHand: Readonly<Record<string, string>>;
  /** The role that production runs migrations as; an ordinary owner when absent. */
  readonly role?: string | undefined;
}
