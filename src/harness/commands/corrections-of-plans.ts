import type { Correction } from '../checks/drift/state/correction.ts';
import { keyOf } from '../model/identity.ts';
import type { StatementReport } from '../model/plan-report.ts';
import type { PlanSide } from '../plan/read-side.ts';
import { preamble, reasonOf } from '../plan/script.ts';
import type { Confined, Scratch, ScratchDatabases } from '../postgres/scratch.ts';

/**
 * What corrects the state of a live database, each tried on a copy of what is expected. It comes before all else, while
 * everything is called as it was when it was read; and by itself, since no transaction takes back what a sequence gave.
 */
export async function correctionsOn(
  databases: Pick<ScratchDatabases, 'confine'>,
  target: Scratch,
  { catalog: { objects } }: PlanSide,
  corrections: readonly Correction[],
): Promise<StatementReport[]> {
  if (corrections.length === 0) return [];
  const expected = new Set(objects.map(({ id }) => keyOf(id)));
  const copy = await databases.confine(target);
  try {
    await copy.run(preamble.join(';\n'));
    const reports: StatementReport[] = [];
    for (const each of corrections)
      reports.push(
        toReport(
          each,
          expected.has(keyOf(each.finding.object))
            ? await refusalOf(copy, each)
            : 'it has another name in the database',
        ),
      );
    return reports;
  } finally {
    await copy.drop();
  }
}

const refusalOf = (copy: Confined, { sql }: Correction): Promise<string | null> =>
  copy.run(sql).then(() => null, reasonOf);

const toReport = (
  { finding, sql, does, failsOnRows }: Correction,
  unproved: string | null,
): StatementReport => ({
  sql,
  object: finding.object,
  does,
  inTransaction: false,
  privileged: false,
  loses: null,
  failsOnRows: failsOnRows ?? null,
  unproved,
});
