import type { Catalog } from '../model/catalog.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import type { RowsOfTrial } from './with-rows.ts';

/** Where a plan from one side to another is tried. */
export interface ProvingGround {
  /** A database like the side that is planned for. */
  readonly target: Scratch;
  readonly databases: Pick<ScratchDatabases, 'confine'>;
  /** What of a catalog the plan is about. */
  readonly concerns: (catalog: Catalog) => Catalog;
  /** The rows that are put in to see what is lost. */
  readonly rows: RowsOfTrial;
}
