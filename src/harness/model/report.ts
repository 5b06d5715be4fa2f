import type { ServerFacts } from './catalog.ts';
import type { StatementCost } from './cost.ts';
import type { Finding } from './finding.ts';

/** The questions, which are never mixed; the last one is for projects without a usable history. */
export type Question = 'files' | 'schema ↔ migrations' | 'migrations ↔ database' | 'schema ↔ database';

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
 * How a check went. What is not tried was not asked for, or could not be tried on anything; what is not reached comes
 * after something that failed.
 */
export type Outcome = 'ok' | 'fails' | 'not tried' | 'not reached';

/** How a history can be run, the strictest first: all in one transaction as by Drizzle, one for each migration, or none. */
export type Mode = 'drizzle' | 'per-migration' | 'per-statement';

/** How one migration fared in `verify`; `ms` is the time of all its steps. */
export interface StepReport {
  readonly tag: string;
  /** The strictest way in which its up works; null where it does not, or was not reached. */
  readonly mode: Mode | null;
  readonly up: Outcome;
  readonly down: Outcome;
  readonly reapply: Outcome;
  /** Whether it keeps the rows that it meets, there and back. */
  readonly rows: Outcome;
  /** Why it is not taken back, where its down file says so. */
  readonly irreversible?: string;
  /** Whether it was measured what its statements cost. */
  readonly cost: Outcome;
  /** What its statements cost, as far as they touch what stood before it. */
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

/** What a database says of one migration. */
export type MigrationState =
  | 'applied'
  | 'pending'
  | 'out-of-order'
  | 'reapplied-next-deploy'
  | 'applied-twice'
  | 'edited'
  | 'line-ends-edited'
  | 'unknown';

/** One migration in `status`. */
export interface StatusLine {
  readonly tag: string;
  readonly state: MigrationState;
}

/** A server that took part: how it was had (`live` for the guarded one), and its facts. */
export interface ServerReport {
  readonly kind: 'embedded' | 'container' | 'url' | 'cache' | 'live';
  readonly facts: ServerFacts;
  /** Who said where a live one is, such as `DATABASE_URL`. */
  readonly from?: string;
}

/** The commands that ask something, by their names. */
export const commands = ['history', 'status', 'verify', 'drift'] as const;

export interface Report {
  readonly command: (typeof commands)[number];
  readonly servers: readonly ServerReport[];
  readonly verdicts: readonly Verdict[];
  readonly steps: readonly StepReport[];
  /** How rows were made for the migrations to meet; absent where none were. */
  readonly rows?: RowOptions;
  /** What the database says of each migration; absent where nobody asked. */
  readonly migrationStatus?: readonly StatusLine[];
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
