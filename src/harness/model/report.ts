import type { AdoptionReport } from './adoption-report.ts';
import type { BaselineReport } from './baseline.ts';
import type { ServerFacts } from './catalog.ts';
import type { StatementCost } from './cost.ts';
import type { DraftReport } from './downs.ts';
import type { Finding } from './finding.ts';
import type { TargetReport } from './fleet.ts';
import type { InitFile } from './init-report.ts';
import type { PlanReport } from './plan-report.ts';
import type { Question } from './question.ts';
import type { TableShape } from './table-shape.ts';

export { type Question, questions } from './question.ts';

/** One question, and all that was found in asking it; an empty list is the answer "agrees". */
export interface Verdict {
  readonly question: Question;
  readonly findings: readonly Finding[];
  /** The parts of the question that have no answer, each as a finding that says why; the others have theirs. */
  readonly unanswered?: readonly Finding[];
  /** What was compared, for a reader of the report. */
  readonly compared: string;
}

/**
 * The result of a check. `not tried`: it was not asked for, or there was nothing to try it on. `not reached`: something
 * before it failed.
 */
export type Outcome = 'ok' | 'fails' | 'not tried' | 'not reached';

/** How a history can be run, the strictest first: all in one transaction as by Drizzle, one for each migration, or none. */
export type Mode = 'drizzle' | 'per-migration' | 'per-statement';

/** The result of one migration in `verify`; `ms` is the time of all its steps. */
export interface StepReport {
  readonly tag: string;
  /** The strictest mode in which its up works; null when it fails or was not reached. */
  readonly mode: Mode | null;
  readonly up: Outcome;
  readonly down: Outcome;
  readonly reapply: Outcome;
  /** Whether it keeps existing rows, up and down. */
  readonly rows: Outcome;
  /** Why it is not taken back, if its down file says so. */
  readonly irreversible?: string;
  /** Whether the cost of its statements was measured. */
  readonly cost: Outcome;
  /** What its statements cost, if they touch tables that existed before it. */
  readonly costs: readonly StatementCost[];
  readonly ms: number;
}

/** How rows are made. */
export interface RowOptions {
  /** How many each table gets; none when it is 0. */
  readonly perTable: number;
  /** The same seed gives the same rows. */
  readonly seed: number;
}

/** The state of one migration in a database. */
export type MigrationState =
  | 'applied'
  | 'pending'
  | 'out-of-order'
  | 'reapplied-next-deploy'
  | 'applied-twice'
  | 'edited'
  | 'line-ends-edited'
  | 'squashed'
  | 'unknown';

/** One migration in `status`. */
export interface StatusLine {
  readonly tag: string;
  readonly state: MigrationState;
}

/** A server that took part: where it came from (`live` for the guarded one), and its facts. */
export interface ServerReport {
  readonly kind: 'embedded' | 'container' | 'url' | 'cache' | 'live';
  readonly facts: ServerFacts;
  /** What named a live one, such as `DATABASE_URL`. */
  readonly from?: string;
}

/** The names of the commands. */
export const commands = [
  'history',
  'status',
  'verify',
  'drift',
  'repair',
  'adopt',
  'down',
  'baseline',
  'init',
] as const;

export interface Report {
  readonly command: (typeof commands)[number];
  readonly servers: readonly ServerReport[];
  readonly verdicts: readonly Verdict[];
  readonly steps: readonly StepReport[];
  /** How rows were made; absent when none were. */
  readonly rows?: RowOptions;
  /** The state of each migration in the database; of `status` only. */
  readonly migrationStatus?: readonly StatusLine[];
  /** The databases, where several were asked, and how many there are where some were left out. */
  readonly targets?: readonly TargetReport[];
  readonly targetsInAll?: number;
  /** The tables that findings concern, and those that foreign keys tie them to; where both sides are catalogs. */
  readonly tables?: readonly TableShape[];
  /** What makes the database what it should be; where it was asked for. */
  readonly plan?: PlanReport;
  /** What makes the repository agree with the database; of `adopt` only. */
  readonly adoption?: AdoptionReport;
  /** The down files that were missing; of `down` only. */
  readonly downs?: readonly DraftReport[];
  /** How many findings are not told because the baseline knows them. */
  readonly known?: number;
  /** What became of the baseline; of `baseline` only. */
  readonly baseline?: BaselineReport;
  /** What became of each file; of `init` only. */
  readonly files?: readonly InitFile[];
  /** How many findings are not told because the settings put their rules off. */
  readonly off?: number;
  /** What was not compared, one sentence each. */
  readonly notCompared: readonly string[];
  /** How many objects were compared. */
  readonly objects: number;
  readonly ms: number;
}

/** All findings of a report, with those that say why there is no answer. */
export const findingsOf = (report: Report): readonly Finding[] => [
  ...report.verdicts.flatMap(({ findings }) => findings),
  ...unansweredIn(report),
];

/** Why parts of a report have no answer. */
export const unansweredIn = ({ verdicts }: Pick<Report, 'verdicts'>): readonly Finding[] =>
  verdicts.flatMap(({ unanswered = [] }) => unanswered);
