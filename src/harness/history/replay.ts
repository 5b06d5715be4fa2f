import { catalogIn } from '../catalog/read.ts';
import { inScope, type Scope } from '../catalog/scope.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Scratch } from '../postgres/scratch.ts';
import type { Migration } from './history.ts';
import { runStep } from './step.ts';
import { type Change, changeBetween, type Timeline } from './timeline.ts';

/** A database at one point of the history. */
export interface Stop {
  readonly migration: Migration;
  readonly before: Catalog;
  readonly after: Catalog;
}

/**
 * Climbs a history on an empty scratch database, one migration at a time, and tells `visit` of each stop while the
 * database stands there. Returns all the catalogs met. Throws a StepFailure that names the migration that fails.
 */
export async function replay(
  database: Scratch,
  migrations: readonly Migration[],
  scope: Scope,
  visit: (stop: Stop) => Promise<void> = async () => {},
): Promise<Timeline> {
  const empty = inScope(await catalogIn(database), scope);
  const changes: Change[] = [];
  let before = empty;
  for (const migration of migrations) {
    await runStep(database, migration, 'up', scope.ledger);
    const after = inScope(await catalogIn(database), scope);
    changes.push(changeBetween(migration.tag, before, after));
    await visit({ migration, before, after });
    before = after;
  }
  return { server: empty.server, empty: empty.objects, changes };
}
