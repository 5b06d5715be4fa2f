import type { CostOptions } from '../../cost/measure-migration.ts';
import type { Finding } from '../../model/finding.ts';
import type { Outcome } from '../../model/report.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { SharesNoTransaction } from '../../runner/shares-transaction.ts';
import { whyNotChecked } from '../unanswered.ts';
import { type Costed, costIn, noCost } from './cost-findings.ts';
import type { RowSource } from './rows/row-source.ts';
import { tryWithRows, type WithRows } from './rows/try-with-rows.ts';
import { openTrial, type Subject, type Trial } from './trial.ts';

/** How migrations are tried. */
export interface TrialOptions {
  readonly rows: RowSource;
  /** How to measure what they cost; not at all when absent. */
  readonly cost?: CostOptions | undefined;
}

/** What was found by trying a migration. */
export interface DataAndCost {
  readonly findings: readonly Finding[];
  readonly rows: Outcome;
  readonly unfilled: readonly FilledTable[];
  /** What was not tried with rows, one sentence each. */
  readonly notTried: readonly string[];
  readonly cost: Costed;
  /** Why a check came to no end. */
  readonly unanswered: readonly Finding[];
}

/** What is left to be asked of a database on which the migration was applied. */
export type DataAndCostAfterwards = (after: Scratch) => Promise<DataAndCost>;

export const nothingTried: DataAndCost = {
  findings: [],
  rows: 'not reached',
  unfilled: [],
  notTried: [],
  cost: noCost,
  unanswered: [],
};

export const nothingAsked: DataAndCost = {
  ...nothingTried,
  rows: 'not tried',
  cost: { ...noCost, outcome: 'not tried' },
};

/** All that is asked of a migration where it is about to be run; a check that breaks off leaves the other. */
export async function tryDataAndCost(
  subject: Subject,
  { rows, cost }: TrialOptions,
): Promise<DataAndCostAfterwards> {
  if (rows.perTable === 0 && !cost) return async () => nothingAsked;
  const { migration } = subject;
  const unanswered: Finding[] = [];
  const unlessBroken = <T>(check: 'rows' | 'cost', answer: Promise<T>, otherwise: T): Promise<T> =>
    answer.catch((error) => {
      unanswered.push(whyNotChecked(migration, check, error));
      return otherwise;
    });
  const trial = openTrial(subject);
  const tried = await unlessBroken(
    'rows',
    trial.then((each) => inSomeWay(each, (way) => tryWithRows(way, rows))),
    noRows,
  );
  const costed = await unlessBroken(
    'cost',
    trial.then((each) => inSomeWay(each, (way) => costIn(way, cost))),
    async () => noCost,
  );
  return async (after) => ({
    findings: tried.findings,
    unfilled: tried.unfilled,
    notTried: tried.notTried,
    rows: tried.outcome,
    cost: await unlessBroken('cost', costed(after), noCost),
    unanswered,
  });
}

/** What shows only with rows to share no transaction is tried on clones then. */
export const inSomeWay = <T>(trial: Trial, use: (trial: Trial) => Promise<T>): Promise<T> =>
  use(trial).catch((error) => {
    if (error instanceof SharesNoTransaction) return use(trial.onClones());
    throw error;
  });

const noRows: WithRows = { findings: [], outcome: 'not reached', unfilled: [], notTried: [] };
