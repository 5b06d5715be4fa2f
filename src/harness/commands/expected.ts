import { keep, readKept } from '../cache/kept.ts';
import { answersFor } from '../catalog/scope.ts';
import { isMember } from '../checks/drift/extension-members.ts';
import type { LiveState } from '../checks/drift/live-state.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { type Migration, readMigrations } from '../history/migrations.ts';
import { type Timeline, timelineOf, touchedIn } from '../history/timeline.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { counted } from '../model/counted.ts';
import type { ServerReport } from '../model/report.ts';
import type { Scratch, ScratchDatabases } from '../postgres/scratch.ts';
import type { Stopped } from '../runner/replay.ts';
import type { Context } from './context.ts';
import { timelineFileIn } from './timeline-file-in.ts';

/** What the migrations build, and on which kind of server they were replayed. */
export interface Expected {
  readonly migrations: readonly Migration[];
  readonly timeline: Timeline;
  readonly kind: ServerReport['kind'];
  /** The first migration that could not be applied, if one could not. */
  readonly stopped?: Stopped;
  /** The file of the cache that keeps the timeline, where one does. */
  readonly file?: string;
}

/**
 * What each migration leads to: kept from an earlier run, or found out by replaying them. Throws a Problem when they
 * cannot be read.
 */
export async function expectedOf(
  context: Context,
  getScratch: () => Promise<ScratchDatabases>,
): Promise<Expected> {
  const { folder, scope, notes } = context;
  const migrations = await readMigrations(await folder());
  const file = timelineFileIn(context)(migrations);
  const kept = file && (await readKept<Timeline>(file));
  if (kept) return { migrations, timeline: kept, kind: 'cache', file };
  const databases = await getScratch();
  const { replay } = await import('../runner/replay.ts');
  notes.progress(`replaying ${counted(migrations.length, 'migration')}`);
  const replayed = await replay(await databases.create(), migrations, scope);
  const expected = { migrations, ...replayed, kind: databases.server.kind };
  if (!file || replayed.stopped) return expected;
  await keep(file, replayed.timeline);
  return { ...expected, file };
}

/** What a live database is compared with, and what of it. */
export interface Compared extends Expected {
  /** All that the migrations build. */
  readonly whole: Timeline;
  /** Whether the project answers for an object. */
  readonly isOurs: (object: CatalogObject) => boolean;
  /** The same of what is compared by itself: members of extensions are compared as such. */
  readonly answers: (object: CatalogObject) => boolean;
  readonly state: LiveState;
}

/** The same as far as the project answers for it, beside the live database as far. */
export async function comparedWith(
  context: Context,
  live: LiveState,
  getScratch: () => Promise<ScratchDatabases>,
): Promise<Compared> {
  const { timeline: whole, ...expected } = await expectedOf(context, getScratch);
  const isOurs = answersFor(context.scope, touchedIn(whole));
  const answers = (object: CatalogObject): boolean => isOurs(object) && !isMember(object);
  const catalog = { ...live.whole, objects: live.whole.objects.filter(answers) };
  return {
    ...expected,
    whole,
    timeline: timelineOf(whole, answers),
    isOurs,
    answers,
    state: { ...live, catalog },
  };
}

/** Creates, once for each count, scratch databases with the first `count` migrations applied. */
export function scratchAt(
  { scope }: Context,
  migrations: readonly Migration[],
  getScratch: () => Promise<ScratchDatabases>,
): (count: number) => WithScratch {
  const made = new Map<number, Promise<Scratch>>();
  const make = async (count: number): Promise<Scratch> => {
    const { applyAll } = await import('../runner/replay.ts');
    return applyAll(await (await getScratch()).create(), migrations.slice(0, count), scope);
  };
  return (count) => async (use) => {
    const database = made.get(count) ?? make(count);
    made.set(count, database);
    return use(await database);
  };
}
