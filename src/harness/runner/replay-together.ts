import { catalogIn } from '../catalog/read.ts';
import { inScope, type Scope, wholeOf } from '../catalog/scope.ts';
import type { Migration } from '../history/migrations.ts';
import { changeBetween, type Timeline } from '../history/timeline.ts';
import type { Scratch } from '../postgres/scratch.ts';
import { applyFresh } from './apply-fresh.ts';
import { StepFailure } from './failure.ts';

/**
 * What the first `count` migrations of a history build together, told as if the last of them had made all of it: what each
 * of them builds is not read, which takes as long as there are tables, for every migration. The others are applied, and
 * told as if they did nothing. Undefined where one fails.
 */
export async function replayTogether(
  database: Scratch,
  history: readonly Migration[],
  scope: Scope,
  count: number,
): Promise<Timeline | undefined> {
  const read = async () => inScope(await catalogIn(database), wholeOf(scope));
  const apply = (migrations: readonly Migration[]) => applyFresh(database, migrations, scope, history);
  const empty = await read();
  try {
    await apply(history.slice(0, count));
    const reached = await read();
    await apply(history.slice(count));
    const changes = history.map(({ tag }, at) =>
      at === count - 1 ? changeBetween(tag, empty, reached) : { tag, now: [], gone: [] },
    );
    return { server: empty.server, empty: empty.objects, changes };
  } catch (error) {
    if (error instanceof StepFailure) return undefined;
    throw error;
  }
}
