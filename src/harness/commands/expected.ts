import { keep, readKept } from '../cache/kept.ts';
import { type RoleNames, renameRoles } from '../catalog/rename-roles.ts';
import { answersFor } from '../catalog/scope.ts';
import type { LiveState } from '../checks/drift/live-state.ts';
import { isMember } from '../checks/drift/without-members.ts';
import type { WithScratch } from '../equivalence/answers.ts';
import { type Migration, readMigrations } from '../history/migrations.ts';
import { type Timeline, timelineOf, timelineWith, touchedIn } from '../history/timeline.ts';
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
  /** Throws as {@link expectedOf} does. */
  readonly comparable: () => Promise<Comparable>;
  /** Scratch databases with the first `count` migrations applied, one for each count. */
  readonly scratchAt: (count: number) => WithScratch;
}

/** `only` says what of all that the migrations make is compared; without it, what the project answers for is. */
export function groundOf(
  context: Context,
  getScratch: () => Promise<ScratchDatabases>,
  only?: (object: CatalogObject) => boolean,
): Ground {
  const comparable = once(async (): Promise<Comparable> => {
    const { timeline: whole, ...expected } = await expectedOf(context, getScratch);
    const isOurs = only ?? answersFor(context.scope, touchedIn(whole));
    const answers = (object: CatalogObject): boolean => isOurs(object) && !isMember(object);
    return { ...expected, whole, timeline: timelineOf(whole, answers), isOurs, answers };
  });
  const make = onceEach(async (count: number): Promise<Scratch> => {
    const { migrations } = await comparable();
    const { applyAll } = await import('../runner/replay.ts');
    return applyAll(await (await getScratch()).create(), migrations.slice(0, count), context.scope);
  });
  return { getScratch, comparable, scratchAt: (count) => async (use) => use(await make(count)) };
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
