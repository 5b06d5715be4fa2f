import { catalogIn } from '../catalog/read.ts';
import { inScope, type Scope } from '../catalog/scope.ts';
import type { Migration } from '../history/migrations.ts';
import { type Change, changeBetween, type Timeline } from '../history/timeline.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { type Taken, takeStep } from './take-step.ts';

/** A database at one point of the history. */
export interface Stop {
  readonly migration: Migration;
  readonly before: Catalog;
  readonly after: Catalog;
  /** How it was run. */
  readonly taken: Taken;
}

/** Who looks round on a climb. Each may spoil the database, and returns the one on which the climb goes on. */
export interface Visitor {
  /** Told just before a migration is run, with what stands there. */
  readonly before?: (migration: Migration, before: Catalog, database: Scratch) => Promise<Scratch>;
  /** Told just after it. */
  readonly after?: (stop: Stop, database: Scratch) => Promise<Scratch>;
}

/**
 * Climbs a history on an empty scratch database, one migration at a time, and lets `visitor` look round at each stop.
 * Returns all the catalogs met. Throws a StepFailure that names the migration that fails.
 */
export async function replay(
  database: Scratch,
  migrations: readonly Migration[],
  scope: Scope,
  visitor: Visitor = {},
): Promise<Timeline> {
  let current = database;
  const empty = inScope(await catalogIn(database), scope);
  const changes: Change[] = [];
  let before = empty;
  for (const migration of migrations) {
    current = (await visitor.before?.(migration, before, current)) ?? current;
    const taken = await takeStep(current, migration, 'up', scope.ledger);
    const after = inScope(await catalogIn(current), scope);
    changes.push(changeBetween(migration.tag, before, after));
    current = (await visitor.after?.({ migration, before, after, taken }, current)) ?? current;
    before = after;
  }
  return { server: empty.server, empty: empty.objects, changes };
}

/** Climbs a history without looking round. Throws a StepFailure. */
export async function climb(
  database: Scratch,
  migrations: readonly Migration[],
  { ledger }: Scope,
): Promise<Scratch> {
  for (const migration of migrations) await takeStep(database, migration, 'up', ledger);
  return database;
}
