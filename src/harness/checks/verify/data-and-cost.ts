import type { CostOptions } from '../../cost/measure-migration.ts';
import type { Finding } from '../../model/finding.ts';
import type { Outcome } from '../../model/report.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { type Costed, costIn, noCost } from './cost-findings.ts';
import { type RowSource, tryWithRows } from './rows/try-with-rows.ts';
import type { Trial } from './trial-database.ts';

/** How migrations are tried. */
export interface TrialOptions {
  readonly rows: RowSource;
  /** How to measure what they cost; not at all when absent. */
  readonly cost?: CostOptions | undefined;
}

/** What was found by trying a migration before its turn. */
export interface DataAndCost {
  readonly findings: readonly Finding[];
  readonly rows: Outcome;
  readonly unfilled: readonly FilledTable[];
  readonly cost: Costed;
}

/** All that is asked of a migration on databases that stand just before it. */
export async function tryDataAndCost(trial: Trial, { rows, cost }: TrialOptions): Promise<DataAndCost> {
  const { outcome, ...tried } = await tryWithRows(trial, rows);
  return { ...tried, rows: outcome, cost: await costIn(trial, cost) };
}

export const nothingTried: DataAndCost = { findings: [], rows: 'not reached', unfilled: [], cost: noCost };
