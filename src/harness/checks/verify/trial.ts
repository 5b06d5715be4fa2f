import type { Scope } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { tablesLedTo } from '../../rows/led-to.ts';
import { openedTables, readStateBefore, type StateBefore } from '../../rows/opened-tables.ts';
import { fedColumns } from '../../rows/sequence-gaps.ts';
import { readTables, type TablesRead } from '../../rows/table-facts.ts';
import { StepFailure } from '../../runner/failure.ts';
import { SharesNoTransaction, sharesTransaction } from '../../runner/shares-transaction.ts';
import { type Trials, trialsInTransactions, trialsOnClones } from '../../runner/trials.ts';
import { isReversible } from './trial-database.ts';

/** A migration that is about to be run, and where it can be tried before. */
export interface Subject {
  readonly migration: Migration;
  /** All migrations, in their order. */
  readonly history: readonly Migration[];
  readonly scope: Scope;
  /** A database as it is just before the migration; it must be left like that. */
  readonly database: Scratch;
  /** Makes another at the same place; who asks for it drops it. */
  readonly clone: () => Promise<Scratch>;
}

/** A migration, where it is tried, and which tables of before can matter to it. */
export interface Trial {
  readonly migration: Migration;
  readonly scope: Scope;
  readonly trials: Trials;
  readonly stateBefore: StateBefore;
  /** Oids of those that it was seen to open on empty tables, or that may call what it changes; all can matter where it is not known. */
  readonly opened: ReadonlySet<string> | 'all';
  /** What the tables that it opens look like before it, and those that their foreign keys lead to, where that is known. */
  readonly tablesBefore?: TablesRead | undefined;
  /** The same, tried on clones. */
  readonly onClones: () => Trial;
}

/** Finds out how a migration can be tried: in transactions that are rolled back, or else on clones. */
export async function openTrial({ migration, history, scope, database, clone }: Subject): Promise<Trial> {
  const { ledger } = scope;
  const stateBefore = await readStateBefore(database, ledger);
  const onClones = (): Trial => ({
    migration,
    scope,
    trials: trialsOnClones(clone, { migration, history, ledger }),
    stateBefore,
    opened: 'all',
    onClones,
  });
  if (stateBefore.hasDeferrable || !(await sharesTransaction(migration))) return onClones();
  const trials = trialsInTransactions(database, migration);
  const opened = await openedBy(trials, migration, stateBefore);
  if (!opened) return onClones();
  const { up, down } = migration;
  const ledTo = await tablesLedTo(down ? [up, down] : [up], stateBefore.functions);
  const tables = [...new Set([...opened, ...ledTo])];
  const tablesBefore =
    tables.length === 0 ? undefined : await readTables(database, { tables, withParents: true }, fedColumns);
  return { ...onClones(), trials, opened: new Set(tables), tablesBefore };
}

/** Takes the steps on empty tables, as far as they go; nothing when they do not share a transaction. */
const openedBy = (
  trials: Trials,
  migration: Migration,
  stateBefore: StateBefore,
): Promise<ReadonlySet<string> | undefined> =>
  trials.run(async ({ database, take }) => {
    try {
      await take('up');
      if (isReversible(migration)) await take('down');
    } catch (error) {
      if (error instanceof SharesNoTransaction) return undefined;
      if (!(error instanceof StepFailure)) throw error;
    }
    return openedTables(database, stateBefore);
  });
