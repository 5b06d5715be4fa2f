import { isInScope, type Scope } from '../../catalog/scope.ts';
import type { WithScratch } from '../../equivalence/answers.ts';
import type { Migration, ReadableMigrations } from '../../history/migrations.ts';
import { catalogAfter, type Timeline, timelineOf } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Finding } from '../../model/finding.ts';
import type { StepReport } from '../../model/report.ts';
import type { Scratch, ScratchDatabases } from '../../postgres/scratch.ts';
import type { FilledTable } from '../../rows/fill.ts';
import { whyNotAtOnce } from '../../runner/at-once.ts';
import { replayKnown } from '../../runner/replay-known.ts';
import { isRefusedByDrizzle } from '../../runner/take-step.ts';
import { withRefused } from '../compare/refused.ts';
import { couldNotTell, whyNotApplied, whyNotChecked, whyNotRead } from '../unanswered.ts';
import { tryInParts } from './in-parts.ts';
import { notNamedBy, notReached } from './not-reached.ts';
import { type SchemaSide, schemaIsWhatMigrationsBuild } from './schema-is-what-migrations-build.ts';
import { notAtOnce } from './transaction-findings.ts';
import { type TriedPart, type Trying, tryPart } from './try-part.ts';

export type { OnStep } from './try-part.ts';

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

interface Input extends Trying, ReadableMigrations {
  readonly migrations: readonly Migration[];
  /** The schema's side, once it is known what the migrations build; absent where it is not asked about. */
  readonly schema?: (replayed: { catalog: Catalog; database: Scratch }) => Promise<SchemaSide>;
  /** What the first of those that are not tried build, as an earlier run has kept it. */
  readonly known?: Timeline | undefined;
}

/**
 * Do the migrations build what the schema declares, and can each be taken back? Replays the history on one scratch
 * database; after each migration its down and reapply run on a clone, so that what a down leaves behind does not affect
 * the next migration. What fails is in `unanswered`, and prevents only what depends on it.
 */
export async function verify(input: Input): Promise<Verification> {
  const { databases, migrations, scope, unread } = input;
  const { timeline, tries, last, stopped, known } = await tried(input);
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

/** How far the history was tried, and how many of its migrations were known. */
async function tried(input: Input): Promise<TriedPart & { readonly known: number }> {
  const { last: database, known: begun } = await begin(input);
  const part = begun ? await tryPart(input, { database, begun }) : await tryInParts(input, database);
  return { ...part, known: begun?.results.length ?? 0 };
}

/** The database to replay on, with the first migrations on it where what they build is known. */
async function begin({ databases, migrations, scope, known: timeline }: Input) {
  const last = await databases.create();
  const known = timeline && (await replayKnown(last, migrations, scope, timeline));
  if (!timeline || known) return { last, known };
  await last.drop();
  return { last: await databases.create(), known };
}

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
