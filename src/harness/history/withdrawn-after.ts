import type { CatalogObject } from '../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../model/identity.ts';
import { renaming } from './renamed.ts';
import type { Timeline } from './timeline.ts';

/** What migrations have taken from roles to which only the environment gives anything. */
export interface Withdrawn {
  /** The revocations that hold, by what they are on and from whom. */
  readonly revokes: ReadonlyMap<string, CatalogObject>;
  /** The migration that took each last. */
  readonly takers: ReadonlyMap<string, string>;
  /** Those of what is still to be made, with what was made before that: it keeps what it was given. */
  readonly futures: readonly Future[];
}

export interface Future {
  readonly revoke: CatalogObject;
  /** By its key. */
  readonly earlier: ReadonlyMap<string, Identity>;
}

/** What the first `count` migrations have taken, and have not made again since; by the names that it has after them. */
export function withdrawnIn({ empty, changes }: Timeline, count: number): Withdrawn {
  let revokes: readonly Taken[] = [];
  let futures: readonly Future[] = [];
  const made = new Map(empty.map(({ id }) => [keyOf(id), id]));
  for (const { tag, now, gone, withdrawn = [], renamed = [] } of changes.slice(0, count)) {
    for (const key of gone) made.delete(key);
    for (const { id } of now) made.set(keyOf(id), id);
    const rename = renaming(renamed);
    revokes = joined([
      ...revokes
        .map(({ revoke, taker }) => ({ revoke: renamedIn(revoke, rename), taker }))
        .filter(({ revoke: { within } }) => !within || made.has(keyOf(within))),
      ...withdrawn.map((revoke) => ({ revoke, taker: tag })),
    ]);
    futures = [
      ...futures.map(({ revoke, earlier }) => ({
        revoke: renamedIn(revoke, rename),
        earlier: renamed.length === 0 ? earlier : byKey([...earlier.values()].map(rename)),
      })),
      ...withdrawn.filter(({ id }) => isFuture(id)).map((revoke) => ({ revoke, earlier: new Map(made) })),
    ];
  }
  return {
    revokes: new Map(revokes.map(({ revoke }) => [placeKey(revoke.id), revoke])),
    takers: new Map(revokes.map(({ revoke, taker }) => [placeKey(revoke.id), taker])),
    futures,
  };
}

interface Taken {
  readonly revoke: CatalogObject;
  readonly taker: string;
}

const byKey = (ids: readonly Identity[]): Map<string, Identity> => new Map(ids.map((id) => [keyOf(id), id]));

const renamedIn = (revoke: CatalogObject, rename: (id: Identity) => Identity): CatalogObject => ({
  ...revoke,
  id: rename(revoke.id),
  ...(revoke.within ? { within: rename(revoke.within) } : {}),
});

/** The migration, among the first `count`, that last took what a grant gives. */
export const takenBy = (timeline: Timeline, { id }: CatalogObject, count: number): string | undefined =>
  withdrawnIn(timeline, count).takers.get(placeKey(id));

export const nothingWithdrawn: Withdrawn = { revokes: new Map(), takers: new Map(), futures: [] };

/** What is spoken of, and to whom, whether it is given or taken. */
export const placeKey = (id: Identity): string => keyOf({ ...id, kind: 'revoke' });

/** What is taken in one place, in one; by whom it was taken last. */
function joined(all: readonly Taken[]): Taken[] {
  const places = new Map<string, Taken>();
  for (const { revoke, taker } of all) {
    const known = places.get(placeKey(revoke.id));
    const privileges = [...(known ? privilegesOf(known.revoke) : []), ...privilegesOf(revoke)];
    places.set(placeKey(revoke.id), {
      revoke: { ...revoke, attributes: { privileges: [...new Set(privileges)] } },
      taker,
    });
  }
  return [...places.values()];
}

const privilegesOf = ({ attributes }: CatalogObject): readonly string[] =>
  attributes.privileges as readonly string[];
