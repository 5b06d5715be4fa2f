import type { CostOptions } from '../../cost/measure-migration.ts';
import type { Finding } from '../../model/finding.ts';
import type { Outcome } from '../../model/report.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { whyNotChecked } from '../unanswered.ts';
import { type Costed, costIn, noCost } from './cost-findings.ts';
import { type RowSource, tryWithRows, type WithRows } from './rows/try-with-rows.ts';
import type { Trial } from './trial-database.ts';

/** How migrations are tested with rows. */
export interface TrialOptions {
  readonly rows: RowSource;
  /** How to measure what they cost; not at all when absent. */
  readonly cost?: CostOptions | undefined;
}

/** What was found by testing a migration on clones, before the replay runs it. */
export interface DataAndCost {
  readonly findings: readonly Finding[];
  readonly rows: Outcome;
  readonly unfilled: readonly FilledTable[];
  readonly cost: Costed;
  /** Why a check came to no end. */
  readonly unanswered: readonly Finding[];
}

/** Tests a migration on clones of the database as it is just before it; a check that fails does not prevent the other. */
export async function tryDataAndCost(trial: Trial, { rows, cost }: TrialOptions): Promise<DataAndCost> {
  const unanswered: Finding[] = [];
  const unlessBroken = <T>(check: 'rows' | 'cost', answer: Promise<T>, otherwise: T): Promise<T> =>
    answer.catch((error) => {
      unanswered.push(whyNotChecked(trial.migration, check, error));
      return otherwise;
    });
  const { outcome, ...tried } = await unlessBroken('rows', tryWithRows(trial, rows), noRows);
  const costed = await unlessBroken('cost', costIn(trial, cost), noCost);
  return { ...tried, rows: outcome, cost: costed, unanswered };
}

const noRows: WithRows = { findings: [], outcome: 'not reached', unfilled: [] };

export const nothingTried: DataAndCost = {
  findings: [],
  rows: 'not reached',
  unfilled: [],
  cost: noCost,
  unanswered: [],
};
