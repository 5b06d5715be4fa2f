import type { Direction } from '../history/file-name.ts';
import type { LedgerName } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { SqlFile } from '../sql/sql-file.ts';

/** One migration in one direction, on a database with its ledger. */
export interface Step {
  readonly database: Scratch;
  readonly migration: Migration;
  readonly direction: Direction;
  readonly ledger: LedgerName;
  /** All migrations in their order, as far as they are known: their times need not tell which comes before which. */
  readonly history: readonly Migration[];
}

/** The file that a step runs; the up file where there is no down file, which the ledger gate refuses to run. */
export const fileOf = ({
  migration: { up, down },
  direction,
}: Pick<Step, 'migration' | 'direction'>): SqlFile => (direction === 'down' ? down : up) ?? up;
