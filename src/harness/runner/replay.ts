import { type MarkedCatalog, readAfterStep } from '../catalog/after-step/read-after-step.ts';
import { serverRoles } from '../catalog/named-roles.ts';
import { namesByOid } from '../catalog/names-by-oid.ts';
import { refreshingStatistics } from '../catalog/refresh-statistics.ts';
import { inScope, type Scope, wholeOf } from '../catalog/scope.ts';
import type { Migration } from '../history/migrations.ts';
import { renamedBetween } from '../history/renamed.ts';
import { spokenRoles } from '../history/spoken-roles.ts';
import { type Change, changeBetween, type Timeline } from '../history/timeline.ts';
import { withdrawnBy } from '../history/withdrawn.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { mayChangeRoles } from '../sql/may-change-roles.ts';
import { applyFresh } from './apply-fresh.ts';
import type { Step } from './step.ts';
import { type StepResult, takeStep } from './take-step.ts';

/** A migration that was applied in a replay, with the catalogs around it. */
export interface AppliedStep extends Omit<Step, 'database' | 'direction'> {
  readonly before: Catalog;
  readonly after: Catalog;
  /** The last of these as it was read. */
  readonly read: MarkedCatalog;
  /** How it was run. */
  readonly result: StepResult;
}

/** Callbacks of a replay. Each may change the database, and returns the one on which the replay continues. */
export interface Visitor {
  /** Called just before a migration is run. */
  readonly before?: (migration: Migration, database: Scratch) => Promise<Scratch>;
  /** Called just after it. */
  readonly after?: (applied: AppliedStep, database: Scratch) => Promise<Scratch>;
}

/** A replay that has come some way. */
export interface Begun {
  readonly timeline: Timeline;
  /** What is in the database by now. */
  readonly catalog: Catalog;
}

/** Which part of a history is replayed: from where a replay has begun, to as many migrations as are said. */
export interface Stretch {
  readonly begun?: Begun | undefined;
  readonly until?: number | undefined;
}

/** How far a history could be replayed. */
export interface Replayed {
  /** What each applied migration built. */
  readonly timeline: Timeline;
  /** Absent when all were applied. */
  readonly stopped?: Stopped;
}

/** The first migration that could not be applied, and what was thrown. */
export interface Stopped {
  readonly migration: Migration;
  readonly error: unknown;
}

/**
 * Replays a history on an empty scratch database, one migration at a time, and calls `visitor` before and after each.
 * Stops at the first that fails: those after it were written for a database that has it. All that they build is in the
 * timeline, whatever `scope` filters.
 */
export async function replay(
  database: Scratch,
  migrations: readonly Migration[],
  scope: Scope,
  visitor: Visitor = {},
  { begun, until }: Stretch = {},
): Promise<Replayed> {
  let current = database;
  const whole = wholeOf(scope);
  let read = begun ? undefined : await readAfterStep(database);
  let before = begun?.catalog ?? inScope((read as MarkedCatalog).catalog, whole);
  const changes: Change[] = [...(begun?.timeline.changes ?? [])];
  const timeline = { server: before.server, empty: before.objects, ...begun?.timeline, changes };
  const refreshStatistics = refreshingStatistics();
  for (const migration of migrations.slice(changes.length, until))
    try {
      current = (await visitor.before?.(migration, current)) ?? current;
      const step = { migration, ledger: scope.ledger, history: migrations };
      const watched = await watching(migration, current, changes);
      const result = await takeStep({ ...step, database: current, direction: 'up' });
      read = await readAfterStep(current, read);
      const after = inScope(read.catalog, whole);
      const { renamed, ...roles } = await watched();
      const withdrawn = await withdrawnBy(migration.up, after, renamed);
      changes.push({
        ...changeBetween(migration.tag, before, after),
        ...(withdrawn.length === 0 ? {} : { withdrawn }),
        ...roles,
        ...(renamed.length === 0 ? {} : { renamed }),
      });
      current = (await visitor.after?.({ ...step, before, after, read, result }, current)) ?? current;
      before = after;
      await refreshStatistics(current, after.objects.length);
    } catch (error) {
      return { timeline, stopped: { migration, error } };
    }
  return { timeline };
}

/**
 * Reads the roles of the server, and what everything is called, before a migration that may change them, and returns how to find out
 * what it has made of them.
 */
async function watching({ up }: Migration, database: Scratch, changes: readonly Change[]) {
  const [known, isRenaming] = [changes.at(-1)?.roles ?? [], mayRename(up.sql)];
  const namesNow = async () => (isRenaming ? namesByOid(database) : new Map());
  const rolesNow = async () => (mayChangeRoles(up.sql) ? serverRoles(database) : undefined);
  const [names, before] = [await namesNow(), await rolesNow()];
  return async () => {
    const renamed = renamedBetween(names, await namesNow());
    const after = await rolesNow();
    const roles = before && after ? await spokenRoles(up, known, before, after, renamed) : known;
    return { renamed, ...(roles.length + known.length === 0 ? {} : { roles }) };
  };
}

/** Whether SQL may give anything another name, or put it into another schema. */
const mayRename = (sql: string): boolean => /\brename\b|\bset\s+schema\b/i.test(sql);

/** Applies the migrations one by one without reading a catalog. Throws a StepFailure. */
export async function applyAll(
  database: Scratch,
  migrations: readonly Migration[],
  scope: Scope,
): Promise<Scratch> {
  await applyFresh(database, migrations, scope);
  return database;
}
