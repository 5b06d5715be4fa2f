import { type Catalog, type CatalogObject, catalogOf, type ServerFacts } from '../model/catalog.ts';
import { keyOf } from '../model/identity.ts';
import { onceEach } from '../model/once.ts';
import { sameData } from '../model/same-data.ts';
import type { Renamed } from './renamed.ts';

/** What one migration changed: the objects that it created or altered, as they are after it, and the keys of those it dropped. */
export interface Change {
  readonly tag: string;
  readonly now: readonly CatalogObject[];
  readonly gone: readonly string[];
  /** What it takes from roles that need not have it where it is replayed; absent where it takes nothing. */
  readonly withdrawn?: readonly CatalogObject[];
  /** The roles of which this and the earlier ones speak, as they are after it; absent as long as none does. */
  readonly roles?: readonly CatalogObject[];
  /** What it renames; absent where it renames nothing. */
  readonly renamed?: readonly Renamed[];
}

/** The catalogs of a history, from the empty database on; stored as changes, which stay small however long it grows. */
export interface Timeline {
  readonly server: ServerFacts;
  /** What existed before the first migration. */
  readonly empty: readonly CatalogObject[];
  readonly changes: readonly Change[];
}

/** The change from one catalog to the next. Both are in key order: one pass over both tells. */
export function changeBetween(tag: string, before: Catalog, after: Catalog): Change {
  const old = before.objects;
  const now: CatalogObject[] = [];
  const gone: string[] = [];
  const keyAt = (place: number): string | undefined => old[place] && keyOf(old[place].id);
  let at = 0;
  for (const object of after.objects) {
    if (old[at] === object) {
      at++;
      continue;
    }
    const key = keyOf(object.id);
    for (; (keyAt(at) ?? key) < key; at++) gone.push(keyAt(at) ?? '');
    const was = keyAt(at) === key ? old[at++] : undefined;
    if (!sameData(was, object)) now.push(object);
  }
  return { tag, now, gone: [...gone, ...old.slice(at).map(({ id }) => keyOf(id))] };
}

/** The catalog after the first `count` migrations; it is asked for more than once, and made once. */
export function catalogAfter(timeline: Timeline, count: number): Catalog {
  const made = after.get(timeline) ?? onceEach((each: number) => makeCatalog(timeline, each));
  after.set(timeline, made);
  return made(Math.min(count, timeline.changes.length));
}

const after = new WeakMap<Timeline, (count: number) => Catalog>();

/** The same for who asks for each count only once. */
export function makeCatalog({ server, empty, changes }: Timeline, count: number): Catalog {
  const objects = new Map(empty.map((object) => [keyOf(object.id), object]));
  for (const { now, gone } of changes.slice(0, count)) {
    for (const key of gone) objects.delete(key);
    for (const object of now) objects.set(keyOf(object.id), object);
  }
  return catalogOf(server, objects.values());
}

/** The keys of all that a history has made, changed or dropped. */
export const touchedIn = ({ changes }: Timeline): ReadonlySet<string> =>
  new Set(changes.flatMap(({ now, gone }) => [...now.map(({ id }) => keyOf(id)), ...gone]));

/** A timeline of the objects that `keeps` takes. */
export const timelineOf = (timeline: Timeline, keeps: (object: CatalogObject) => boolean): Timeline => ({
  ...timeline,
  empty: timeline.empty.filter(keeps),
  changes: timeline.changes.map((change) => ({ ...change, now: change.now.filter(keeps) })),
});

/** A timeline of other objects in the place of these. */
export const timelineWith = (
  timeline: Timeline,
  change: (object: CatalogObject) => CatalogObject,
): Timeline => ({
  ...timeline,
  empty: timeline.empty.map(change),
  changes: timeline.changes.map((each) => ({
    ...each,
    now: each.now.map(change),
    ...(each.withdrawn ? { withdrawn: each.withdrawn.map(change) } : {}),
    ...(each.roles ? { roles: each.roles.map(change) } : {}),
    ...(each.renamed ? { renamed: each.renamed.map((one) => ofRole(one, change)) } : {}),
  })),
});

/** A role that is renamed is called as any other object that is one. */
function ofRole(renamed: Renamed, change: (object: CatalogObject) => CatalogObject): Renamed {
  if (renamed.of !== 'role') return renamed;
  const called = ({ name }: Renamed['to']) => ({
    name: change({ id: { kind: 'role', name }, attributes: {} }).id.name,
  });
  return { of: 'role', name: called(renamed.name), to: called(renamed.to) };
}

/** The tag of the migration, among the first `count`, that last created, altered or dropped an object. */
export function originOf({ changes }: Timeline, key: string, count: number): string | undefined {
  return changes
    .slice(0, count)
    .findLast(({ now, gone }) => gone.includes(key) || now.some(({ id }) => keyOf(id) === key))?.tag;
}
