import type { Migration } from '../../history/migrations.ts';
import { atLeast, type Finding, foundOn } from '../../model/finding.ts';
import type { Outcome, StepReport } from '../../model/report.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { type AppliedStep, type Begun, type Replayed, replay, type Visitor } from '../../runner/replay.ts';
import type { StepResult } from '../../runner/take-step.ts';
import {
  type DataAndCost,
  type DataAndCostAfterwards,
  nothingAsked,
  nothingTried,
  type TrialOptions,
  tryDataAndCost,
} from './data-and-cost.ts';
import type { RoundTrip } from './down-leaves-no-trace.ts';
import { type RoundTripResult, roundTrip } from './round-trip.ts';
import { outsideTransaction } from './transaction-findings.ts';
import { cloneBefore, type Replaying } from './trial-database.ts';

/** Called after each migration. */
export type OnStep = (step: StepReport) => void;

/** Called before anything is tried of a migration, which is the number-th. */
type OnTry = (migration: Migration, number: number, tried: string) => void;

/** A history whose migrations are tried. */
export interface Trying extends Replaying, TrialOptions {
  /** Which migrations are tried; the others are only applied. All, when absent. */
  readonly isTried?: (migration: Migration) => boolean;
  readonly onStep: OnStep;
  readonly onTry?: OnTry;
}

/** A part of a history: where it begins, and how many migrations the history has at its end; all, when absent. */
export interface Part {
  readonly database: Scratch;
  readonly begun?: (Begun & { readonly results?: readonly StepResult[] }) | undefined;
  readonly until?: number | undefined;
}

/** How far a part of a history was tried, and the database on which it ended. */
export interface TriedPart extends Replayed {
  readonly tries: readonly Tried[];
  readonly last: Scratch;
}

/** What was found of one migration. */
export interface Tried {
  readonly result: StepResult;
  readonly tried: DataAndCost;
  readonly findings: readonly Finding[];
  readonly unanswered: readonly Finding[];
  readonly step: StepReport;
}

/** Replays a part of a history, and tries each of its migrations. */
export async function tryPart(trying: Trying, { database, begun, until }: Part): Promise<TriedPart> {
  const { migrations, scope, onStep, isTried = () => true } = trying;
  const say = (migration: Migration, tried: string): void =>
    trying.onTry?.(migration, migrations.indexOf(migration) + 1, tried);
  const tries: Tried[] = [];
  let started = performance.now();
  let last = database;
  let afterwards: DataAndCostAfterwards = async () => nothingTried;
  const elapsed = (): number => Math.round(performance.now() - started);
  const next = (tried: Tried): Scratch => {
    tries.push(tried);
    onStep(tried.step);
    started = performance.now();
    return last;
  };
  for (const [at, result] of (begun?.results ?? []).entries())
    next(appliedOnly(migrations[at] as Migration, result, elapsed()));
  const visitor: Visitor = {
    before: async (migration, database) => {
      if (!isTried(migration)) return database;
      say(migration, 'rows and cost');
      const place = cloneBefore(trying, migration, database);
      afterwards = await tryDataAndCost(
        { migration, history: migrations, scope, database, clone: place.cloneBefore },
        trying,
      );
      say(migration, 'up');
      return place.next();
    },
    after: async (applied, database) => {
      if (!isTried(applied.migration)) {
        last = database;
        return next(appliedOnly(applied.migration, applied.result, elapsed()));
      }
      const tried = await afterwards(database);
      say(applied.migration, 'down and reapply');
      const back = await roundTrip(trying, database, applied);
      const step = toStep(applied, back, tried, elapsed());
      const findings = findingsOf(applied, back, tried);
      const unanswered = [...tried.unanswered, ...back.unanswered];
      last = back.next;
      return next({ result: applied.result, tried, findings, unanswered, step });
    },
  };
  const replayed = await replay(last, migrations, scope, visitor, { begun, until });
  return { ...replayed, tries, last };
}

/** A migration that is not tried is neither taken back nor filled; how it was applied is known. */
function appliedOnly(migration: Migration, result: StepResult, ms: number): Tried {
  const notTried = { down: 'not tried', reapply: 'not tried' } as const;
  const step = { ...toStep({ migration, result }, {}, nothingAsked, ms), ...notTried };
  const findings = foundOn(migration.tag, 'up', outsideTransaction(migration, 'up', result));
  return { result, tried: nothingAsked, findings, unanswered: [], step };
}

const findingsOf = (
  { migration, result }: AppliedStep,
  back: RoundTripResult,
  tried: DataAndCost,
): Finding[] => [
  ...foundOn(migration.tag, 'up', outsideTransaction(migration, 'up', result)),
  ...foundOn(migration.tag, 'down', outsideTransaction(migration, 'down', back.downResult)),
  ...foundOn(migration.tag, 'down', back.down),
  ...foundOn(migration.tag, 'reapply', back.reapply),
  ...foundOn(migration.tag, 'reapply', back.slots),
  ...foundOn(migration.tag, 'rows', tried.findings),
  ...foundOn(migration.tag, 'cost', tried.cost.findings),
];

const toStep = (
  { migration: { tag, irreversible }, result }: Pick<AppliedStep, 'migration' | 'result'>,
  { down, reapply: reapplied }: RoundTrip,
  { rows, cost }: DataAndCost,
  ms: number,
): StepReport => ({
  tag,
  ...(irreversible === undefined ? {} : { irreversible }),
  mode: result.mode === 'per-migration' ? 'drizzle' : result.mode,
  up: 'ok',
  down: outcomeOf(down),
  reapply: outcomeOf(reapplied),
  rows,
  cost: cost.outcome,
  costs: cost.costs,
  ms,
});

const outcomeOf = (findings: readonly Finding[] | undefined): Outcome =>
  findings === undefined
    ? 'not reached'
    : findings.some(({ severity }) => atLeast(severity, 'warning'))
      ? 'fails'
      : 'ok';
