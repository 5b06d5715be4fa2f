import { availableParallelism } from 'node:os';
import { catalogIn } from '../../catalog/read.ts';
import { inScope, wholeOf } from '../../catalog/scope.ts';
import { catalogAfter } from '../../history/timeline.ts';
import type { StepReport } from '../../model/report.ts';
import type { Scratch } from '../../postgres/scratch.ts';
import { StepFailure } from '../../runner/failure.ts';
import { applyAll, type Begun } from '../../runner/replay.ts';
import { isSame } from '../../runner/replay-known.ts';
import { canBeParted } from './can-be-parted.ts';
import { type Part, type TriedPart, type Trying, tryPart } from './try-part.ts';

/** A part of fewer migrations is not worth its beginning. */
const fewest = 4;

/** So many at most: one process asks for all of them. */
const most = 4;

/** Later migrations take longer: there are more tables. And a later part begins by applying all before it. */
const growth = 1.5;

/** A part that is tried while those before it are: on a database of its own, and nothing is heard of it. */
interface LaterPart {
  readonly at: number;
  readonly beginning: Promise<BegunPart | undefined>;
  readonly tried: Promise<TriedPart | undefined>;
  speak(): void;
}

type BegunPart = Pick<Part, 'database'> & { readonly begun: Begun };

/**
 * Tries a history from its beginning: on a machine with several cores in parts at the same time, each on a database of its own,
 * to which the migrations before it are applied first. What one part finds is as if there were no other: of a history that
 * reaches beyond its database there is one part.
 */
export async function tryInParts(
  trying: Trying,
  database: Scratch,
  cores = availableParallelism(),
): Promise<TriedPart> {
  const possible = cutsOf(trying.migrations.length, cores);
  const cuts = possible.length > 0 && (await canBeParted(trying)) ? possible : [];
  const later = cuts.map((at, index) => tryLater(trying, at, cuts[index + 1]));
  let part = await tryPart(trying, { database, until: cuts[0] });
  for (const [index, next] of later.entries()) {
    const catalog = catalogAfter(part.timeline, next.at);
    const begun = part.stopped ? undefined : await next.beginning;
    if (!begun || !isSame(begun.begun.catalog, catalog)) {
      for (const { tried } of later.slice(index)) await (await tried.catch(() => undefined))?.last.drop();
      return part.stopped ? part : goneOn(trying, part, { timeline: part.timeline, catalog });
    }
    next.speak();
    part = await joined(next.at, part, (await next.tried) as TriedPart);
  }
  return part;
}

/** Before which migrations the later parts begin. */
function cutsOf(migrations: number, cores: number): number[] {
  const parts = Math.min(cores, most, Math.floor(migrations / fewest));
  return Array.from({ length: parts - 1 }, (_, index) =>
    Math.ceil(migrations * ((index + 1) / parts) ** (1 / growth)),
  );
}

function tryLater(trying: Trying, at: number, until: number | undefined): LaterPart {
  const { quiet, speak } = keptBack(trying);
  const beginning = beginAt(at, trying);
  const tried = beginning.then((begun) => begun && tryPart(quiet, { ...begun, until }));
  // What fails there is thrown where it is waited for.
  tried.catch(() => {});
  return { at, beginning, tried, speak };
}

/** Tries the others after a part, on its database. */
async function goneOn(trying: Trying, part: TriedPart, begun: Begun): Promise<TriedPart> {
  const rest = await tryPart(trying, { database: part.last, begun });
  return { ...rest, tries: [...part.tries, ...rest.tries] };
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

/** Applies the first migrations to a database of its own; nothing where that fails. */
async function beginAt(at: number, { databases, migrations, scope }: Trying): Promise<BegunPart | undefined> {
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
