import { keep, readKept } from '../cache/kept.ts';
import { type RoleNames, renameRoles } from '../catalog/rename-roles.ts';
import { answersFor } from '../catalog/scope.ts';
import type { LiveState } from '../checks/drift/live-state.ts';
import { isMember } from '../checks/drift/without-members.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { type Migration, readMigrations } from '../history/migrations.ts';
import { type Timeline, timelineOf, timelineWith, touchedIn } from '../history/timeline.ts';
import { reachedFile } from '../history/timeline-cache.ts';
import type { CatalogObject } from '../model/catalog.ts';
import { counted } from '../model/counted.ts';
import { once, onceEach } from '../model/once.ts';
import type { ServerReport } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
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

/** A history, and what is kept of what each of its migrations leads to. */
interface Kept extends Pick<Expected, 'migrations' | 'file'> {
  readonly timeline: Timeline | undefined;
}

/** Throws a Problem when the migrations cannot be read. */
async function keptOf(context: Context): Promise<Kept> {
  const migrations = await readMigrations(await context.folder());
  const file = timelineFileIn(context)(migrations);
  if (file === undefined) return { migrations, timeline: undefined };
  return { migrations, timeline: await readKept<Timeline>(file), file };
}

/** What each migration leads to: kept from an earlier run, or found out by replaying them. */
async function expectedOf(
  { scope, notes }: Context,
  { migrations, timeline, file }: Kept,
  getScratch: () => Promise<ScratchDatabases>,
): Promise<Expected> {
  if (timeline) return { migrations, timeline, kind: 'cache', ...(file ? { file } : {}) };
  const databases = await getScratch();
  const { replay } = await import('../runner/replay.ts');
  notes.progress(`replaying ${counted(migrations.length, 'migration')}`);
  const replayed = await replay(await databases.create(), migrations, scope);
  const expected = { migrations, ...replayed, kind: databases.server.kind };
  if (!file || replayed.stopped) return expected;
  await keep(file, replayed.timeline);
  return { ...expected, file };
}

/**
 * What the first `count` migrations lead to together, which is all there is to know of them for a database that agrees: kept
 * from an earlier run, or found out by replaying them. Undefined where what each leads to is kept, and where one fails.
 */
async function reachedOf(
  { scope, notes }: Context,
  { migrations, timeline, file }: Kept,
  getScratch: () => Promise<ScratchDatabases>,
  count: number,
): Promise<Expected | undefined> {
  if (timeline) return undefined;
  const place = file && reachedFile(file, count);
  const known = place && (await readKept<Timeline>(place));
  if (known) return { migrations, timeline: known, kind: 'cache' };
  const databases = await getScratch();
  const { replayTogether } = await import('../runner/replay-together.ts');
  notes.progress(`replaying ${counted(migrations.length, 'migration')}`);
  const made = await replayTogether(await databases.create(), migrations, scope, count);
  if (made && place) await keep(place, made);
  return made && { migrations, timeline: made, kind: databases.server.kind };
}

/** What live databases are compared with, and what of them. */
interface Comparable extends Expected {
  /** All that the migrations build. */
  readonly whole: Timeline;
  /** Whether the project answers for an object. */
  readonly isOurs: (object: CatalogObject) => boolean;
  /** The same of what is compared by itself: members of extensions are compared as such. */
  readonly answers: (object: CatalogObject) => boolean;
}

/** The same, beside a live database as far as the project answers for it. */
export interface Compared extends Comparable {
  readonly state: LiveState;
  /** What the live database calls the roles of the migrations, where that is something else. */
  readonly roleNames: RoleNames;
}

/** The names in a live database of the roles that migrations name: of several, the one that its server has. */
export const roleNamesIn = (
  { roles }: Pick<LiveState, 'roles'>,
  named: Readonly<Record<string, string>>,
): RoleNames =>
  new Map(
    Object.entries(named)
      .filter(([there]) => roles.includes(there))
      .map(([there, here]) => [here, there]),
  );

/** What does not depend on the live database: it is built when it is first needed, and serves as many as there are. */
export interface Ground {
  readonly getScratch: () => Promise<ScratchDatabases>;
  /** The migrations. Throws a Problem when they cannot be read. */
  readonly migrations: () => Promise<readonly Migration[]>;
  /** Throws as `migrations` does. */
  readonly comparable: () => Promise<Comparable>;
  /** What the first `count` migrations lead to together, as if the last of them had made all of it; undefined where more is known, where one fails, and with `only`. */
  readonly reached: (count: number) => Promise<Comparable | undefined>;
  /** Scratch databases with the first `count` migrations applied, one for each count. */
  readonly scratchAt: (count: number) => WithScratch;
}

/** `only` says what of all that the migrations make is compared; without it, what the project answers for is. */
export function groundOf(
  context: Context,
  getScratch: () => Promise<ScratchDatabases>,
  only?: (object: CatalogObject) => boolean,
): Ground {
  const kept = once(() => keptOf(context));
  const comparableOf = ({ timeline: whole, ...expected }: Expected): Comparable => {
    const isOurs = only ?? answersFor(context.scope, touchedIn(whole));
    const answers = (object: CatalogObject): boolean => isOurs(object) && !isMember(object);
    return { ...expected, whole, timeline: timelineOf(whole, answers), isOurs, answers };
  };
  const comparable = once(async () => comparableOf(await expectedOf(context, await kept(), getScratch)));
  const reached = onceEach(async (count: number) => {
    if (only) return undefined;
    const expected = await reachedOf(context, await kept(), getScratch, count);
    return expected && comparableOf(expected);
  });
  const make = onceEach(async (count: number): Promise<Scratch> => {
    const { migrations } = await kept();
    const { applyAll } = await import('../runner/replay.ts');
    return applyAll(await (await getScratch()).create(), migrations.slice(0, count), context.scope);
  });
  const migrations = async () => (await kept()).migrations;
  return {
    getScratch,
    migrations,
    comparable,
    reached,
    scratchAt: (count) => async (use) => use(await make(count)),
  };
}

/**
 * What a live database is compared with; `named` are the settings' names of roles. Throws a Problem when the migrations
 * cannot be read.
 */
export async function comparedWith(
  live: LiveState,
  { comparable }: Pick<Ground, 'comparable'>,
  named: Settings['roles'],
): Promise<Compared> {
  const roleNames = roleNamesIn(live, named);
  const compared = asNamed(await comparable(), roleNames);
  const catalog = { ...live.whole, objects: live.whole.objects.filter(compared.answers) };
  return { ...compared, state: { ...live, catalog }, roleNames };
}

/** The same where roles have other names. */
function asNamed(compared: Comparable, names: RoleNames): Comparable {
  if (names.size === 0) return compared;
  const here: RoleNames = new Map([...names].map(([name, there]) => [there, name]));
  const there = (object: CatalogObject): CatalogObject => renameRoles(object, names);
  return {
    ...compared,
    whole: timelineWith(compared.whole, there),
    timeline: timelineWith(compared.timeline, there),
    isOurs: (object) => compared.isOurs(renameRoles(object, here)),
    answers: (object) => compared.answers(renameRoles(object, here)),
  };
}
