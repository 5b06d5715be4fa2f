import { isInScope, type Scope } from '../../catalog/scope.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Migration, ReadableMigrations } from '../../history/migrations.ts';
import { catalogAfter, type Timeline, timelineOf } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import { atLeast, type Finding, foundOn } from '../../model/finding.ts';
import type { Outcome, StepReport } from '../../model/report.ts';
import type { Scratch, ScratchDatabases } from '../../postgres/scratch.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { whyNotAtOnce } from '../../runner/at-once.ts';
import { type AppliedStep, replay, type Visitor } from '../../runner/replay.ts';
import { replayKnown } from '../../runner/replay-known.ts';
import { isRefusedByDrizzle, type StepResult } from '../../runner/take-step.ts';
import { withRefused } from '../compare/refused.ts';
import { couldNotTell, whyNotApplied, whyNotChecked, whyNotRead } from '../unanswered.ts';
import {
  type DataAndCost,
  type DataAndCostAfterwards,
  nothingAsked,
  nothingTried,
  type TrialOptions,
  tryDataAndCost,
} from './data-and-cost.ts';
import type { RoundTrip } from './down-leaves-no-trace.ts';
import { notNamedBy, notReached } from './not-reached.ts';
import { type RoundTripResult, roundTrip } from './round-trip.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';
import { notAtOnce, outsideTransaction } from './transaction-findings.ts';
import { cloneBefore, type Replaying } from './trial-database.ts';

export interface Verification {
  readonly findings: readonly Finding[];
  readonly steps: readonly StepReport[];
  /** Why parts of the question have no answer. */
  readonly unanswered: readonly Finding[];
  /** What the migrations build, as far as they could be applied. */
  readonly replayed: Catalog;
  /** What the schema declares, where it could be loaded. */
  readonly declared?: Catalog | undefined;
  /** The same of each of them; of the first `known` as it was given. */
  readonly timeline: Timeline;
  readonly known: number;
  /** What was not checked, one sentence each. */
  readonly notCompared: readonly string[];
  /** Tables with fewer rows than requested. */
  readonly unfilled: readonly FilledTable[];
}

interface Input extends Replaying, ReadableMigrations, TrialOptions {
  readonly migrations: readonly Migration[];
  /** The schema's side, once it is known what the migrations build; absent where it is not asked about. */
  readonly schema?: (replayed: { catalog: Catalog; database: Scratch }) => Promise<SchemaSide>;
  /** Which migrations are tried; the others are only applied. All, when absent. */
  readonly isTried?: (migration: Migration) => boolean;
  /** What the first of those others build, as an earlier run has kept it. */
  readonly known?: Timeline | undefined;
  readonly onStep: OnStep;
  readonly onTry?: OnTry;
}

/** Called after each migration. */
export type OnStep = (step: StepReport) => void;

/** Called before anything is tried of a migration, which is the number-th. */
type OnTry = (migration: Migration, number: number, tried: string) => void;

/**
 * Do the migrations build what the schema declares, and can each be taken back? Replays the history on one scratch
 * database; after each migration its down and reapply run on a clone, so that what a down leaves behind does not affect
 * the next migration. What fails is in `unanswered`, and prevents only what depends on it.
 */
export async function verify(input: Input): Promise<Verification> {
  const { databases, migrations, scope, unread } = input;
  const { timeline, tries, last, stopped, known } = await replayAndReturn(input);
  const filtered = timelineOf(timeline, isInScope(scope));
  const replayed = catalogAfter(filtered, migrations.length);
  const open = stopped ? migrations.slice(migrations.indexOf(stopped.migration)) : [];
  const isAsked = !stopped && !unread && !tries.some(({ result }) => isRefusedByDrizzle(result));
  const { why, unanswered } = isAsked ? await atOnce(databases, migrations, scope) : notAsked;
  const built = { catalog: catalogAfter(timeline, migrations.length), database: last };
  const meant = await againstSchema(input, filtered, built);
  return {
    findings: [
      ...tries.flatMap(({ findings }) => findings),
      ...notAtOnce(why),
      ...(unread ? [] : notNamedBy(open, meant.findings)),
    ],
    unanswered: [
      ...tries.flatMap(({ unanswered }) => unanswered),
      ...unanswered,
      ...(stopped ? [whyNotApplied(stopped)] : []),
      ...(unread ? [whyNotRead(unread.tags[0], unread.error)] : []),
      ...meant.unanswered,
    ],
    steps: [
      ...tries.map(
        ({ step }): StepReport => (step.tag === why?.tag ? { ...step, mode: 'per-migration' } : step),
      ),
      ...notReached([...open, ...(unread?.tags.map((tag) => ({ tag })) ?? [])]),
    ],
    replayed,
    declared: meant.declared,
    timeline,
    known,
    notCompared: tries.flatMap(({ tried }) => [...tried.notTried, ...tried.cost.notMeasured]),
    unfilled: tries.flatMap(({ tried }) => tried.unfilled),
  };
}

/** Without a schema that can be loaded, the migrations are still checked by themselves. */
async function againstSchema(
  { schema, migrations }: Input,
  timeline: Timeline,
  built: { readonly catalog: Catalog; readonly database: Scratch },
): Promise<Pick<Verification, 'findings' | 'unanswered' | 'declared'>> {
  if (!schema) return { findings: [], unanswered: [] };
  try {
    const side = await schema(built);
    const withScratch: WithScratch = (use) => use(built.database);
    const findings = await schemaIsWhatMigrationsBuild(side, { migrations, timeline }, withScratch);
    const { declared, refused, locate } = side;
    return { ...withRefused('schema ↔ migrations', refused, findings, locate), declared };
  } catch (error) {
    return { findings: [], unanswered: [couldNotTell('schema ↔ migrations', error, 'schema')] };
  }
}

interface Tried {
  readonly result: StepResult;
  readonly tried: DataAndCost;
  readonly findings: readonly Finding[];
  readonly unanswered: readonly Finding[];
  readonly step: StepReport;
}

async function replayAndReturn(input: Input) {
  const { migrations, scope, onStep, isTried = () => true } = input;
  const trying = (migration: Migration, tried: string): void =>
    input.onTry?.(migration, migrations.indexOf(migration) + 1, tried);
  const tries: Tried[] = [];
  let started = performance.now();
  const begun = await begin(input);
  let { last } = begun;
  let afterwards: DataAndCostAfterwards = async () => nothingTried;
  const elapsed = (): number => Math.round(performance.now() - started);
  const next = (tried: Tried): Scratch => {
    tries.push(tried);
    onStep(tried.step);
    started = performance.now();
    return last;
  };
  for (const [at, result] of (begun.known?.results ?? []).entries())
    next(appliedOnly(migrations[at] as Migration, result, elapsed()));
  const visitor: Visitor = {
    before: async (migration, database) => {
      if (!isTried(migration)) return database;
      trying(migration, 'rows and cost');
      const place = cloneBefore(input, migration, database);
      afterwards = await tryDataAndCost(
        { migration, history: migrations, scope, database, clone: place.cloneBefore },
        input,
      );
      trying(migration, 'up');
      return place.next();
    },
    after: async (applied, database) => {
      if (!isTried(applied.migration)) {
        last = database;
        return next(appliedOnly(applied.migration, applied.result, elapsed()));
      }
      const tried = await afterwards(database);
      trying(applied.migration, 'down and reapply');
      const back = await roundTrip(input, database, applied);
      const step = toStep(applied, back, tried, elapsed());
      const findings = findingsOf(applied, back, tried);
      const unanswered = [...tried.unanswered, ...back.unanswered];
      last = back.next;
      return next({ result: applied.result, tried, findings, unanswered, step });
    },
  };
  const replayed = await replay(last, migrations, scope, visitor, begun.known);
  return { ...replayed, tries, last, known: begun.known?.results.length ?? 0 };
}

/** The database to replay on, with the first migrations on it where what they build is known. */
async function begin({ databases, migrations, scope, known: timeline }: Input) {
  const last = await databases.create();
  const known = timeline && (await replayKnown(last, migrations, scope, timeline));
  if (!timeline || known) return { last, known };
  await last.drop();
  return { last: await databases.create(), known };
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

interface AtOnce {
  /** Why a history does not run at once; absent where it does. */
  readonly why?: Awaited<ReturnType<typeof whyNotAtOnce>>;
  readonly unanswered: readonly Finding[];
}

const notAsked: AtOnce = { unanswered: [] };

/** Whether a history runs at once, tried on a database of its own. */
async function atOnce(
  databases: ScratchDatabases,
  migrations: readonly Migration[],
  { ledger }: Scope,
): Promise<AtOnce> {
  try {
    const database = await databases.create();
    const why = await whyNotAtOnce(database, migrations, ledger);
    await database.drop();
    return { why, unanswered: [] };
  } catch (error) {
    return { unanswered: migrations.slice(-1).map((last) => whyNotChecked(last, 'up', error)) };
  }
}

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
