import { firstLine, Problem } from '../../../model/problem.ts';
import type { ServerError } from '../../../postgres/errors.ts';
import type { Scratch } from '../../../postgres/scratch.ts';
import type { Among } from '../../../rows/contents.ts';
import { type FilledTable, fillTables } from '../../../rows/fill.ts';
import { bodiesCalledBy } from '../../../rows/function-bodies.ts';
import { type Spoken, spokenIn } from '../../../rows/spoken.ts';
import type { SomeTables, TablesRead } from '../../../rows/table-facts.ts';
import type { Trial } from '../trial.ts';
import type { RowSource } from './row-source.ts';

/** Tables by their oids, or all. */
export type Extent = ReadonlySet<string> | 'all';

export const tablesIn = (extent: Extent): SomeTables | undefined =>
  extent === 'all' ? undefined : { tables: [...extent], withParents: true };

/** What was put in, and which tables are to be looked at then; all when absent. */
export interface TrialRows {
  readonly filled: readonly FilledTable[];
  readonly among: Among | undefined;
  /** What the tables look like, where that was read before. */
  readonly known: TablesRead | undefined;
}

/** Puts rows in, those of the settings first, where a migration is about to be run. */
export async function putRows(
  database: Scratch,
  trial: Trial,
  options: RowSource,
  extent: Extent,
): Promise<TrialRows> {
  await putByHand(database, trial, options);
  const known = extent === trial.opened ? trial.tablesBefore : undefined;
  const filled = await fillTables(database, {
    rows: options.perTable,
    seed: options.seed,
    ledger: trial.scope.ledger,
    only: tablesIn(extent),
    known,
    spoken: await spokenOf(trial),
  });
  const read = filled.map(({ oid }) => oid);
  const among = extent === 'all' ? undefined : { read, existing: trial.stateBefore.tables };
  return { filled, among, known };
}

/** What the steps speak of that are about to be run, and the functions that they call. */
function spokenOf({ migration: { up, down }, stateBefore }: Trial): Promise<Spoken> {
  const files = down ? [up, down] : [up];
  const sql = files.map((file) => file.sql).join('\n');
  return spokenIn(files, bodiesCalledBy(sql, stateBefore.functions));
}

async function putByHand(
  database: Scratch,
  { migration: { tag } }: Trial,
  { byHand }: RowSource,
): Promise<void> {
  const sql = byHand[tag];
  if (sql === undefined) return;
  await database.run(sql).catch((cause: ServerError) => {
    throw new Problem(`the rows for ${tag} cannot be inserted: ${firstLine(cause)}`, {
      advice: 'correct "rows" in the driftproof settings',
      cause,
    });
  });
}
