import { keep, readKept } from '../cache/kept.ts';
import type { Verification } from '../checks/verify/verify-history.ts';
import type { Migration } from '../history/migrations.ts';
import type { Timeline } from '../history/timeline.ts';
import type { Context } from './context.ts';
import type { NotNew } from './not-new.ts';
import { timelineFileIn } from './timeline-file-in.ts';

/** What a run of `verify` knows of earlier runs, and what it leaves to later ones and to `drift`. */
export interface KnownTimelines {
  /** What the old migrations before the first new one build; undefined where that is not known. */
  readonly known: Timeline | undefined;
  /** Keeps what was not known. */
  readonly keepFound: (found: Verification) => Promise<void>;
}

export async function knownTimelines(
  context: Context,
  migrations: readonly Migration[],
  { tags }: NotNew,
): Promise<KnownTimelines> {
  const fileOf = timelineFileIn(context);
  const at = migrations.findIndex(({ tag }) => !tags.has(tag));
  const first = at < 0 ? migrations : migrations.slice(0, at);
  const file = first.length > 0 ? fileOf(first) : undefined;
  return {
    known: file === undefined ? undefined : await readKept<Timeline>(file),
    keepFound: async ({ timeline, known }) => {
      for (const list of [first, migrations]) {
        const place = list.length > known && list.length <= timeline.changes.length && fileOf(list);
        if (place) await keep(place, { ...timeline, changes: timeline.changes.slice(0, list.length) });
      }
    },
  };
}
