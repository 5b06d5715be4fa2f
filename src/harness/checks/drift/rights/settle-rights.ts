import { forOwner, isForOwner } from '../../../catalog/named-roles.ts';
import type { Difference } from '../../../diff/diff.ts';
import { isOfSeries } from '../../../equivalence/partitions/series.ts';
import { type Catalog, type CatalogObject, catalogOf } from '../../../model/catalog.ts';
import { keyOf } from '../../../model/identity.ts';
import { comparedGrants } from './compared-grants.ts';
import { ownersByName, withOwnersOf, withOwnersOfJobs } from './compared-owners.ts';
import { onlyNamed, withRolesOf } from './compared-roles.ts';
import { environmentOwner, reowned } from './environment-owner.ts';
import { judgedRole } from './judged-role.ts';
import { withOwnedTables } from './owned-tables.ts';
import { isGrant, isRight, listOf, type RightsContext } from './rights-of.ts';

/** Two catalogs of which only such rights differ as a project answers for. */
export interface SettledRights {
  readonly expected: Catalog;
  readonly live: Catalog;
  /** How many grants are the environment's, and not compared. */
  readonly environments: number;
  /** The role that is in the live database what the migrating role is. */
  readonly migrator: string;
  /** What of any reading of the expected side is compared. */
  readonly concerns: (catalog: Catalog) => Catalog;
  /** A role of the live server as far as it is compared, and as expected otherwise. */
  readonly judged: ReturnType<typeof judgedRole>;
  /** The roles of which migrations speak, and which are compared for that. */
  readonly spoken: readonly CatalogObject[];
}

/**
 * Rights and owners differ between environments by design. A grant is compared where a migration says something of its role,
 * and where it endangers: to PUBLIC, or with grant option. An owner is compared with the owners of the other objects that
 * the migrations make. Privileges that one of the two majors does not know are left out.
 */
export function settleRights(expected: Catalog, live: Catalog, context: RightsContext): SettledRights {
  const { compare, databaseOwner, role } = context;
  const knows = [expected, live].every(({ server }) => server.versionNumber >= 170000);
  const known = (catalog: Catalog): Catalog => (knows ? catalog : withoutMaintain(catalog));
  const plain = (catalog: Catalog): Catalog => {
    const isOfJob = ofPartitionsOfJobs(catalog.objects);
    return known(keeping(catalog, (each) => !isRight(each) || (compare.rights !== 'none' && !isOfJob(each))));
  };
  const wanted = plain(expected);
  const owner =
    compare.owners === 'all' ? nullIf(role, databaseOwner) : environmentOwner(wanted.objects, live.objects);
  const toExpected = (name: string | null): string | null =>
    name === owner ? null : name === null ? databaseOwner : name;
  const migrator = owner ?? databaseOwner;
  // A role that a policy names only as whoever migrates is another one in each environment.
  const concerns = (catalog: Catalog): Catalog => {
    const { server, objects } = plain(catalog);
    return withOwnerNamed({ server, objects: onlyNamed(objects) }, migrator);
  };
  const forMigrator = new Set(wanted.objects.filter(isForOwner).map(({ id }) => keyOf(id)));
  const ownerIn = ({ id }: CatalogObject): string =>
    forMigrator.size > 0 && forMigrator.has(keyOf(id)) ? migrator : databaseOwner;
  const given = plain({
    ...live,
    objects: reowned(live.objects, toExpected).map((each) => forOwner(each, ownerIn(each))),
  });
  const renamed = compare.owners === 'all' ? given : withOwnersOfJobs(wanted, given);
  const kept =
    compare.rights === 'migrations'
      ? comparedGrants(wanted, renamed, context, [migrator, databaseOwner])
      : renamed;
  const isOfPlatform = (name: string): boolean => context.platformRoles?.includes(name) ?? false;
  const judged = judgedRole(wanted, context, migrator);
  const roles = withOwnedTables(wanted, withRolesOf(wanted, kept, judged), context, migrator);
  const named = ownersByName(concerns(expected), withOwnersOf(wanted, roles, compare), migrator);
  const wantedKeys = new Set(named.expected.objects.map(({ id }) => keyOf(id)));
  const isOfOwner = ({ id }: CatalogObject): boolean =>
    id.kind === 'role' && id.name === migrator && !wantedKeys.has(keyOf(id));
  return {
    expected: named.expected,
    live: catalogOf(
      live.server,
      onlyNamed(named.live.objects).filter((each) => !isOfOwner(each)),
    ),
    environments: live.objects.filter(isGrant).length - kept.objects.filter(isGrant).length,
    migrator,
    concerns,
    judged,
    spoken:
      compare.rights === 'none'
        ? []
        : [...(context.spoken ?? new Map()).values()].filter(({ id }) => !isOfPlatform(id.name)),
  };
}

const withOwnerNamed = ({ server, objects }: Catalog, owner: string): Catalog => ({
  server,
  objects: objects.map((each) => forOwner(each, owner)),
});

const nullIf = (name: string | undefined, other: string): string | null =>
  name === undefined || name === other ? null : name;

/** Tells grants on partitions of a series, which come from whoever makes those. */
function ofPartitionsOfJobs(objects: readonly CatalogObject[]): (right: CatalogObject) => boolean {
  const partitions = new Set(objects.filter(isOfSeries).map(({ id }) => keyOf(id)));
  return ({ within }) => within !== undefined && partitions.has(keyOf(within));
}

/** Whether a difference is in what somebody may do: a grant, an owner, or what a role is. */
export const isAboutRights = (difference: Difference): boolean =>
  isRight(difference.object) ||
  (difference.type === 'changed' &&
    (difference.attribute === 'owner' || difference.object.id.kind === 'role'));

/** The roles to which some objects grant something, or from which they take it. */
export const grantedTo = (objects: readonly CatalogObject[]): ReadonlySet<string> =>
  new Set(objects.filter(isRight).map(({ id }) => id.role ?? ''));

const keeping = ({ server, objects }: Catalog, keeps: (object: CatalogObject) => boolean): Catalog => ({
  server,
  objects: objects.filter(keeps),
});

/** `MAINTAIN` is a privilege from 17 on, and part of ALL there. */
const withoutMaintain = ({ server, objects }: Catalog): Catalog => ({
  server,
  objects: objects.flatMap((object) => {
    if (!isRight(object)) return [object];
    const attributes = Object.fromEntries(
      Object.entries(object.attributes).map(([name, value]) => [
        name,
        listOf(value).filter((each) => each !== 'MAINTAIN'),
      ]),
    );
    return listOf(attributes.privileges).length === 0 ? [] : [{ ...object, attributes }];
  }),
});
