import { catalogIn } from '../catalog/read.ts';
import { inScope, type Scope, wholeOf } from '../catalog/scope.ts';
import type { Migration } from '../history/migrations.ts';
import { catalogAfter, changeBetween, type Timeline } from '../history/timeline.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { StepFailure } from './failure.ts';
import type { Begun } from './replay.ts';
import { type StepResult, takeStep } from './take-step.ts';

/** A replay of which the first migrations are done. */
export interface KnownReplay extends Begun {
  /** How each was run. */
  readonly results: readonly StepResult[];
}

/**
 * Applies the first migrations of a history in one go, without reading what each of them builds: that is known from an
 * earlier run. What all of them build is read, and has to be what is known. Undefined where it is not, where one of them
 * fails, and for a timeline of others: it is for nothing then.
 */
export async function replayKnown(
  database: Scratch,
  history: readonly Migration[],
  scope: Scope,
  timeline: Timeline,
): Promise<KnownReplay | undefined> {
  const whole = wholeOf(scope);
  const { changes = [] } = timeline;
  const migrations = history.slice(0, changes.length);
  if (migrations.length === 0 || migrations.some(({ tag }, at) => tag !== changes[at]?.tag)) return undefined;
  const empty = inScope(await catalogIn(database), whole);
  if (!isSame(empty, catalogAfter(timeline, 0))) return undefined;
  const results = await applyEach(database, migrations, history, scope);
  const catalog = results && inScope(await catalogIn(database), whole);
  if (!catalog || !isSame(catalog, catalogAfter(timeline, changes.length))) return undefined;
  return { timeline, catalog, results };
}

async function applyEach(
  database: Scratch,
  migrations: readonly Migration[],
  history: readonly Migration[],
  { ledger }: Scope,
): Promise<StepResult[] | undefined> {
  const results: StepResult[] = [];
  try {
    for (const migration of migrations)
      results.push(await takeStep({ database, migration, direction: 'up', ledger, history }));
    return results;
  } catch (error) {
    if (error instanceof StepFailure) return undefined;
    throw error;
  }
}

/** Equal to the last attribute, on servers of the same facts. */
export function isSame(a: Catalog, b: Catalog): boolean {
  const { now, gone } = changeBetween('', a, b);
  return now.length === 0 && gone.length === 0 && JSON.stringify(a.server) === JSON.stringify(b.server);
}
