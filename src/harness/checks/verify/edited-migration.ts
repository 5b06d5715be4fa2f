import { type Difference, sameValue } from '../../diff/diff.ts';
import type { Migration } from '../../history/migrations.ts';
import { catalogAfter, type Timeline } from '../../history/timeline.ts';
import type { Catalog } from '../../model/catalog.ts';
import { keyOf } from '../../model/identity.ts';

/** What the snapshot of one of the migrations declares, by its number from 1; undefined when that is not known. */
export type SnapshotAfter = (count: number) => Promise<Catalog | undefined>;

/**
 * The migration whose own change is not that of its snapshot: before it, what was replayed and what its predecessor's
 * snapshot declares agree on what a difference is about; after it they do not. Looks at few of the snapshots. Where some
 * are missing, the last of those in question that changed it.
 */
export async function editedMigration(
  difference: Difference,
  migrations: readonly Migration[],
  timeline: Timeline,
  snapshotAfter: SnapshotAfter,
): Promise<Migration | undefined> {
  let [agrees, differs] = [0, migrations.length];
  let unknown = migrations.map((_, at) => at + 1).slice(0, -1);
  while (unknown.length > 0) {
    const middle = unknown[Math.floor(unknown.length / 2)] ?? 0;
    const snapshot = await snapshotAfter(middle);
    const agreed = snapshot && agreeOn(difference, snapshot, catalogAfter(timeline, middle));
    if (agreed === true) agrees = middle;
    if (agreed === false) differs = middle;
    unknown = unknown.filter((each) => each > agrees && each < differs && each !== middle);
  }
  const suspects = migrations.slice(agrees, differs);
  const changesIt = (at: number): boolean =>
    !agreeOn(difference, catalogAfter(timeline, at), catalogAfter(timeline, at + 1));
  return suspects.findLast((each) => changesIt(migrations.indexOf(each))) ?? suspects.at(-1);
}

function agreeOn(difference: Difference, a: Catalog, b: Catalog): boolean {
  const key = keyOf(difference.object.id);
  const [inA, inB] = [a, b].map(({ objects }) => objects.find(({ id }) => keyOf(id) === key));
  if (!inA || !inB) return !inA && !inB;
  if (difference.type !== 'changed') return true;
  const { attribute } = difference;
  return sameValue(inA.attributes[attribute] ?? null, inB.attributes[attribute] ?? null);
}
