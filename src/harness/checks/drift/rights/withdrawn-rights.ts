import { futureOf } from '../../../catalog/grants.ts';
import { type Future, placeKey, type Withdrawn } from '../../../history/withdrawn-after.ts';
import type { CatalogObject } from '../../../model/catalog.ts';
import { type Identity, isFuture, keyOf } from '../../../model/identity.ts';
import { listOf } from './rights-of.ts';

/** Tells of a grant what a migration has taken, and what default privileges gave before a migration ended them. */
export function byWithdrawal({ revokes, futures }: Withdrawn, isMigrator: (name: string) => boolean) {
  const byPlace = new Map(
    [...revokes.values()].map((each) => [placeKey(ownersAlike(each.id, isMigrator)), each]),
  );
  const among = (revoke: CatalogObject | undefined, { attributes }: CatalogObject): string[] => {
    const gone = listOf(revoke?.attributes.privileges);
    return listOf(attributes.privileges).filter((each) => gone.includes('ALL') || gone.includes(each));
  };
  const futuresFor = ({ id, within }: CatalogObject) => {
    const on = within === undefined ? undefined : futureOf[id.on ?? ''];
    return futures.filter(
      ({ revoke }) =>
        revoke.id.on === on &&
        revoke.id.role === id.role &&
        (revoke.id.schema === undefined || revoke.id.schema === id.schema) &&
        (revoke.id.name === '' || isMigrator(revoke.id.name)),
    );
  };
  const isEarlier = ({ earlier }: Future, { within }: CatalogObject): boolean =>
    within !== undefined && earlier.has(keyOf(within));
  return {
    taken: (grant: CatalogObject): ReadonlySet<string> =>
      new Set([
        ...placesOf(grant.id).flatMap((place) => among(byPlace.get(placeKey(place)), grant)),
        ...futuresFor(grant)
          .filter((each) => each.revoke.id.schema !== undefined && !isEarlier(each, grant))
          .flatMap(({ revoke }) => among(revoke, grant)),
      ]),
    formerly: (grant: CatalogObject): ReadonlySet<string> =>
      new Set(
        futuresFor(grant)
          .filter((each) => isEarlier(each, grant))
          .flatMap(({ revoke }) => among(revoke, grant)),
      ),
  };
}

const ownersAlike = (id: Identity, isMigrator: (name: string) => boolean): Identity =>
  isFuture(id) && isMigrator(id.name) ? { ...id, name: '' } : id;

const relations = ['table', 'view', 'materialized view', 'foreign table'] as const;

/** What is taken on a table is taken on its columns (Postgres manual, "REVOKE"). */
function placesOf(id: Identity): Identity[] {
  const { table, ...rest } = id;
  return id.on !== 'column' || table === undefined
    ? [id]
    : [id, ...relations.map((on) => ({ ...rest, name: table, on }))];
}
