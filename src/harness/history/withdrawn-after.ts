import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../model/identity.ts';
import type { Timeline } from './timeline.ts';

/** What migrations have taken from roles to which only the environment gives anything. */
export interface Withdrawn {
  /** The revocations that hold, by what they are on and from whom. */
  readonly revokes: ReadonlyMap<string, CatalogObject>;
  /** Those of what is still to be made, with the keys of what was made before that: it keeps what it was given. */
  readonly futures: readonly Future[];
}

export interface Future {
  readonly revoke: CatalogObject;
  readonly earlier: ReadonlySet<string>;
}

/** What the first `count` migrations have taken, and have not made again since. */
export function withdrawnIn({ empty, changes }: Timeline, count: number): Withdrawn {
  const revokes = new Map<string, CatalogObject>();
  const futures: Future[] = [];
  const made = new Set(empty.map(({ id }) => keyOf(id)));
  for (const { now, gone, withdrawn = [] } of changes.slice(0, count)) {
    for (const key of gone) made.delete(key);
    for (const { id } of now) made.add(keyOf(id));
    for (const [key, { within }] of revokes) if (within && !made.has(keyOf(within))) revokes.delete(key);
    for (const revoke of withdrawn) {
      revokes.set(placeKey(revoke.id), joined(revokes.get(placeKey(revoke.id)), revoke));
      if (isFuture(revoke.id)) futures.push({ revoke, earlier: new Set(made) });
    }
  }
  return { revokes, futures };
}

/** The migration, among the first `count`, that last took what a grant gives. */
export const takenBy = ({ changes }: Timeline, { id }: CatalogObject, count: number): string | undefined =>
  changes
    .slice(0, count)
    .findLast(({ withdrawn = [] }) => withdrawn.some((each) => placeKey(each.id) === placeKey(id)))?.tag;

export const nothingWithdrawn: Withdrawn = { revokes: new Map(), futures: [] };

/** What is spoken of, and to whom, whether it is given or taken. */
export const placeKey = (id: Identity): string => keyOf({ ...id, kind: 'revoke' });

const joined = (known: CatalogObject | undefined, revoke: CatalogObject): CatalogObject =>
  known
    ? {
        ...revoke,
        attributes: {
          privileges: [...new Set([...privilegesOf(known), ...privilegesOf(revoke)])],
        },
      }
    : revoke;

const privilegesOf = ({ attributes }: CatalogObject): readonly string[] =>
  attributes.privileges as readonly string[];
