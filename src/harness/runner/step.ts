import type { Direction } from '../history/file-name.ts';
import type { LedgerName } from '../history/ledger.ts';
import type { Migration } from '../history/migrations.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { SqlFile } from '../sql/sql-file.ts';

/** One migration in one direction, the database on which it is taken, and the ledger that tells of it there. */
export interface Step {
  readonly database: Scratch;
  readonly migration: Migration;
  readonly direction: Direction;
  readonly ledger: LedgerName;
}

/** The file that a step runs; the up's where there is no down, of which the ledger gate lets nothing through. */
export const fileOf = ({
  migration: { up, down },
  direction,
}: Pick<Step, 'migration' | 'direction'>): SqlFile => (direction === 'down' ? down : up) ?? up;
