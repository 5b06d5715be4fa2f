import { availableParallelism } from 'node:os';
import { catalogIn } from '../../catalog/read.ts';
import { inScope, wholeOf } from '../../catalog/scope.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { StepReport } from '../../model/report.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { StepFailure } from '../../runner/failure.ts';
import { applyAll } from '../../runner/replay.ts';
import { isSame } from '../../runner/replay-known.ts';
import { mayChangeRoles } from '../../sql/may-change-roles.ts';
import { mayReach, reachIn } from '../../sql/reach.ts';
import { touchesRoles } from './trial-database.ts';
import { type TriedPart, type Trying, tryPart } from './try-part.ts';

/** Of shorter histories, a second part is not worth its beginning. */
const fewest = 8;

/** Later migrations take longer: there are more tables. And the second part begins by applying the first. */
const shareOfFirst = 0.57;

/**
 * Tries a history from its beginning: on a machine with several cores the first migrations on one database and, at the same
 * time, the others on a second one, to which the first are applied before. What one part finds is as if there were no other: of a
 * history that reaches beyond its database there is one part.
 */
export async function tryInParts(
  trying: Trying,
  database: Scratch,
  cores = availableParallelism(),
): Promise<TriedPart> {
  if (cores < 2 || !(await canBeParted(trying))) return tryPart(trying, { database });
  const at = Math.ceil(trying.migrations.length * shareOfFirst);
  const { quiet, speak } = keptBack(trying);
  const beginning = beginAt(at, trying);
  const second = beginning.then((begun) => begun && tryPart(quiet, begun));
  // What fails there is thrown where it is waited for.
  second.catch(() => {});
  const first = await tryPart(trying, { database, until: at });
  const catalog = catalogAfter(first.timeline, at);
  const begun = await beginning;
  if (!first.stopped && begun && isSame(begun.begun.catalog, catalog)) {
    speak();
    return joined(at, first, (await second) as TriedPart);
  }
  await (await second.catch(() => undefined))?.last.drop();
  if (first.stopped) return first;
  const rest = await tryPart(trying, { database: first.last, begun: { timeline: first.timeline, catalog } });
  return { ...rest, tries: [...first.tries, ...rest.tries] };
}

/** The same, of which nothing is heard until it may speak: migrations are told in their order. */
function keptBack(trying: Trying) {
  const waiting: StepReport[] = [];
  let isHeard = false;
  const quiet: Trying = {
    ...trying,
    onStep: (step) => (isHeard ? trying.onStep(step) : waiting.push(step)),
    onTry: (...said) => isHeard && trying.onTry?.(...said),
  };
  const speak = (): void => {
    isHeard = true;
    waiting.forEach(trying.onStep);
  };
  return { quiet, speak };
}

/** Whether its parts can have nothing to do with each other. */
async function canBeParted({ migrations, isTried = () => true, rows }: Trying): Promise<boolean> {
  if (migrations.length < fewest || !migrations.every(isTried)) return false;
  if (rows.role !== undefined || migrations.some(touchesRoles)) return false;
  return !(await Promise.all(migrations.map(reachesBeyond))).includes(true);
}

/** A transaction that is prepared has its name on the whole server. */
const isOfServer = /\bprepare\s+transaction\b/i;

async function reachesBeyond({ up, down }: Migration): Promise<boolean> {
  for (const { sql } of down ? [up, down] : [up])
    if (isOfServer.test(sql) || mayChangeRoles(sql) || (mayReach(sql) && (await reachIn(sql, new Set()))))
      return true;
  return false;
}

/** Applies the first migrations to a database of its own; nothing where that fails. */
async function beginAt(at: number, { databases, migrations, scope }: Trying) {
  const database = await databases.create();
  const before = migrations.slice(0, at);
  try {
    await applyAll(database, before, scope);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    await database.drop();
    return undefined;
  }
  const catalog = inScope(await catalogIn(database), wholeOf(scope));
  const changes = before.map(({ tag }) => ({ tag, now: [], gone: [] }));
  return { database, begun: { catalog, timeline: { server: catalog.server, empty: [], changes } } };
}

async function joined(at: number, first: TriedPart, second: TriedPart): Promise<TriedPart> {
  await first.last.drop();
  const changes = [...first.timeline.changes, ...second.timeline.changes.slice(at)];
  return { ...second, timeline: { ...first.timeline, changes }, tries: [...first.tries, ...second.tries] };
}
